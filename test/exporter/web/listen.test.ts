import { createServer } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { type Listening, type ListenOptions, listen } from '../../../src/exporter/web/listen.ts';
import type { StackSnapshot } from '../../../src/model/snapshot.ts';
import { getRaw, openSocket, readToEnd } from './raw-client.ts';
import { EMPTY_SNAPSHOT, logInto, NOW_MS, portOf, webServer } from './stand-in.ts';

const opened: Listening[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((listening) => listening.close(0)));
});

async function serve(options: Partial<ListenOptions> = {}): Promise<Listening> {
  const listening = await listen({
    app: webServer(),
    addresses: ['127.0.0.1:0'],
    asksForPassword: false,
    maxConnections: 512,
    log: logInto([]),
    nowMs: () => NOW_MS,
    ...options,
  });
  opened.push(listening);
  return listening;
}

test('several addresses are served by one app, and the real ports are told', async () => {
  const { urls } = await serve({ addresses: ['127.0.0.1:0', '127.0.0.2:0', '[::1]:0'] });
  expect(urls.map((url) => url.replace(/\d+$/, 'PORT'))).toEqual([
    'http://127.0.0.1:PORT',
    'http://127.0.0.2:PORT',
    'http://[::1]:PORT',
  ]);
  for (const url of urls)
    expect(await (await fetch(`${url}/-/healthy`)).text()).toBe('vipscope is healthy.\n');
});

test.each([
  ['127.0.0.1:0', false, []],
  ['[::1]:0', false, []],
  ['localhost:0', false, []],
  ['0.0.0.0:0', true, []],
  [
    '0.0.0.0:0',
    false,
    [
      'time=2026-11-20T10:00:00.000Z level=warn msg="whoever reaches this address can read everything: it is not a loopback one, and web.config_file gives neither TLS nor users" address=0.0.0.0:PORT\n',
    ],
  ],
])('%s with passwords %j: the log has %j', async (address, asksForPassword, expected) => {
  const lines: string[] = [];
  const listening = await serve({ addresses: [address], asksForPassword, log: logInto(lines) });
  expect(lines.map((line) => line.replace(`:${portOf(listening)}`, ':PORT'))).toEqual(expected);
});

test('a port in use is one line, and leaves no other address open', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const app = webServer();
  const closed = vi.fn();
  app.addHook('onClose', async () => closed());
  await expect(serve({ app, addresses: ['127.0.0.1:0', `127.0.0.1:${taken}`] })).rejects.toThrow(
    `cannot listen on 127.0.0.1:${taken}: another program listens there; "ss -ltnp" names it, --web.listen-address chooses another address`,
  );
  expect(closed).toHaveBeenCalledTimes(1);
  await new Promise((resolve) => other.close(resolve));
});

test.each([
  // TEST-NET-1 (RFC 5737) is nobody's address.
  [
    '192.0.2.1:0',
    'cannot listen on 192.0.2.1:0: this host does not have the address; "ip addr" lists those it has',
  ],
  ['9053', 'cannot listen on "9053": it is not host:port, such as 127.0.0.1:9053 or [::1]:9053'],
  ['[::1', 'cannot listen on "[::1": it is not host:port, such as 127.0.0.1:9053 or [::1]:9053'],
])('%s is refused', async (address, message) => {
  await expect(serve({ addresses: [address] })).rejects.toMatchObject({ name: 'ListenError', message });
});

test('a request under way is answered, then its connection closed, while new ones are refused', async () => {
  let release: (snapshot: StackSnapshot) => void = () => undefined;
  const snapshot = vi.fn(
    () =>
      new Promise<StackSnapshot>((resolve) => {
        release = resolve;
      }),
  );
  const listening = await serve({ app: webServer({ scraper: { snapshot } }) });
  const port = portOf(listening);
  const idle = readToEnd(await openSocket(port));
  const socket = await openSocket(port);
  const answer = readToEnd(socket);
  socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await vi.waitFor(() => expect(snapshot).toHaveBeenCalledTimes(1));

  const closing = listening.close(60_000);
  expect(await idle).toBe('');
  await expect(openSocket(port)).rejects.toThrow('ECONNREFUSED');
  release(EMPTY_SNAPSHOT);
  expect(await answer).toMatch(
    /^HTTP\/1\.1 200 OK\r\n[\s\S]*connection: close\r\n[\s\S]*up 1\n\r\n0\r\n\r\n$/i,
  );
  await closing;
});

test('what is under way at the deadline is cut off', async () => {
  const snapshot = vi.fn(() => new Promise<StackSnapshot>(() => undefined));
  const listening = await serve({ app: webServer({ scraper: { snapshot } }) });
  const answer = getRaw(portOf(listening), '/metrics');
  await vi.waitFor(() => expect(snapshot).toHaveBeenCalledTimes(1));
  await listening.close(50);
  expect((await answer).text).toBe('');
});
