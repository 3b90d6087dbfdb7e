import { afterEach, expect, test, vi } from 'vitest';
import { Peers, type PeersOptions } from '../../src/live/peers.ts';
import { exampleEvent } from '../view/support/example-status.ts';
import { AnsweringPeers, type FakePeer, peer } from './support/answering-peers.ts';
import { FakeClock, settled } from './support/fake-clock.ts';

const opened: Peers<FakePeer>[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((peers) => peers.close()));
});

function scene(hosts: readonly string[], options: Partial<PeersOptions<FakePeer>> = {}) {
  const clock = new FakeClock();
  const net = new AnsweringPeers(clock);
  for (const host of hosts) net.answer(host);
  const onChange = vi.fn();
  const start = () => {
    const peers = new Peers({
      peers: hosts.map(peer),
      fetch: net.fetch,
      parse: net.parse,
      node: () => 'ds1',
      isOwn: () => false,
      clock,
      pace: { intervalMs: 1000, isWatched: true },
      onChange,
      ...options,
    });
    opened.push(peers);
    return peers;
  };
  return { clock, net, onChange, start };
}

const namesOf = (peers: Peers<FakePeer>): string[] => peers.latest().nodes.map(({ node }) => node);
const statesOf = (peers: Peers<FakePeer>) =>
  peers.latest().statuses.map(({ url, state, reason }) => [url, state, reason]);

test('reads the node of each peer again and again, and says whether somebody watches', async () => {
  const { clock, net, start } = scene(['ds2', 'rs1']);
  const peers = start();
  expect(peers.latest()).toEqual({ nodes: [], statuses: [], events: [] });
  await clock.advance(2500);
  expect(namesOf(peers)).toEqual(['ds2', 'rs1']);
  expect(net.requestsOf('ds2')).toEqual([0, 1000, 2000]);
  expect(net.requests[0]?.url).toBe('http://ds2:9053/status.json?scope=node&watched=1');
  peers.pace({ intervalMs: 5000, isWatched: false });
  await clock.advance(10_000);
  expect(net.requestsOf('ds2').slice(3)).toEqual([7000, 12_000]);
  expect(net.requests.at(-1)?.url).toBe('http://rs1:9053/status.json?scope=node');
});

test('a quicker pace is kept at once', async () => {
  const { clock, net, start } = scene(['ds2'], { pace: { intervalMs: 60_000, isWatched: false } });
  const peers = start();
  await clock.advance(30_000);
  peers.pace({ intervalMs: 1000, isWatched: true });
  await clock.advance(500);
  expect(net.requestsOf('ds2')).toEqual([0, 30_000]);
});

test('a slow peer has time to itself, never two requests, and delays no other', async () => {
  const { clock, net, start } = scene(['ds2', 'rs1']);
  net.answer('ds2', { takesMs: 1500 });
  const peers = start();
  await clock.advance(13_000);
  expect(net.requestsOf('ds2')).toEqual([0, 6000, 12_000]);
  expect(net.requestsOf('rs1')).toHaveLength(14);
  expect(net.mostAtOnce).toBe(1);
  expect(namesOf(peers)).toEqual(['ds2', 'rs1']);
});

test('a peer that fails is shown for ten seconds as it was, and then left out; the other one goes on', async () => {
  const { clock, net, onChange, start } = scene(['ds2', 'rs1']);
  const peers = start();
  await clock.advance(500);
  net.fail('ds2', 'http://ds2:9053 refused the connection\nand more');
  await clock.advance(9400);
  expect(namesOf(peers)).toEqual(['ds2', 'rs1']);
  expect(peers.latest().statuses[0]).toMatchObject({
    url: 'http://ds2:9053',
    state: 'failed',
    reason: 'http://ds2:9053 refused the connection',
    node: 'ds2',
    answeredAtSeconds: 1_000_000_000,
  });
  await clock.advance(200);
  expect(namesOf(peers)).toEqual(['rs1']);
  net.answer('ds2');
  await clock.advance(2000);
  expect(namesOf(peers)).toEqual(['ds2', 'rs1']);
  const told = onChange.mock.calls.map(([now, before]) => [now.url, now.state, before?.state]);
  expect(told).toEqual([
    ['http://ds2:9053', 'ok', undefined],
    ['http://rs1:9053', 'ok', undefined],
    ['http://ds2:9053', 'failed', 'ok'],
    ['http://ds2:9053', 'ok', 'failed'],
  ]);
});

test('an answer that is no document is a failure', async () => {
  const { clock, start } = scene(['ds2'], {
    parse: () => {
      throw new Error('version 2 is not known');
    },
  });
  const peers = start();
  await clock.advance(0);
  expect(peers.latest()).toEqual({
    nodes: [],
    statuses: [{ url: 'http://ds2:9053', state: 'failed', reason: 'version 2 is not known' }],
    events: [[]],
  });
});

test('its clock is known up to half of the time that an answer takes', async () => {
  const { clock, net, start } = scene(['ds2']);
  net.answer('ds2', { takesMs: 40, aheadMs: 1700 });
  const peers = start();
  await clock.advance(50);
  const [status] = peers.latest().statuses;
  expect(status?.clockOffsetSeconds).toBeCloseTo(1.72, 6);
  expect(status?.clockErrorSeconds).toBeCloseTo(0.02, 6);
});

test('this node among its own peers is shown once, and is no failure', async () => {
  const { clock, net, start } = scene(['ds1.example', 'ds2'], { isOwn: ({ node }) => node === 'ds1' });
  net.answer('ds1.example', { name: 'ds1', events: [exampleEvent(1, { kind: 'a', subject: 'b' })] });
  const peers = start();
  await clock.advance(0);
  expect(namesOf(peers)).toEqual(['ds2']);
  expect(statesOf(peers)[0]).toEqual(['http://ds1.example:9053', 'ok', 'is this node itself']);
  expect(peers.latest().events).toEqual([[], []]);
});

test('another one with this name is a mistake, and not shown', async () => {
  const { clock, net, start } = scene(['ds2']);
  net.answer('ds2', { name: 'ds1' });
  const peers = start();
  await clock.advance(0);
  expect(namesOf(peers)).toEqual([]);
  expect(statesOf(peers)).toEqual([
    [
      'http://ds2:9053',
      'failed',
      'has the name ds1 of this node itself; give each its own node, or remove it from peers',
    ],
  ]);
});

test('two URLs of one node show it once, and the second as long as the first does not answer', async () => {
  const { clock, net, start } = scene(['ds2', '192.0.2.22']);
  net.answer('192.0.2.22', { name: 'ds2' });
  const peers = start();
  await clock.advance(500);
  expect(namesOf(peers)).toEqual(['ds2']);
  expect(statesOf(peers)[1]).toEqual([
    'http://192.0.2.22:9053',
    'failed',
    'has the name ds2 of http://ds2:9053; give each its own node, or remove it from peers',
  ]);
  net.fail('ds2', 'gone');
  await clock.advance(11_000);
  expect(namesOf(peers)).toEqual(['ds2']);
  expect(statesOf(peers).map(([, state]) => state)).toEqual(['failed', 'ok']);
});

test('events of an answer like the one before are the same list', async () => {
  const { clock, net, start } = scene(['ds2']);
  const events = () => [exampleEvent(1, { kind: 'a', subject: 'b', node: 'ds2' })];
  net.answer('ds2', { events: events() });
  const peers = start();
  await clock.advance(0);
  const [first] = peers.latest().events;
  expect(first).toHaveLength(1);
  net.answer('ds2', { events: events() });
  await clock.advance(1000);
  expect(peers.latest().events[0]).toBe(first);
});

test('a peer tells events of itself alone', async () => {
  const { clock, net, start } = scene(['ds2']);
  const events = ['ds1', 'ds2', 'rs1'].map((node) => exampleEvent(1, { kind: 'a', subject: 'b', node }));
  net.answer('ds2', { events });
  const peers = start();
  await clock.advance(0);
  expect(peers.latest().events).toEqual([[events[1]]]);
});

test('a refresh waits for all, and no longer than it may', async () => {
  const { clock, net, start } = scene(['ds2', 'rs1']);
  net.answer('ds2', { takesMs: 500 });
  const peers = start();
  const done = vi.fn();
  void peers.refresh(new AbortController().signal).then(done);
  await clock.advance(400);
  expect(done).not.toHaveBeenCalled();
  await clock.advance(200);
  expect(done).toHaveBeenCalled();
  expect(namesOf(peers)).toEqual(['ds2', 'rs1']);

  const impatient = new AbortController();
  const given = vi.fn();
  void peers.refresh(impatient.signal).then(given);
  impatient.abort();
  await settled();
  expect(given).toHaveBeenCalled();
  await expect(peers.refresh(impatient.signal)).resolves.toBeUndefined();
});

test('other peers are read from then on, and what is known of those that stay is kept', async () => {
  const { clock, net, start } = scene(['ds2', 'rs1']);
  net.answer('rs2');
  const peers = start();
  await clock.advance(500);
  peers.reconfigure([peer('rs2'), peer('ds2')]);
  expect(namesOf(peers)).toEqual(['ds2']);
  await clock.advance(1000);
  expect(namesOf(peers)).toEqual(['rs2', 'ds2']);
  expect(net.requestsOf('rs1')).toEqual([0]);
  expect(net.requestsOf('ds2')).toEqual([0, 1000]);
});

test('nothing is read any more once it is closed, and what is under way ends', async () => {
  const { clock, net, onChange, start } = scene(['ds2']);
  net.answer('ds2', { takesMs: 1500 });
  const peers = start();
  await clock.advance(100);
  await peers.close();
  await clock.advance(60_000);
  await peers.refresh(new AbortController().signal);
  expect(net.requestsOf('ds2')).toEqual([0]);
  expect(onChange).not.toHaveBeenCalled();
});
