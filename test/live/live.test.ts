import { afterEach, expect, test, vi } from 'vitest';
import { EventStore } from '../../src/live/event-store.ts';
import { type LiveOptions, LiveState } from '../../src/live/live.ts';
import { nodeJson } from '../../src/view/status/document/document.ts';
import type { NodeStatus } from '../../src/view/status/node-status.ts';
import { exampleEvent } from '../view/support/example-status.ts';
import { type FakePeer, peer } from './support/answering-peers.ts';
import { countedNode, sessionsOf } from './support/counted-node.ts';
import { FakeClock } from './support/fake-clock.ts';

const START_SECONDS = 1_000_000_000;
const SETTINGS = { intervalMs: 1000, idleIntervalMs: 5000, historyMs: 900_000, peers: [] };

type Live = LiveState<FakePeer, EventStore>;
const opened: Live[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((live) => live.close()));
});

function scene(options: Partial<LiveOptions<FakePeer, EventStore>> = {}) {
  const clock = new FakeClock(START_SECONDS * 1000);
  const events = new EventStore(clock.wallMs());
  const onError = vi.fn();
  const befores: (NodeStatus | undefined)[] = [];
  let count = 0;
  const live: Live = new LiveState({
    settings: SETTINGS,
    collect: async (before) => {
      befores.push(before);
      count += 1;
      return countedNode('ds1', clock.wallMs() / 1000, [count]);
    },
    fetchPeer: () => Promise.reject(new Error('there is no peer')),
    differences: () => [],
    events,
    node: () => 'ds1',
    onError,
    clock,
    ...options,
  });
  opened.push(live);
  return { clock, events, live, befores, onError };
}

const shownBy = (live: Live): unknown => sessionsOf(live.status()?.nodes[0])[0];

test('collects from the start, and knows what was before', async () => {
  const { clock, live, befores } = scene();
  expect([live.status(), live.statusAt(START_SECONDS)]).toEqual([undefined, undefined]);
  await clock.advance(6000);
  expect(shownBy(live)).toBe(2);
  expect(sessionsOf(live.statusAt(START_SECONDS + 4.9)?.nodes[0])).toEqual([1]);
  expect(live.statusAt(START_SECONDS - 1)).toBeUndefined();
  expect(befores.map((before) => sessionsOf(before))).toEqual([[], [1]]);
  expect(live.history.range()).toEqual({ fromSeconds: START_SECONDS, toSeconds: START_SECONDS + 5.002 });
});

test('a moment is assembled once, however many look at it', async () => {
  const { clock, live } = scene();
  await clock.advance(6000);
  expect(live.status()).toBe(live.status());
  expect(live.statusAt(START_SECONDS)).toBe(live.statusAt(START_SECONDS + 1));
});

test('two hundred viewers cost one collection a second, and each sees each of them', async () => {
  const { clock, live, befores } = scene();
  const listeners = Array.from({ length: 200 }, () => vi.fn());
  const ends = listeners.flatMap((listener) => [live.onMoment(listener), live.watch()]);
  await clock.advance(10_500);
  expect(befores).toHaveLength(11);
  expect(listeners.map((listener) => listener.mock.calls.length)).toEqual(Array(200).fill(11));
  for (const end of ends) end();
  await clock.advance(15_000);
  expect(befores.length).toBeLessThanOrEqual(15);
  expect(listeners[0]).toHaveBeenCalledTimes(11);
});

test('who asks for what is fresh gets what is younger than the interval', async () => {
  const { clock, live, befores } = scene();
  await clock.advance(500);
  await live.fresh();
  expect(befores).toHaveLength(1);
  await clock.advance(2000);
  const both = await Promise.all([live.fresh(), live.fresh()]);
  expect(befores).toHaveLength(2);
  expect(both[0]).toBe(both[1]);
  expect(both[0]?.takenAtSeconds).toBe(START_SECONDS + 2.5);
});

test('what one listener throws takes the moment from no other', async () => {
  const { clock, live, onError } = scene();
  const error = new Error('broken');
  live.onMoment(() => {
    throw error;
  });
  const listener = vi.fn();
  live.onMoment(listener);
  await clock.advance(100);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(onError).toHaveBeenCalledWith(error);
});

test('differences become events, which the moment that shows them has', async () => {
  const { clock, live, events } = scene({
    differences: (before, after) => {
      const { id: _, ...event } = exampleEvent(0, { kind: 'state', subject: 'web0' });
      return [{ ...event, from: String(sessionsOf(before)[0]), to: String(sessionsOf(after)[0]) }];
    },
  });
  await clock.advance(6000);
  expect(live.status()?.events).toMatchObject([{ subject: 'web0', from: '1', to: '2' }]);
  expect(events.latest(9)).toHaveLength(1);
  expect(live.statusAt(START_SECONDS)?.events).toEqual([]);
});

test('a collection that throws is told, and what was known stays', async () => {
  const error = new Error('broken');
  let count = 0;
  const { clock, live, onError } = scene({
    collect: async () => {
      count += 1;
      if (count > 1) throw error;
      return countedNode('ds1', START_SECONDS, [7]);
    },
  });
  await clock.advance(6000);
  expect(onError).toHaveBeenCalledWith(error);
  expect(shownBy(live)).toBe(7);
});

test('nodes of peers stand behind the own one, with their events, and a peer that dies is an event', async () => {
  const timeNs = BigInt(START_SECONDS - 5) * 1_000_000_000n;
  const peerEvents = [exampleEvent(5, { kind: 'state', subject: 'VI_1', node: 'ds2', timeNs })];
  let isUp = true;
  const urls: string[] = [];
  const onPeerChange = vi.fn();
  const { clock, live } = scene({
    settings: { ...SETTINGS, peers: [peer('ds2')] },
    onPeerChange,
    fetchPeer: async (_peer, url) => {
      urls.push(url);
      if (!isUp) throw new Error('http://ds2:9053 refused the connection');
      const node = countedNode('ds2', START_SECONDS, [3]);
      return nodeJson({ node, events: peerEvents, nowSeconds: START_SECONDS });
    },
  });
  await clock.advance(5100);
  expect(urls.at(-1)).toMatch(/scope=node$/);
  const end = live.watch();
  await clock.advance(5000);
  expect(urls.at(-1)).toMatch(/&watched=1$/);
  expect(live.status()?.nodes.map(({ node }) => node)).toEqual(['ds1', 'ds2']);
  expect(live.status()?.events).toEqual(peerEvents);
  isUp = false;
  await clock.advance(3000);
  expect(live.status()?.peers).toMatchObject([{ state: 'failed', node: 'ds2' }]);
  expect(live.status()?.events).toMatchObject([
    { layer: 'peer', subject: 'ds2', to: 'failed', detail: 'http://ds2:9053 refused the connection' },
    { node: 'ds2', subject: 'VI_1' },
  ]);
  expect(onPeerChange).toHaveBeenCalledTimes(2);
  await clock.advance(10_000);
  expect(live.status()?.nodes.map(({ node }) => node)).toEqual(['ds1']);
  end();
});

test('this node among its peers is known by what it collected', async () => {
  const { clock, live } = scene({
    settings: { ...SETTINGS, peers: [peer('ds1')] },
    fetchPeer: async () => {
      const node = live.history.latest()?.nodes[0];
      if (node === undefined) throw new Error('not yet');
      return nodeJson({ node, events: [], nowSeconds: START_SECONDS });
    },
  });
  await clock.advance(11_000);
  expect(live.status()?.nodes).toHaveLength(1);
  expect(live.status()?.peers).toMatchObject([{ state: 'ok', reason: 'is this node itself' }]);
});

test('one look at the whole stack waits for the peers', async () => {
  const { clock, live } = scene({
    settings: { ...SETTINGS, peers: [peer('ds2')] },
    fetchPeer: async () =>
      nodeJson({
        node: countedNode('ds2', START_SECONDS, [3]),
        events: [],
        nowSeconds: START_SECONDS,
      }),
  });
  const status = await live.refresh(new AbortController().signal);
  expect(status?.nodes.map(({ node }) => node)).toEqual(['ds1', 'ds2']);
  await clock.advance(0);
});

test('another configuration is used at once, and history stays', async () => {
  const { clock, live, befores } = scene();
  await clock.advance(6000);
  live.reconfigure({ ...SETTINGS, idleIntervalMs: 2000, historyMs: 60_000 });
  await clock.advance(4000);
  expect(befores).toHaveLength(4);
  expect(live.history.range()?.fromSeconds).toBe(START_SECONDS);
  await clock.advance(60_000);
  expect(live.history.range()?.fromSeconds).toBeGreaterThan(START_SECONDS + 5);
});
