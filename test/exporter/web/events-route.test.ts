import { fastify } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addAnswers } from '../../../src/exporter/web/answers.ts';
import { EventStreams } from '../../../src/exporter/web/event-stream.ts';
import { addEventsRoute } from '../../../src/exporter/web/events-route.ts';
import { type Listening, listen } from '../../../src/exporter/web/listen.ts';
import { EventStore } from '../../../src/live/event-store.ts';
import type { NewEvent } from '../../../src/model/stack-event.ts';
import { parseEventsDocument } from '../../../src/view/events-document.ts';
import { openSocket } from './raw-client.ts';
import { logInto, NOW_MS, portOf } from './stand-in.ts';
import { type ReadStream, readStream } from './stream-reader.ts';

let store: EventStore;
let streams: EventStreams;
let listening: Listening;
let url: string;
let watching = 0;
const readers: ReadStream[] = [];

beforeEach(async () => {
  store = new EventStore(NOW_MS, { events: 100 });
  await serve();
});

afterEach(async () => {
  for (const reader of readers.splice(0)) reader.stop();
  await stop();
});

async function serve(port = 0): Promise<void> {
  const app = fastify();
  streams = new EventStreams();
  addAnswers(app, logInto([]));
  const watch = (): (() => void) => {
    watching += 1;
    return () => {
      watching -= 1;
    };
  };
  addEventsRoute(app, { store, streams, watch, node: () => 'ds1', nowMs: () => NOW_MS + 5 });
  listening = await listen({
    app,
    addresses: [`127.0.0.1:${port}`],
    asksForPassword: false,
    maxConnections: 512,
    log: logInto([]),
    nowMs: Date.now,
  });
  url = `http://127.0.0.1:${portOf(listening)}/events`;
}

async function stop(): Promise<void> {
  streams.close();
  await listening.close(0);
}

function happened(subject: string, atMs = NOW_MS): NewEvent {
  const timeNs = BigInt(atMs) * 1_000_000n;
  return {
    timeNs,
    earliestNs: timeNs,
    latestNs: timeNs,
    node: 'ds1',
    layer: 'vrrp',
    source: 'log',
    kind: 'state',
    subject,
    tone: 'neutral',
    line: 'two\nlines',
  };
}

function add(...names: readonly string[]): void {
  store.add(
    names.map((name) => happened(name)),
    { seenAtMs: NOW_MS + 1, isHistory: false },
  );
}

async function read(query = '', headers: Record<string, string> = {}): Promise<ReadStream> {
  const reader = await readStream(`${url}${query}`, { accept: 'text/event-stream', ...headers });
  readers.push(reader);
  return reader;
}

function subjects(reader: ReadStream): (string | undefined)[] {
  return reader
    .messages()
    .filter(({ event }) => event === 'stack')
    .map(({ data }) => (JSON.parse(data) as { subject: string }).subject);
}

async function seen(reader: ReadStream, ...names: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(subjects(reader)).toEqual(names));
}

test('a stream tells what happens from now on, each with its id', async () => {
  add('before');
  const reader = await read();
  add('a', 'b');
  await seen(reader, 'a', 'b');
  const [message] = reader.messages();
  const { events } = store.since(0);
  expect(message?.id).toBe(String(events[1]?.id));
  expect(JSON.parse(message?.data ?? '')).toMatchObject({
    id: events[1]?.id,
    time: '2026-11-20T10:00:00.000Z',
    timeNs: `${NOW_MS}000000`,
    line: 'two\nlines',
  });
});

test('who comes back gets each event once, over a server that was away', async () => {
  const reader = await read();
  add('a', 'b');
  await seen(reader, 'a', 'b');
  const id = reader.messages().at(-1)?.id ?? '';
  await stop();
  await reader.ended;
  add('c');
  await serve(Number(new URL(url).port));
  const again = await read('', { 'last-event-id': id });
  add('d');
  await seen(again, 'c', 'd');
  expect(again.messages().map(({ event }) => event)).toEqual(['stack', 'stack']);
});

test('the header counts more than the query, which a browser sends again as it was', async () => {
  add('a', 'b', 'c');
  const [first, second] = store.since(0).events.map(({ id }) => String(id));
  await seen(await read(`?since=${first}`), 'b', 'c');
  await seen(await read(`?since=${first}`, { 'last-event-id': second ?? '' }), 'c');
  await seen(await read('?since=0'), 'a', 'b', 'c');
});

test('who asks for more than is kept is told before the rest', async () => {
  for (let count = 0; count < 150; count += 1) add(`e${count}`);
  const reader = await read('?since=0');
  await vi.waitFor(() => expect(reader.messages()).toHaveLength(101));
  expect(reader.messages()[0]).toEqual({ event: 'missed', data: '{"since":0}' });
  expect(subjects(reader).at(-1)).toBe('e149');
});

test('events of a log that is read back late do not take a reader back', async () => {
  const since = (NOW_MS - 60_000) * 1000;
  const reader = await read(`?since=${since}`);
  add('now');
  await seen(reader, 'now');
  store.add([happened('older', NOW_MS - 90_000), happened('late', NOW_MS - 30_000)], {
    seenAtMs: NOW_MS,
    isHistory: true,
  });
  await seen(reader, 'now', 'late');
  const ids = reader.messages().map(({ id }) => id);
  expect(ids.slice(-2)).toEqual([String(store.latestId), undefined]);
});

test('an id from a clock that was set back since begins anew', async () => {
  add('a');
  const reader = await read(`?since=${(NOW_MS + 3_600_000) * 1000}`);
  await seen(reader, 'a');
  add('b');
  await seen(reader, 'a', 'b');
  expect(reader.messages().map(({ event }) => event)).toEqual(['missed', 'stack', 'stack']);
  expect(reader.messages().at(-1)?.id).toBe(String(store.latestId));
});

test('a reader that does not read for a while gets all the same each event once', async () => {
  store = new EventStore(NOW_MS, { events: 5000 });
  await stop();
  await serve();
  const socket = await openSocket(portOf(listening));
  let slow = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    slow += part;
  });
  const quick = await read();
  socket.pause();
  socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n');
  await vi.waitFor(() => expect(streams.count).toBe(2));
  const names = Array.from({ length: 4000 }, (_, at) => `e${at} ${'x'.repeat(4000)}`);
  for (const name of names) add(name);
  await vi.waitFor(() => expect(subjects(quick)).toHaveLength(4000), { timeout: 10_000 });
  socket.resume();
  add('the end');
  await vi.waitFor(() => expect(slow).toContain('the end'), { timeout: 10_000 });
  socket.destroy();
  const got = [...slow.matchAll(/"subject":"(e\d+|the end)/g)].map(([, name]) => name);
  expect(got).toEqual([...names.map((name) => name.split(' ')[0]), 'the end']);
}, 30_000);

test('a stream is watched while it is read; a document is not', async () => {
  const reader = await read();
  expect(watching).toBe(1);
  await fetch(`${url}?since=0`);
  expect(watching).toBe(1);
  reader.stop();
  await vi.waitFor(() => expect(watching).toBe(0));
});

test('JSON for who asks for it, or names an event', async () => {
  add('a', 'b');
  const all = await fetch(url, { headers: { accept: 'application/json' } });
  expect(all.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(all.headers.get('cache-control')).toBe('no-store');
  const document = parseEventsDocument(await all.text());
  expect(document).toMatchObject({ node: 'ds1', missed: false, nowNs: BigInt(NOW_MS + 5) * 1_000_000n });
  expect(document.events.map(({ subject }) => subject)).toEqual(['a', 'b']);
  const rest = await fetch(`${url}?since=${document.events[0]?.id}`);
  expect(parseEventsDocument(await rest.text()).events.map(({ subject }) => subject)).toEqual(['b']);
});

test.each([
  ['abc', '"abc"'],
  ['-1', '"-1"'],
  ['1.5', '"1.5"'],
  ['', '""'],
  ['99999999999999999999', '"99999999999999999999"'],
  ['%0d%0aSet-Cookie:x%e2%80%ae', String.raw`"\r\nSet-Cookie:x\u202e"`],
])('since=%s is refused in one line', async (since, shown) => {
  const answer = await fetch(`${url}?since=${since}`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe(
    `since is ${shown}; it takes the id of an event, or 0 for all that are kept\n`,
  );
});

test('a reader that goes away is not called any more', async () => {
  const stopped = vi.fn();
  vi.spyOn(store, 'onAdd').mockReturnValue(stopped);
  const reader = await read();
  expect(stopped).not.toHaveBeenCalled();
  reader.stop();
  await vi.waitFor(() => expect(stopped).toHaveBeenCalledTimes(1));
});
