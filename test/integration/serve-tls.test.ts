// needs: openssl
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CSV } from './support/fake-haproxy.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

/** Hash of `s3cret` at bcrypt's lowest cost. */
const HASH = '$2y$04$ESuSJ0qkXU8qdfVnIxn2puoba.XmZGhzQlBgOr54oLJE.aYc91D2a';

let directory: TempDir;
let haproxy: Server;
let serving: ServingVipscope;

function makeCertificate(name: string): void {
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const files = ['-keyout', directory.file('key.pem'), '-out', directory.file('cert.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, ...files, ...subject], { stdio: 'ignore' });
}

beforeAll(async () => {
  directory = await makeTempDir('tls');
  makeCertificate('first');
  haproxy = createServer(
    { key: readFileSync(directory.file('key.pem')), cert: readFileSync(directory.file('cert.pem')) },
    (_request, response) => void response.end(CSV),
  );
  await new Promise<void>((resolve) => haproxy.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(haproxy.address() as AddressInfo).port}/;csv`;
  writeFileSync(directory.file('ca.pem'), readFileSync(directory.file('cert.pem')));
  writeFileSync(
    directory.file('v.yml'),
    JSON.stringify({
      ipvs: { source: 'off' },
      haproxy: [
        { name: 'trusted', url, tls: { ca_file: 'ca.pem' } },
        { name: 'unknown', url },
        { name: 'unchecked', url, tls: { insecure_skip_verify: true } },
      ],
    }),
  );
  writeFileSync(
    directory.file('web.yml'),
    JSON.stringify({
      tls_server_config: { cert_file: 'cert.pem', key_file: 'key.pem' },
      basic_auth_users: { prometheus: HASH },
    }),
  );
  serving = await serveVipscope(
    'serve',
    `--config.file=${directory.file('v.yml')}`,
    `--web.config.file=${directory.file('web.yml')}`,
  );
});

afterAll(async () => {
  await serving?.stop();
  haproxy?.close();
  await directory?.remove();
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly certificate: string;
}

function ask(path: string, password?: string, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const auth = password === undefined ? {} : { auth: `prometheus:${password}` };
    const options = { method, agent: false, rejectUnauthorized: false, ...auth };
    request(`${serving.url}${path}`, options, (response) => {
      let text = '';
      const { socket } = response;
      if (!(socket instanceof TLSSocket)) throw new Error('the connection is not TLS');
      const certificate = String(socket.getPeerCertificate().subject.CN);
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, certificate }));
    })
      .on('error', reject)
      .end();
  });
}

test('TLS and a password on every path, and TLS to a HAProxy that is checked against its CA', async () => {
  expect(serving.url).toMatch(/^https:/);
  for (const path of ['/', '/metrics', '/-/healthy', '/config', '/nowhere', '/assets/landing.css']) {
    expect([path, (await ask(path)).status, (await ask(path, 'wrong')).status]).toEqual([path, 401, 401]);
  }
  expect((await ask('/-/reload', undefined, 'POST')).status).toBe(401);
  const { status, text } = await ask('/metrics', 's3cret');
  expect(status).toBe(200);
  expect(text).toContain('\nhaproxy_up{source="trusted"} 1\n');
  expect(text).toContain('\nhaproxy_up{source="unknown"} 0\n');
  expect(text).toContain('\nhaproxy_up{source="unchecked"} 1\n');
  expect((await ask('/', 's3cret')).text).toContain('failed TLS: DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('a renewed certificate is shown after a reload, a broken one changes nothing', async () => {
  expect((await ask('/-/ready', 's3cret')).certificate).toBe('first');
  makeCertificate('second');
  expect((await ask('/-/reload', 's3cret', 'POST')).status).toBe(200);
  expect((await ask('/-/ready', 's3cret')).certificate).toBe('second');
  writeFileSync(directory.file('cert.pem'), 'no certificate');
  const refused = await ask('/-/reload', 's3cret', 'POST');
  expect([refused.status, refused.text.split('\n')[0]]).toEqual([
    500,
    'The configuration in use stays as it was:',
  ]);
  expect((await ask('/-/ready', 's3cret')).certificate).toBe('second');
  expect(serving.output()).not.toContain('s3cret');
});
