import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type EventStream,
  EventStreams,
  type StreamSettings,
} from '../../../src/exporter/web/event-stream.ts';
import { type Listening, listen } from '../../../src/exporter/web/listen.ts';
import { openSocket } from './raw-client.ts';
import { logInto, portOf } from './stand-in.ts';
import { type ReadStream, readStream } from './stream-reader.ts';

interface Scene {
  readonly listening: Listening;
  readonly streams: EventStreams;
  readonly url: string;
  /** In the order in which they were opened. */
  readonly open: EventStream[];
  readonly resumed: EventStream[];
  readonly over: EventStream[];
}

const opened: Listening[] = [];
const readers: ReadStream[] = [];

afterEach(async () => {
  for (const reader of readers.splice(0)) reader.stop();
  await Promise.all(opened.splice(0).map((listening) => listening.close(0)));
});

async function scene(settings: Partial<StreamSettings> = {}): Promise<Scene> {
  const app: FastifyInstance = fastify();
  const streams = new EventStreams(settings);
  const [open, resumed, over]: EventStream[][] = [[], [], []];
  app.get('/live', (_request, reply) => {
    const stream = streams.start(reply.header('x-frame-options', 'DENY'), {
      onResume: () => stream && resumed?.push(stream),
      onClose: () => stream && over?.push(stream),
    });
    if (stream) open?.push(stream);
    return reply;
  });
  const listening = await listen({
    app,
    addresses: ['127.0.0.1:0'],
    asksForPassword: false,
    maxConnections: 512,
    log: logInto([]),
    nowMs: Date.now,
  });
  opened.push(listening);
  const url = `http://127.0.0.1:${portOf(listening)}/live`;
  return { listening, streams, url, open: open ?? [], resumed: resumed ?? [], over: over ?? [] };
}

async function read(url: string): Promise<ReadStream> {
  const reader = await readStream(url);
  readers.push(reader);
  return reader;
}

/** Opens a stream and never reads from it. */
async function openDeaf({ listening, open }: Scene): Promise<EventStream> {
  const count = open.length;
  const socket = await openSocket(portOf(listening));
  socket.pause();
  socket.write('GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await vi.waitFor(() => expect(open.length).toBe(count + 1));
  const stream = open[count];
  if (stream === undefined) throw new Error('there is no stream');
  return stream;
}

/** Sends until nothing more is taken. @returns bytes that were taken */
async function fill(stream: EventStream): Promise<number> {
  const data = 'x'.repeat(64 * 1024);
  let taken = 0;
  await vi.waitFor(
    () => {
      while (stream.send({ data })) taken += data.length;
      expect(stream.send({ data })).toBe(false);
      const before = taken;
      return new Promise<void>((resolve, reject) => {
        setTimeout(() => {
          while (stream.send({ data })) taken += data.length;
          if (taken === before) resolve();
          else reject(new Error('it takes more'));
        }, 20);
      });
    },
    { timeout: 5000 },
  );
  return taken;
}

test('a stream has its headers, those of the server, and what is sent', async () => {
  const { url, open } = await scene({ retryMs: 2000 });
  const reader = await read(url);
  expect(reader.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  });
  expect(open[0]?.send({ id: 1, event: 'patch', data: 'a\nb' })).toBe(true);
  await vi.waitFor(() => expect(reader.messages()).toEqual([{ id: '1', event: 'patch', data: 'a\nb' }]));
  expect(reader.text().startsWith('retry: 2000\n\n')).toBe(true);
});

test('a comment keeps it alive', async () => {
  const { url } = await scene({ heartbeatMs: 10 });
  const reader = await read(url);
  await vi.waitFor(() => expect(reader.text()).toContain(':\n\n:\n\n'));
  expect(reader.messages()).toEqual([]);
});

test('a reader that goes away ends its stream once, and gives its place back', async () => {
  const { url, open, over, streams } = await scene();
  const reader = await read(url);
  expect(streams.count).toBe(1);
  reader.stop();
  await vi.waitFor(() => expect(over).toEqual(open));
  expect(streams.count).toBe(0);
  expect(open[0]?.send({ data: 'late' })).toBe(false);
  open[0]?.close();
  expect(over).toHaveLength(1);
});

test('a stream too many is told when to come again, and others stay', async () => {
  const { url, open, streams } = await scene({ limit: 2 });
  const first = await read(url);
  const second = await read(url);
  const third = await readStream(url);
  await third.ended;
  expect(third.response.statusCode).toBe(503);
  expect(third.response.headers['retry-after']).toBe('5');
  expect(third.text()).toBe('2 streams are open already.\n');
  expect(streams.count).toBe(2);
  expect(open.map((stream) => stream.send({ data: 'still here' }))).toEqual([true, true]);
  await vi.waitFor(() => expect([first, second].map((reader) => reader.messages().length)).toEqual([1, 1]));
  first.stop();
  await vi.waitFor(() => expect(streams.count).toBe(1));
  expect((await read(url)).response.statusCode).toBe(200);
});

test('nothing is kept for a reader that never reads, and the others get theirs', async () => {
  const stage = await scene();
  const deaf = await openDeaf(stage);
  const reader = await read(stage.url);
  await fill(deaf);
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  const data = 'y'.repeat(10_000);
  for (let count = 0; count < 20_000; count += 1) expect(deaf.send({ data })).toBe(false);
  const after = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  // All of it would be 200 MB.
  expect(after - before).toBeLessThan(50_000_000);
  stage.open[1]?.send({ data: 'hello' });
  await vi.waitFor(() => expect(reader.messages()).toEqual([{ data: 'hello' }]));
});

test('a reader that catches up is told of', async () => {
  const stage = await scene();
  const socket = await openSocket(portOf(stage.listening));
  socket.pause();
  socket.write('GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await vi.waitFor(() => expect(stage.open).toHaveLength(1));
  const [stream] = stage.open;
  if (stream === undefined) throw new Error('there is no stream');
  await fill(stream);
  stage.resumed.length = 0;
  socket.resume();
  await vi.waitFor(() => expect(stage.resumed.length).toBeGreaterThan(0));
  expect(stream.send({ data: 'the rest' })).toBe(true);
  socket.destroy();
});

test('a reader that takes nothing for too long is cut off', async () => {
  const stage = await scene({ stallMs: 200 });
  const deaf = await openDeaf(stage);
  await fill(deaf);
  await vi.waitFor(() => expect(stage.over).toEqual([deaf]));
  expect(stage.streams.count).toBe(0);
});

test('the end of the server ends all streams at once, also of those that do not read', async () => {
  const stage = await scene();
  const reader = await read(stage.url);
  const deaf = await openDeaf(stage);
  await fill(deaf);
  stage.open[0]?.send({ data: 'the last' });
  const startedMs = performance.now();
  stage.streams.close();
  await stage.listening.close(30_000);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  await reader.ended;
  expect(reader.messages()).toEqual([{ data: 'the last' }]);
  expect(stage.streams.count).toBe(0);
  expect(stage.over).toHaveLength(2);
});

test('no stream begins once the server ends', async () => {
  const { url, streams } = await scene();
  streams.close();
  const late = await readStream(url);
  await late.ended;
  expect(late.response.statusCode).toBe(503);
});

test('streams that one connection asks for in a row are all over when it closes', async () => {
  const stage = await scene();
  const socket = await openSocket(portOf(stage.listening));
  socket.write('GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(3));
  await vi.waitFor(() => expect(stage.streams.count).toBe(3));
  socket.destroy();
  await vi.waitFor(() => expect(stage.streams.count).toBe(0));
  expect(stage.over).toHaveLength(3);
});
