import { fastify } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveView } from '../../../src/exporter/live-view.ts';
import { EventStreams } from '../../../src/exporter/web/event-stream.ts';
import { type Listening, listen } from '../../../src/exporter/web/listen.ts';
import { addLiveRoute, type LiveRouteDependencies } from '../../../src/exporter/web/live-route.ts';
import type { StackSnapshot } from '../../../src/model/snapshot.ts';
import type { PagePatch } from '../../../src/view/page/blocks/block.ts';
import { EMPTY_SNAPSHOT, liveView, logInto, portOf, webServer } from './stand-in.ts';
import { type ReadMessage, type ReadStream, readStream } from './stream-reader.ts';

let collections = 0;
let view: LiveView;
let streams: EventStreams;
let listening: Listening;
let url: string;
const readers: ReadStream[] = [];

/** A stack in which a source takes another time at each collection. */
function nextSnapshot(): StackSnapshot {
  collections += 1;
  const takenAtSeconds = Math.floor(Date.now()) / 1000;
  const { reports } = EMPTY_SNAPSHOT;
  const vip = {
    subsystem: 'vip',
    source: '',
    target: 'test',
    durationSeconds: collections,
    finishedAtSeconds: takenAtSeconds,
    outcome: { kind: 'failed', reason: `reason ${collections}` },
  } as const;
  return { ...EMPTY_SNAPSHOT, takenAtSeconds, reports: { ...reports, vip: [vip] } };
}

beforeEach(async () => {
  collections = 0;
  view = liveView({ glance: () => Promise.resolve(nextSnapshot()) }, { intervalMs: 200 });
  streams = new EventStreams();
  listening = await listen({
    app: webServer({ view, streams, nowMs: Date.now }),
    addresses: ['127.0.0.1:0'],
    asksForPassword: false,
    maxConnections: 512,
    log: logInto([]),
    nowMs: Date.now,
  });
  url = `http://127.0.0.1:${portOf(listening)}`;
});

afterEach(async () => {
  for (const reader of readers.splice(0)) reader.stop();
  streams.close();
  await listening.close(0);
  await view.live.close();
});

async function pageRevision(search = ''): Promise<number> {
  const page = await (await fetch(`${url}/${search}`)).text();
  return Number(/data-revision="(\d+)"/.exec(page)?.[1]);
}

async function live(search: string, headers: Record<string, string> = {}): Promise<ReadStream> {
  const reader = await readStream(`${url}/live${search}`, headers);
  readers.push(reader);
  return reader;
}

function patchOf(message: ReadMessage | undefined): PagePatch {
  expect(message?.event).toBe('patch');
  return JSON.parse(message?.data ?? '') as PagePatch;
}

test('a page is told what changed since the moment that it shows, patch upon patch', async () => {
  const revision = await pageRevision();
  const reader = await live(`?revision=${revision}`);
  await expect.poll(() => reader.messages().length).toBeGreaterThanOrEqual(3);
  const [first, second, third] = reader.messages().map(patchOf);
  expect(first?.base).toBe(revision);
  expect([second?.base, third?.base]).toEqual([first?.revision, second?.revision]);
  expect(JSON.stringify(first)).toContain('reason ');
});

test('after a break it goes on from the last patch, in one step', async () => {
  const reader = await live(`?revision=${await pageRevision()}`);
  await expect.poll(() => reader.messages().length).toBeGreaterThanOrEqual(1);
  reader.stop();
  const last = reader.messages().at(-1);
  const taken = collections;
  await expect
    .poll(async () => {
      await view.live.fresh();
      return collections;
    })
    .toBeGreaterThan(taken + 2);
  const again = await live('?revision=1', { 'last-event-id': last?.id ?? '' });
  await expect.poll(() => again.messages().length).toBeGreaterThanOrEqual(1);
  expect(patchOf(again.messages()[0]).base).toBe(Number(last?.id));
});

test.each(['', '?revision=1', '?revision=x', '?revision=99999999999999'])(
  'a page of a moment that is not known is loaded again: %s',
  async (search) => {
    await pageRevision();
    const reader = await live(search);
    await reader.ended;
    expect(reader.messages()).toEqual([{ event: 'reload', data: '' }]);
  },
);

test('what a filter leaves out is not sent', async () => {
  const revision = await pageRevision();
  const reader = await live(`?q=nothing+has+this&revision=${revision}`);
  await expect.poll(() => reader.messages().length).toBeGreaterThan(1);
  for (const message of reader.messages()) expect(patchOf(message).cells['sources'] ?? []).toEqual([]);
});

test('a page of the past has no stream', async () => {
  expect((await fetch(`${url}/live?at=-1s&revision=1`)).status).toBe(204);
});

test('a reader that goes away leaves nothing behind', async () => {
  const reader = await live(`?revision=${await pageRevision()}`);
  await expect.poll(() => reader.messages().length).toBeGreaterThan(1);
  expect(streams.count).toBe(1);
  reader.stop();
  await expect.poll(() => streams.count).toBe(0);
});

/** The route alone with one reader; the test says when moments and turns come. */
async function oneReader(changes: Partial<LiveRouteDependencies> = {}) {
  const patch = vi.fn(() => ({ revision: 2, json: '{}' }));
  const stream = { isReady: true, send: vi.fn(() => true), close: vi.fn() };
  const told: { moment?: () => void; onResume?: () => void } = {};
  const app = fastify();
  addLiveRoute(app, {
    pages: { patch },
    streams: {
      start: (reply, { onResume }) => {
        told.onResume = onResume;
        void reply.send('');
        return stream;
      },
    },
    onMoment: (act) => {
      told.moment = act;
      return () => undefined;
    },
    turns: { update: async (make) => make() },
    onError: () => undefined,
    nowMs: Date.now,
    ...changes,
  });
  await app.inject('/live?revision=1');
  return { patch, stream, told };
}

test('a reader whose turn has not come is due once, whatever moments pass', async () => {
  const waiting: (() => unknown)[] = [];
  const turns = {
    update: <Value>(make: () => Value) =>
      new Promise<Value>((resolve) => void waiting.push(() => resolve(make()))),
  };
  const { patch, stream, told } = await oneReader({ turns });
  told.moment?.();
  told.moment?.();
  expect([waiting.length, patch.mock.calls.length]).toEqual([1, 0]);
  waiting.shift()?.();
  expect(stream.send).toHaveBeenCalledOnce();
  told.moment?.();
  expect(waiting).toHaveLength(1);
});

test('nothing is made for a reader that is behind, until it is not', async () => {
  const { patch, stream, told } = await oneReader();
  patch.mockClear();
  stream.isReady = false;
  told.moment?.();
  expect(patch).not.toHaveBeenCalled();
  stream.isReady = true;
  told.onResume?.();
  expect(patch).toHaveBeenCalledOnce();
});

test('a patch that cannot be made ends its stream, and the log has why', async () => {
  const onError = vi.fn();
  const error = new Error('no patch');
  const patch = (): never => {
    throw error;
  };
  const { stream } = await oneReader({ pages: { patch }, onError });
  await vi.waitFor(() => expect(stream.close).toHaveBeenCalledOnce());
  expect(onError).toHaveBeenCalledWith(error);
});
