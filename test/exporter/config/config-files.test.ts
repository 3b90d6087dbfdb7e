// needs: openssl
import { writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfigFile, readWebConfigFile } from '../../../src/exporter/config/config-files.ts';
import { ConfigError } from '../../../src/yaml/config-error.ts';
import { runProgram } from '../../integration/support/process.ts';
import { makeTempDir, type TempDir } from '../../integration/support/temp-dir.ts';
import { ENVIRONMENT } from './environment.ts';

let directory: TempDir;
beforeAll(async () => {
  directory = await makeTempDir('config');
  await Promise.all([selfSigned('server'), selfSigned('other')]);
});
afterAll(() => directory.remove());

const signal = AbortSignal.timeout(60_000);

async function selfSigned(name: string): Promise<void> {
  const made = await runProgram([
    ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '1', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', directory.file(`${name}.key`), '-out', directory.file(`${name}.crt`)],
  ]);
  if (made.code !== 0) throw new Error(`openssl: ${made.stderr}`);
}

async function file(name: string, content: string): Promise<string> {
  await writeFile(directory.file(name), content);
  return directory.file(name);
}

async function messageOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw new Error(`no ConfigError but ${String(error)}`);
  return error.message;
}

test('a configuration is read, its paths relative to it', async () => {
  const path = await file('vipscope.yml', 'haproxy: [{ name: a, file: stats.csv }]\n');
  const { haproxy } = await readConfigFile(path, ENVIRONMENT, signal);
  expect(haproxy).toMatchObject([{ path: directory.file('stats.csv') }]);
});

test('mistakes name the file as it was given', async () => {
  const path = await file('bad.yml', 'nodes: a\n');
  expect(await messageOf(readConfigFile(path, ENVIRONMENT, signal))).toBe(
    `${path}:1:1: unknown key 'nodes'; did you mean 'node'?`,
  );
});

test('a file that is not there is a ConfigError without position', async () => {
  const path = directory.file('none.yml');
  expect(await messageOf(readConfigFile(path, ENVIRONMENT, signal))).toBe(`${path}: it does not exist`);
});

test('so is one that nobody wrote as a configuration', async () => {
  const path = await file('huge.yml', '#'.repeat(2 ** 20 + 1));
  expect(await messageOf(readConfigFile(path, ENVIRONMENT, signal))).toBe(
    `${path}: is larger than 1 MiB; a configuration is a short text`,
  );
});

test('the certificates of a web configuration serve https', async () => {
  const path = await file('web.yml', 'tls_server_config: { cert_file: server.crt, key_file: server.key }\n');
  const { tls, users, headers } = await readWebConfigFile(path, '/', signal);
  expect({ users, headers }).toEqual({ users: new Map(), headers: {} });
  const server = createServer({ ...tls }, (_, response) => response.end('over TLS'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const body = await new Promise<string>((resolve, reject) => {
      get({ host: '127.0.0.1', port, ca: tls?.cert, agent: false }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      }).once('error', reject);
    });
    expect(body).toBe('over TLS');
  } finally {
    server.close();
  }
});

test('clients must show a certificate where the web configuration says so', async () => {
  const path = await file(
    'clients.yml',
    'tls_server_config: { cert_file: server.crt, key_file: server.key, client_auth_type: RequireAndVerifyClientCert, client_ca_file: other.crt, min_version: TLS13 }\n',
  );
  const { tls } = await readWebConfigFile(path, '/', signal);
  expect(tls).toMatchObject({
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    ca: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
  });
});

test('a certificate that is not there is named', async () => {
  const path = await file('lost.yml', 'tls_server_config: { cert_file: lost.crt, key_file: server.key }\n');
  expect(await messageOf(readWebConfigFile(path, '/', signal))).toBe(
    `${path}: ${directory.file('lost.crt')} does not exist`,
  );
});

test.each([
  ['server.crt', 'holds no private key; write one in PEM format'],
  ['empty.pem', 'holds no private key; write one in PEM format'],
])('%s in place of the key is found before it is served', async (key, expected) => {
  await file('empty.pem', '');
  const path = await file('mixed.yml', `tls_server_config: { cert_file: server.crt, key_file: ${key} }\n`);
  expect(await messageOf(readWebConfigFile(path, '/', signal))).toBe(
    `${path}: ${directory.file(key)} ${expected}`,
  );
});

test('so is an authority that is none', async () => {
  const path = await file(
    'authority.yml',
    'tls_server_config: { cert_file: server.crt, key_file: server.key, client_auth_type: RequireAndVerifyClientCert, client_ca_file: other.key }\n',
  );
  expect(await messageOf(readWebConfigFile(path, '/', signal))).toBe(
    `${path}: ${directory.file('other.key')} holds no certificate; write one in PEM format`,
  );
});

test('so is the key of another certificate', async () => {
  const path = await file('other.yml', 'tls_server_config: { cert_file: server.crt, key_file: other.key }\n');
  const [cert, key] = [directory.file('server.crt'), directory.file('other.key')];
  expect(await messageOf(readWebConfigFile(path, '/', signal))).toMatch(
    new RegExp(`^${path}: ${cert} and ${key} cannot be used: [^\n]+; write a certificate and its own key$`),
  );
});
