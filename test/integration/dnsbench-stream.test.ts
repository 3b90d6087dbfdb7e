// needs: named, openssl, rndc
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressQueries, measure, runDnsbench, seen } from './support/dnsbench.ts';
import { freePort } from './support/free-port.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const ZONE = `$TTL 60
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
* A 192.0.2.1
`;

let directory: TempDir;
let named: RunningNamed;
let tlsPort = 0;

beforeAll(async () => {
  directory = await makeTempDir('stream');
  const files = ['-keyout', directory.file('key.pem'), '-out', directory.file('cert.pem')];
  const subject = ['-subj', '/CN=dns.test', '-addext', 'subjectAltName=DNS:dns.test', '-days', '1'];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...newKey, ...files, ...subject], { stdio: 'ignore' });
  tlsPort = await freePort();
  named = await startNamed(directory, 'named', {
    options: `recursion no; tcp-idle-timeout 3; listen-on port ${tlsPort} tls own { 127.0.0.1; };`,
    zones: `tls own { key-file "${directory.file('key.pem')}"; cert-file "${directory.file('cert.pem')}"; };
zone "example.test" { type primary; file "zone"; };`,
    files: { zone: ZONE },
  });
  await writeFile(directory.file('queries'), addressQueries(100));
});

afterAll(async () => {
  await named?.stop();
  await directory?.remove();
});

function overTcp(...args: readonly string[]): string[] {
  return ['-m', 'tcp', '-s', '127.0.0.1', '-p', String(named.port), '-d', directory.file('queries'), ...args];
}

function overTls(...args: readonly string[]): string[] {
  return ['-m', 'dot', '-s', '127.0.0.1', '-p', String(tlsPort), '-d', directory.file('queries'), ...args];
}

const TWICE_THREE = ['--workers', '2', '--sockets', '3'];
const TRUSTED = () => ['--tls-ca', directory.file('cert.pem'), '--tls-server-name', 'dns.test'];

describe('named over TCP', () => {
  test('answers all that is asked, over connections that stay open', async () => {
    const result = await measure(...overTcp('--runs', '50', ...TWICE_THREE));
    expect(seen(result)).toEqual({ sent: 5_000, answered: 5_000, answeredInWindow: 5_000 });
    expect(result.rcodes).toEqual({ NOERROR: 5_000 });
    expect(result.connections).toMatchObject({ tried: 6, made: 6, lost: 0 });
  });

  test('answers over connections of few queries', async () => {
    const result = await measure(
      ...overTcp('--runs', '5', '--workers', '1', '--sockets', '1', '--queries-per-connection', '50'),
    );
    expect(seen(result)).toEqual({ sent: 500, answered: 500, answeredInWindow: 500 });
    expect(result.connections).toMatchObject({ tried: 10, made: 10, lost: 0 });
  });

  test('closes connections that are idle; the next query goes over another', async () => {
    const one = ['--workers', '1', '--sockets', '1'];
    const result = await measure(...overTcp('-l', '4', '--rate', '1', ...one));
    expect(seen(result)).toEqual({ sent: 4, answered: 4, answeredInWindow: 4 });
    const { made = 0, lost = 0 } = result.connections ?? {};
    expect(lost).toBeGreaterThan(1);
    expect(made).toBeGreaterThanOrEqual(lost);
  });
});

describe('named over TLS', () => {
  test('answers all that is asked', async () => {
    const result = await measure(...overTls('--runs', '50', ...TWICE_THREE, ...TRUSTED()));
    expect(seen(result)).toEqual({ sent: 5_000, answered: 5_000, answeredInWindow: 5_000 });
    expect(result.connections).toMatchObject({ tried: 6, made: 6, lost: 0 });
  });

  test('answers who does not look at its certificate', async () => {
    const result = await measure(...overTls('--tls-insecure', '--workers', '1'));
    expect(seen(result)).toEqual({ sent: 100, answered: 100, answeredInWindow: 100 });
  });

  test('is not asked where its certificate is not trusted', async () => {
    const { code, stderr } = await runDnsbench([...overTls('-l', '1', ...TWICE_THREE), '--json']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `^dnsbench: no connection to 127\\.0\\.0\\.1:${tlsPort} was made in \\d+ attempts \\(dot\\)$`,
        'm',
      ),
    );
    expect(stderr).toContain(
      `connect 127.0.0.1 port ${tlsPort}: self-signed certificate (name its CA with --tls-ca)\n`,
    );
  });
});
