import type { Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Listening, type ListenOptions, listen } from '../../../src/exporter/web/listen.ts';
import type { ServerDependencies } from '../../../src/exporter/web/server.ts';
import type { StackSnapshot } from '../../../src/model/snapshot.ts';
import { getRaw, openSocket, readToEnd, sendRaw } from './raw-client.ts';
import { EMPTY_SNAPSHOT, logInto, NOW_MS, portOf, webServer } from './stand-in.ts';

let listening: Listening | undefined;
let sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await listening?.close(0);
  listening = undefined;
});

async function serve(
  options: Partial<ListenOptions>,
  changes: Partial<ServerDependencies> = {},
): Promise<number> {
  listening = await listen({
    app: webServer(changes),
    addresses: ['127.0.0.1:0'],
    asksForPassword: false,
    maxConnections: 512,
    log: logInto([]),
    nowMs: () => NOW_MS,
    ...options,
  });
  return portOf(listening);
}

async function open(port: number, bytes = ''): Promise<Socket> {
  const socket = await openSocket(port);
  sockets.push(socket);
  if (bytes !== '') socket.write(bytes);
  return socket;
}

/** Collections that end when the test says so. */
function heldScraper() {
  let release: (snapshot: StackSnapshot) => void = () => undefined;
  const pending = new Promise<StackSnapshot>((resolve) => {
    release = resolve;
  });
  const snapshot = vi.fn(() => pending);
  return { scraper: { snapshot }, snapshot, release: () => release(EMPTY_SNAPSHOT) };
}

const GET = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('when connections are full', () => {
  test.each([
    ['nothing', ''],
    ['half a request', 'GET /metrics HTTP/1.1\r\nHost: loc'],
  ])('those that sent %s keep nobody out, nor harm a scrape under way', async (_name, bytes) => {
    const held = heldScraper();
    const port = await serve({ maxConnections: 20 }, { scraper: held.scraper });
    const underWay = getRaw(port, '/metrics');
    await vi.waitFor(() => expect(held.snapshot).toHaveBeenCalledTimes(1));
    for (let opened = 0; opened < 100; opened += 1) await open(port, bytes);
    expect((await getRaw(port, '/-/healthy')).status).toBe(200);
    held.release();
    expect((await underWay).text).toContain('up 1\n');
    await vi.waitFor(() =>
      expect(sockets.filter(({ destroyed }) => !destroyed).length).toBeLessThanOrEqual(19),
    );
    expect(sockets.slice(-15).every(({ destroyed }) => !destroyed)).toBe(true);
  });

  test('the one that waits longest goes first, and an answered one waits anew', async () => {
    const port = await serve({ maxConnections: 3 });
    const answered = await open(port);
    const [second, third] = [await open(port), await open(port)];
    answered.write('GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise((resolve) => answered.once('data', resolve));
    await open(port);
    await vi.waitFor(() => expect(second.destroyed).toBe(true));
    await open(port);
    await vi.waitFor(() => expect(third.destroyed).toBe(true));
    expect(answered.destroyed).toBe(false);
  });

  test('and all are busy, one whose client has not read for a while goes', async () => {
    let nowMs = NOW_MS;
    const ended: string[] = [];
    const renderSnapshot = vi.fn(() => endless(() => ended.push('rendering')));
    const port = await serve({ maxConnections: 2, nowMs: () => nowMs }, { renderSnapshot });
    const stuck = await open(port, GET);
    stuck.pause();
    const reading = await open(port, GET);
    let bytesRead = 0;
    reading.on('data', (bytes: Buffer) => {
      bytesRead += bytes.length;
    });
    await vi.waitFor(() => expect(renderSnapshot).toHaveBeenCalledTimes(2));
    expect(await readToEnd(await open(port, GET))).toBe('');
    expect(ended).toEqual([]);

    // By then the buffers between the server and the client that does not read are full.
    await vi.waitFor(() => expect(bytesRead).toBeGreaterThan(20_000_000), { timeout: 5000 });
    nowMs += 6000;
    const before = bytesRead;
    await vi.waitFor(() => expect(bytesRead).toBeGreaterThan(before + 10_000_000));
    expect((await getRaw(port, '/-/healthy')).status).toBe(200);
    await vi.waitFor(() => expect(ended).toEqual(['rendering']));
    expect(reading.destroyed).toBe(false);
  });

  test('and all are at work, the new one is closed, and the log says so once', async () => {
    const held = heldScraper();
    const lines: string[] = [];
    const port = await serve({ maxConnections: 2, log: logInto(lines) }, { scraper: held.scraper });
    const scrapes = [getRaw(port, '/metrics'), getRaw(port, '/metrics')];
    await vi.waitFor(() => expect(held.snapshot).toHaveBeenCalledTimes(2));
    for (let more = 0; more < 5; more += 1) expect(await readToEnd(await open(port, GET))).toBe('');
    held.release();
    expect((await Promise.all(scrapes)).map(({ status }) => status)).toEqual([200, 200]);
    expect(lines.filter((line) => line.includes('connections'))).toEqual([
      'time=2026-11-20T10:00:00.000Z level=warn msg="connections are full and all busy: new ones are closed" max_connections=2 closed_so_far=1\n',
    ]);
  });
});

describe('a client that is slow', () => {
  const timeouts = { headersMs: 150, requestMs: 300, checkMs: 20 };

  test('with its headers is told so at the deadline', async () => {
    const port = await serve({ timeouts });
    const socket = await open(port, 'GET /metrics HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('A: b\r\n'), 20);
    const answer = await readToEnd(socket);
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  });

  test('with its first byte is not waited for', async () => {
    const port = await serve({ timeouts });
    expect(await readToEnd(await open(port))).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  });

  test('with a body gets its answer before', async () => {
    const port = await serve({ timeouts });
    const answer = await sendRaw(port, 'POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na');
    expect(answer).toMatch(/^HTTP\/1\.1 413 Payload Too Large\r\n/);
  });

  test('to take its answer is given up', async () => {
    const ended = vi.fn();
    const port = await serve({ timeouts: { stallMs: 200 } }, { renderSnapshot: () => endless(ended) });
    const stuck = await open(port, GET);
    stuck.pause();
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1), { timeout: 5000 });
  });
});

describe('a client that goes away', () => {
  test('ends the rendering, compressed or not', async () => {
    const ended = vi.fn();
    const port = await serve({}, { renderSnapshot: () => endless(ended) });
    for (const [index, encoding] of ['identity', 'gzip'].entries()) {
      const socket = await open(port, GET.replace('\r\n\r\n', `\r\nAccept-Encoding: ${encoding}\r\n\r\n`));
      await new Promise((resolve) => socket.once('data', resolve));
      socket.destroy();
      await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(index + 1));
    }
  });

  test('with many requests in its pipeline leaves room for others', async () => {
    const held = heldScraper();
    const port = await serve({}, { scraper: held.scraper });
    const gone = await open(port, GET.repeat(40));
    await vi.waitFor(() => expect(held.snapshot).toHaveBeenCalledTimes(40));
    expect((await getRaw(port, '/metrics')).status).toBe(503);
    gone.destroy();
    await vi.waitFor(async () => {
      const next = await open(port, GET.repeat(40));
      next.on('data', () => undefined);
      await vi.waitFor(() => expect(held.snapshot).toHaveBeenCalledTimes(80), { timeout: 200 });
    });
  });

  test('while its password is checked holds no place', async () => {
    const verdicts: ((verdict: 'right') => void)[] = [];
    const check = vi.fn(() => new Promise<'right'>((resolve) => verdicts.push(resolve)));
    const port = await serve(
      {},
      { web: () => ({ users: new Map([['a', 'b']]), headers: {} }), passwordChecker: { check } },
    );
    const request = GET.replace('\r\n\r\n', '\r\nAuthorization: Basic YTpi\r\n\r\n');
    const gone = await Promise.all(Array.from({ length: 40 }, () => open(port, request)));
    await vi.waitFor(() => expect(check).toHaveBeenCalledTimes(40));
    await Promise.all(
      gone.map((socket) => new Promise((resolve) => socket.once('close', resolve).destroy())),
    );
    const last = sendRaw(port, request.replace('Host', 'Connection: close\r\nHost'));
    await vi.waitFor(() => expect(check).toHaveBeenCalledTimes(41));
    for (const answer of verdicts) answer('right');
    expect(await last).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('while its sources are read is not rendered for', async () => {
    const held = heldScraper();
    const render = vi.fn(() => ['up 1\n']);
    const port = await serve({}, { scraper: held.scraper, renderSnapshot: render });
    const gone = await open(port, GET);
    await vi.waitFor(() => expect(held.snapshot).toHaveBeenCalledTimes(1));
    gone.destroy();
    const stays = getRaw(port, '/metrics');
    await vi.waitFor(() => expect(held.snapshot).toHaveBeenCalledTimes(2));
    held.release();
    expect((await stays).status).toBe(200);
    expect(render).toHaveBeenCalledTimes(1);
  });
});

test('a rendering that fails midway cuts the answer short', async () => {
  const lines: string[] = [];
  function* failing(): Generator<string> {
    yield 'x'.repeat(100_000);
    throw new Error('broken table');
  }
  const port = await serve({}, { renderSnapshot: failing, log: logInto(lines) });
  const answer = await sendRaw(port, GET);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer.endsWith('0\r\n\r\n')).toBe(false);
  expect(lines.join('')).toContain('level=error msg="cannot render the metrics" err="broken table"');
});

describe('headers and pipelines', () => {
  test.each([
    ['one huge header', `GET /metrics HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(17_000)}\r\n\r\n`],
    ['very many headers', `GET /metrics HTTP/1.1\r\nHost: x\r\n${'Some-Header: value\r\n'.repeat(1500)}\r\n`],
    ['an endless path', `GET /${'a'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['a header without an end', `GET /metrics HTTP/1.1\r\n${'a'.repeat(100_000)}`],
  ])('%s is 431', async (_name, bytes) => {
    const port = await serve({});
    expect(await sendRaw(port, bytes)).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
  });

  test('requests in a row are answered in a row', async () => {
    const port = await serve({});
    const answer = await sendRaw(
      port,
      'GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\nGET /-/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(answer.match(/vipscope is \w+\./g)).toEqual(['vipscope is healthy.', 'vipscope is ready.']);
  });

  test('garbage after a request does not spoil its answer', async () => {
    const held = heldScraper();
    const port = await serve({}, { scraper: held.scraper });
    const answer = sendRaw(port, `${GET}\0\0garbage\r\n\r\n${GET}`);
    await vi.waitFor(() => expect(held.snapshot).toHaveBeenCalledTimes(1));
    held.release();
    const text = await answer;
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text.endsWith('up 1\n\r\n0\r\n\r\n')).toBe(true);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

function* endless(ended: () => void): Generator<string> {
  try {
    for (;;) yield 'x'.repeat(64 * 1024);
  } finally {
    ended();
  }
}
