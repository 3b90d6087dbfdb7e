// needs: openssl
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fetchText } from '../../src/sources/http.ts';

const stop: (() => void)[] = [];
afterEach(() => {
  for (const end of stop.splice(0)) end();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function serve(handler: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(handler))}/;csv`;
}

const limits = (timeoutMs = 5000) => ({ signal: AbortSignal.timeout(timeoutMs), maxBytes: 1000 });

test('returns the body as text, with the credentials sent as basic auth', async () => {
  const url = await serve((request, response) => response.end(`auth ${request.headers.authorization}`));
  const text = await fetchText({ url, credentials: { username: 'admin', password: 'pä:ss' } }, limits());
  expect(text).toBe(`auth Basic ${Buffer.from('admin:pä:ss').toString('base64')}`);
});

test.each([
  [401, 'answered HTTP 401: it wants a user name and password'],
  [302, 'answered HTTP 302: it redirects elsewhere; configure the address it leads to'],
  [404, 'answered HTTP 404: there is no such page'],
  [500, 'answered HTTP 500'],
])('status %i is an error that says what it means', async (status, message) => {
  const url = await serve((_request, response) => response.writeHead(status, { location: '/x' }).end('no'));
  await expect(fetchText({ url }, limits())).rejects.toMatchObject({
    kind: 'http-status',
    httpStatus: status,
    message: `${url} ${message}`,
  });
});

test('a server that hangs in the middle of the body ends with the deadline', async () => {
  const url = await serve((_request, response) => response.write('# pxname,'));
  await expect(fetchText({ url }, limits(100))).rejects.toMatchObject({
    kind: 'timeout',
    message: `${url} did not answer in time`,
  });
});

test('a server that accepts and says nothing ends with the deadline', async () => {
  const url = await serve(() => undefined);
  await expect(fetchText({ url }, limits(100))).rejects.toMatchObject({ kind: 'timeout' });
});

test('a body that ends early is no body', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.destroy());
  });
  await expect(fetchText({ url }, limits())).rejects.toMatchObject({
    kind: 'cut-short',
    message: `${url} closed the connection before its answer was complete`,
  });
});

/** Answers as HTTP/1.0 servers do: the end of the connection is the end of the body. */
function serveWithoutLength(then: (socket: Socket) => void): Promise<string> {
  return serve((request) => {
    request.socket.write('HTTP/1.0 200 OK\r\n\r\n# pxname,', () => then(request.socket));
  });
}

test('half a body without a length is none when the deadline passes, or the connection is reset', async () => {
  const hung = await serveWithoutLength(() => undefined);
  await expect(fetchText({ url: hung }, limits(100))).rejects.toMatchObject({ kind: 'timeout' });
  // Later than the head, or there would be no answer at all.
  const reset = await serveWithoutLength((socket) => setTimeout(() => socket.resetAndDestroy(), 50));
  await expect(fetchText({ url: reset }, limits())).rejects.toMatchObject({ kind: 'cut-short' });
  const ended = await serveWithoutLength((socket) => socket.end());
  expect(await fetchText({ url: ended }, limits())).toBe('# pxname,');
});

test('a body that is encoded, though that was not asked for, is told', async () => {
  const url = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toBe('identity');
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
  });
  await expect(fetchText({ url }, limits())).rejects.toMatchObject({
    kind: 'io',
    message: `${url} answered in content encoding gzip, and was asked for none`,
  });
});

test('an endless body is cut off at the limit', async () => {
  let sent = 0;
  const url = await serve((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && sent < 1 << 30 && response.write('x'.repeat(65536))) sent += 65536;
    };
    response.on('drain', more);
    more();
  });
  await expect(fetchText({ url }, limits())).rejects.toMatchObject({
    kind: 'too-large',
    message: `${url} gave more than 1000 bytes`,
  });
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test('nobody listening is said', async () => {
  const port = await listen(createServer());
  for (const end of stop.splice(0)) end();
  const url = `http://127.0.0.1:${port}/`;
  await expect
    .poll(() => fetchText({ url }, limits()).catch((error: unknown) => error))
    .toMatchObject({
      kind: 'refused',
      message: `${url} refused the connection; nothing listens there`,
    });
});

test('TLS is checked against the CA given', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'vipscope-tls-'));
  stop.push(() => rmSync(directory, { recursive: true }));
  const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      keyFile,
      '-out',
      certFile,
      '-subj',
      '/CN=lb1',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-days',
      '1',
    ],
    { stdio: 'ignore' },
  );
  const server = createTlsServer(
    { key: readFileSync(keyFile), cert: readFileSync(certFile) },
    (_request, response) => response.end('safe'),
  );
  const url = `https://127.0.0.1:${await listen(server)}/`;
  expect(await fetchText({ url, tls: { caFile: certFile, insecureSkipVerify: false } }, limits())).toBe(
    'safe',
  );
  expect(await fetchText({ url, tls: { insecureSkipVerify: true } }, limits())).toBe('safe');
  await expect(fetchText({ url }, limits())).rejects.toMatchObject({
    kind: 'tls',
    message: `${url} failed TLS: DEPTH_ZERO_SELF_SIGNED_CERT`,
  });
  const caFile = join(directory, 'none.pem');
  await expect(
    fetchText({ url, tls: { caFile, insecureSkipVerify: false } }, limits()),
  ).rejects.toMatchObject({
    kind: 'not-found',
    message: `${caFile} does not exist`,
  });
});

test.each([
  [
    'a FIFO',
    (path: string) => execFileSync('mkfifo', [path]),
    { kind: 'io', message: '% is not a regular file' },
  ],
  [
    'too large',
    (path: string) => writeFileSync(path, Buffer.alloc(4 * 1024 * 1024 + 1, 'x')),
    {
      kind: 'tls',
      message: '% is larger than 4 MiB; write the path of a certificate or key in PEM',
    },
  ],
  [
    'empty, which is not as if none were given',
    (path: string) => writeFileSync(path, ''),
    { kind: 'tls', message: '% is not PEM; write the path of a certificate or key in PEM' },
  ],
])('a CA file that is %s', async (_title, make, { kind, message }) => {
  const directory = mkdtempSync(join(tmpdir(), 'vipscope-tls-'));
  stop.push(() => rmSync(directory, { recursive: true }));
  const caFile = join(directory, 'ca.pem');
  make(caFile);
  await expect(
    fetchText({ url: 'https://127.0.0.1:1/', tls: { caFile, insecureSkipVerify: false } }, limits()),
  ).rejects.toMatchObject({ kind, message: message.replace('%', caFile) });
});
