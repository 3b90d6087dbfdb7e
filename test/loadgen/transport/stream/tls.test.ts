// needs: openssl
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { StreamPlan } from '../../../../src/loadgen/transport/transport.ts';
import { answerTo } from '../../support/query-echo.ts';
import { frameOf, type StreamServer, startStreamServer } from '../../support/stream-server.ts';
import { contextOf, namesOf, run } from './stream-run.ts';

const cleanups: (() => void)[] = [];
let certificate = '';
let key = '';

beforeAll(() => {
  const directory = mkdtempSync(join(tmpdir(), 'vipscope-dot-'));
  try {
    const files = ['-keyout', join(directory, 'key.pem'), '-out', join(directory, 'cert.pem')];
    const subject = ['-subj', '/CN=dns.test', '-addext', 'subjectAltName=DNS:dns.test,IP:127.0.0.1'];
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    execFileSync('openssl', ['req', '-x509', ...newKey, ...files, ...subject], { stdio: 'ignore' });
    certificate = readFileSync(join(directory, 'cert.pem'), 'utf8');
    key = readFileSync(join(directory, 'key.pem'), 'utf8');
  } finally {
    rmSync(directory, { recursive: true });
  }
});

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A server that answers every query; with `queriesOfOne` it closes a connection after so many. */
async function serve(queriesOfOne = Number.POSITIVE_INFINITY): Promise<StreamServer> {
  const server = await startStreamServer(
    (query, { queries, socket }) => {
      socket.write(frameOf(answerTo(query)));
      if (queries.length === queriesOfOne) socket.end();
    },
    { tls: { cert: certificate, key, ALPNProtocols: ['dot'] } },
  );
  cleanups.push(server.close);
  return server;
}

type Tls = NonNullable<StreamPlan['tls']>;

function trusting(serverName?: string): Tls {
  return { ...(serverName !== undefined && { serverName }), ca: certificate, insecure: false };
}

describe('DNS over TLS', () => {
  test.each([
    { what: 'its name', serverName: 'dns.test' },
    { what: 'an address', serverName: '127.0.0.1' },
    { what: 'the address that it is reached at', serverName: undefined },
  ])('a server known by $what answers', async ({ serverName }) => {
    const server = await serve();
    const context = contextOf(server.port, { names: namesOf(50), runs: 10, plan: { sockets: 2 } });
    await run(context, { tls: trusting(serverName) });
    expect(context.warnings).toEqual([]);
    expect(context.counts('sent', 'answered', 'connectionsTried', 'connectionsMade')).toEqual({
      sent: 500,
      answered: 500,
      connectionsTried: 2,
      connectionsMade: 2,
    });
  });

  test('the protocol and the name are told to the server', async () => {
    const server = await serve();
    await run(contextOf(server.port, { names: ['a.test'] }), { tls: trusting('dns.test') });
    expect(server.connections[0]?.socket).toMatchObject({ alpnProtocol: 'dot', servername: 'dns.test' });
  });

  test('a connection that the server closes is made anew', async () => {
    const server = await serve(10);
    const context = contextOf(server.port, { names: namesOf(30), outstanding: 1, timeoutMs: 500 });
    await run(context, { tls: trusting('dns.test') });
    const { sent, answered = 0, timedOut = 0 } = context.counts('sent', 'answered', 'timedOut');
    expect([sent, answered + timedOut]).toEqual([30, 30]);
    expect(context.counts('connectionsMade').connectionsMade).toBeGreaterThan(2);
  });

  test('connections carry so many queries', async () => {
    const server = await serve();
    const context = contextOf(server.port, { names: namesOf(30), outstanding: 5 });
    await run(context, { tls: trusting('dns.test'), queriesPerConnection: 10 });
    expect(context.counts('sent', 'answered', 'connectionsMade', 'connectionsLost')).toEqual({
      sent: 30,
      answered: 30,
      connectionsMade: 3,
      connectionsLost: 0,
    });
  });

  test('any certificate will do where that is wanted', async () => {
    const server = await serve();
    const context = contextOf(server.port, { names: ['a.test'] });
    await run(context, { tls: { serverName: 'other.test', ca: undefined, insecure: true } });
    expect(context.counts('answered')).toEqual({ answered: 1 });
  });

  test('an unknown certificate is told in one line', async () => {
    const server = await serve();
    const context = contextOf(server.port, { names: ['a.test'], durationMs: 100 });
    await run(context, { tls: { serverName: 'dns.test', ca: undefined, insecure: false } });
    expect(context.warnings).toEqual([
      `connect 127.0.0.1 port ${server.port}: self-signed certificate (name its CA with --tls-ca)`,
    ]);
    expect(context.counts('sent', 'connectionsMade')).toEqual({ sent: 0, connectionsMade: 0 });
  });

  test('a certificate of another name is told in one line', async () => {
    const server = await serve();
    const context = contextOf(server.port, { names: ['a.test'], durationMs: 100 });
    await run(context, { tls: trusting('other.test') });
    expect(context.warnings).toEqual([
      `connect 127.0.0.1 port ${server.port}: ` +
        "Host: other.test. is not in the cert's altnames: DNS:dns.test, IP Address:127.0.0.1 " +
        '(name it with --tls-server-name)',
    ]);
  });

  test('a server without TLS is told in one line', async () => {
    const plain = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end('not TLS at all');
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => void plain.close());
    const address = plain.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const context = contextOf(port, { names: ['a.test'], durationMs: 100 });
    await run(context, { tls: trusting('dns.test') });
    expect(context.warnings).toEqual([`connect 127.0.0.1 port ${port}: wrong version number`]);
  });

  test('a server that does not shake hands is given up', async () => {
    const server = await startStreamServer(() => undefined);
    cleanups.push(server.close);
    const context = contextOf(server.port, { names: ['a.test'], timeoutMs: 100 });
    await run(context, { tls: trusting('dns.test') });
    expect(context.warnings[0]).toBe(`connect 127.0.0.1 port ${server.port}: no connection within 0.1 s`);
    expect(context.warnings.at(-1)).toBe(
      `no connection to 127.0.0.1 port ${server.port} for 0.1 s: the run ends`,
    );
  });
});
