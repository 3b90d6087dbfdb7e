import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listening, listen } from '../../../src/exporter/web/listen.ts';
import { getRaw, sendRaw } from './raw-client.ts';
import { logInto, NOW_MS, portOf, webServer } from './stand-in.ts';

// On a real socket: inject() would tidy the path before the server sees it.
let listening: Listening;
let port: number;

beforeAll(async () => {
  listening = await listen({
    app: webServer(),
    addresses: ['127.0.0.1:0'],
    asksForPassword: false,
    maxConnections: 512,
    log: logInto([]),
    nowMs: () => NOW_MS,
  });
  port = portOf(listening);
});

afterAll(() => listening.close(0));

test.each([
  '/metrics/',
  '/Metrics',
  '//metrics',
  '///',
  '/./metrics',
  '/-/../metrics',
  '/../metrics',
  '/../../etc/passwd',
  '/.../metrics',
  '/%2e%2e/metrics',
  '/%2e/metrics',
  '/%2fmetrics',
  '/%6detrics',
  '/metrics%20',
  '/metrics%00',
  '/metrics%2f',
  '/metrics%3fa',
  '/metrics;csv',
  '/metrics#top',
  '/metrics\\',
  '/\\metrics',
  '/\\..\\metrics',
  '/metrics.txt',
  '/assets',
  '/assets/',
  '/assets/landing.css/',
  '/assets//landing.css',
  '/assets/../server.ts',
  '/assets/%2e%2e/server.ts',
  '/assets/..%2fserver.ts',
  '/favicon.ico',
  '/.git/config',
  '/-/',
  '/-/quit',
  '/-/healthy/x',
  '/status',
  '/__proto__',
  '/constructor',
  '*',
  'http://x?y@z/metrics',
  'http://localhost/nowhere',
  'http://localhost//metrics',
  'http://localhost',
  'ftp://localhost/metrics',
])('%s is not found', async (path) => {
  const { status, text } = await getRaw(port, path);
  expect([status, text.split('\r\n\r\n')[1]]).toEqual([404, 'Not found. / lists what is here.\n']);
});

test.each(['/%', '/%zz', '/%ff', '/metrics%c0%af', '/%e0%80%80', '/metrics\u00ff', '/me\ttrics', 'metrics'])(
  '%j is malformed',
  async (path) => {
    expect((await getRaw(port, path)).status).toBe(400);
  },
);

test.each(['/metrics', '/metrics?', '/metrics?a=/../b', '/metrics?a=%zz', 'http://localhost/metrics'])(
  '%s is /metrics',
  async (path) => {
    const { status, text } = await getRaw(port, path);
    expect(status).toBe(200);
    expect(text).toContain('up 1\n');
  },
);

test.each([
  ['a method that is none', 'BREW /metrics HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['no method', '\r\n\r\n /metrics\r\n\r\n'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['HTTP/2 by prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a header without a name', 'GET /metrics HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
  ['a header folded', 'GET /metrics HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n'],
  ['a NUL in a header', 'GET /metrics HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n'],
  ['no host', 'GET /metrics HTTP/1.1\r\n\r\n'],
  [
    'two lengths',
    'POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello',
  ],
  [
    'length and chunks',
    'POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
])('%s is 400 and the end of the connection', async (_name, bytes) => {
  expect(await sendRaw(port, bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});
