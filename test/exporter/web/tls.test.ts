// needs: openssl
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Listening, type ListenOptions, listen } from '../../../src/exporter/web/listen.ts';
import { runProgram } from '../../integration/support/process.ts';
import { makeTempDir, type TempDir } from '../../integration/support/temp-dir.ts';
import { getRaw, openSocket, readToEnd } from './raw-client.ts';
import { logInto, NOW_MS, portOf, webServer } from './stand-in.ts';

interface Pair {
  readonly cert: string;
  readonly key: string;
}

let directory: TempDir;
let first: Pair;
let renewed: Pair;
let listening: Listening | undefined;

beforeAll(async () => {
  directory = await makeTempDir('tls');
  [first, renewed] = await Promise.all([selfSigned('first'), selfSigned('renewed')]);
});

afterAll(() => directory.remove());

afterEach(async () => {
  await listening?.close(0);
  listening = undefined;
});

/** A certificate for 127.0.0.1 that signs itself, made by openssl. */
async function selfSigned(name: string): Promise<Pair> {
  const [certFile, keyFile] = [directory.file(`${name}.crt`), directory.file(`${name}.key`)];
  const made = await runProgram(
    [
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
    ]
      .concat(['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'])
      .concat(['-keyout', keyFile, '-out', certFile]),
  );
  if (made.code !== 0) throw new Error(`openssl: ${made.stderr}`);
  return { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
}

async function serve(options: Partial<ListenOptions> = {}): Promise<number> {
  listening = await listen({
    app: webServer(),
    addresses: ['127.0.0.1:0'],
    tls: first,
    asksForPassword: false,
    maxConnections: 512,
    log: logInto([]),
    nowMs: () => NOW_MS,
    ...options,
  });
  return portOf(listening);
}

function getTls(port: number, path: string, ca: string): Promise<{ status: number; subject: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, ca, agent: false }, (response) => {
      const peer = (
        response.socket as unknown as { getPeerCertificate(): PeerCertificate }
      ).getPeerCertificate();
      response.resume();
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, subject: String(peer.subject.CN) }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

test('HTTPS is served, and told by the URL', async () => {
  const port = await serve();
  expect(listening?.urls).toEqual([`https://127.0.0.1:${port}`]);
  expect(await getTls(port, '/metrics', first.cert)).toEqual({ status: 200, subject: 'first' });
});

test('a wide address with TLS needs no warning', async () => {
  const lines: string[] = [];
  await serve({ addresses: ['0.0.0.0:0'], log: logInto(lines) });
  expect(lines).toEqual([]);
});

test('a renewed certificate is used from the next connection on', async () => {
  const port = await serve();
  listening?.replaceTls(renewed);
  expect(await getTls(port, '/metrics', renewed.cert)).toEqual({ status: 200, subject: 'renewed' });
});

test('plain HTTP gets no answer', async () => {
  const port = await serve();
  expect((await getRaw(port, '/metrics')).text).not.toContain('200 OK');
});

test('an older TLS than 1.2 is refused', async () => {
  const port = await serve();
  const error = await new Promise<Error | undefined>((resolve) => {
    // SECLEVEL=0 lets OpenSSL 3 offer TLS 1.1 at all.
    const options = {
      ca: first.cert,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    } as const;
    const socket = connectTls({ host: '127.0.0.1', port, ...options }, () => resolve(undefined));
    socket.once('error', resolve);
  });
  expect(error?.message).toMatch(/alert protocol version/);
});

test('a certificate that does not belong to its key is one line', async () => {
  await expect(serve({ tls: { cert: first.cert, key: renewed.key } })).rejects.toThrow(
    /^cannot serve HTTPS with this certificate and key: .*key values mismatch$/,
  );
});

describe('connections that do not finish their handshake', () => {
  test('make room for others', async () => {
    const port = await serve({ maxConnections: 10 });
    const sockets = await Promise.all(Array.from({ length: 30 }, () => openSocket(port)));
    for (const socket of sockets) socket.write('\x16\x03\x01');
    expect(await getTls(port, '/metrics', first.cert)).toEqual({ status: 200, subject: 'first' });
    await vi.waitFor(() =>
      expect(sockets.filter(({ destroyed }) => !destroyed).length).toBeLessThanOrEqual(10),
    );
    for (const socket of sockets) socket.destroy();
  });

  test('are closed at the deadline', async () => {
    const port = await serve({ timeouts: { headersMs: 100 } });
    expect(await readToEnd(await openSocket(port))).toBe('');
  });
});

test('a connection after its handshake is known as the one before it', async () => {
  const port = await serve({ maxConnections: 1 });
  const socket = connectTls({ host: '127.0.0.1', port, ca: first.cert });
  socket.on('error', () => socket.destroy());
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  expect(await getTls(port, '/metrics', first.cert)).toEqual({ status: 200, subject: 'first' });
  await vi.waitFor(() => expect(socket.destroyed).toBe(true));
});
