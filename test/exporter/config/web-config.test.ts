import { expect, test } from 'vitest';
import { loadWebConfig } from '../../../src/exporter/config/web-config.ts';
import { ConfigError } from '../../../src/yaml/config-error.ts';

const HASH = '$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG';

const load = (text: string) => loadWebConfig(text, 'web.yml', '/etc/vipscope');

function mistakesIn(text: string): string[] {
  try {
    load(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
}

test('everything that is supported', () => {
  const text = `
tls_server_config:
  cert_file: server.crt
  key_file: /etc/ssl/private/server.key
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: clients.crt
  min_version: TLS13
  max_version: TLS13
http_server_config:
  http2: false
  headers:
    Content-Security-Policy: "default-src 'self'"
    Strict-Transport-Security: max-age=31536000
    X-Content-Type-Options: nosniff
    X-Frame-Options: deny
    X-XSS-Protection: ''
basic_auth_users:
  alice: ${HASH}
  1234: '${HASH}'
`;
  expect(load(text)).toEqual({
    tls: {
      certFile: '/etc/vipscope/server.crt',
      keyFile: '/etc/ssl/private/server.key',
      clientCaFile: '/etc/vipscope/clients.crt',
      clientCertificate: 'required',
      minVersion: 'TLSv1.3',
      maxVersion: 'TLSv1.3',
    },
    users: new Map([
      ['1234', HASH],
      ['alice', HASH],
    ]),
    headers: {
      'Content-Security-Policy': "default-src 'self'",
      'Strict-Transport-Security': 'max-age=31536000',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'deny',
    },
  });
});

test('an empty file is plain HTTP for everybody', () => {
  expect(load('')).toEqual({ users: new Map(), headers: {} });
});

test.each([
  [{}, 'none'],
  [{ client_auth_type: 'NoClientCert' }, 'none'],
  [{ client_auth_type: 'RequestClientCert' }, 'asked'],
])('with %j the certificate of a client is %s', (keys, expected) => {
  const text = JSON.stringify({ tls_server_config: { cert_file: 'a', key_file: 'b', ...keys } });
  expect(load(text).tls).toMatchObject({
    clientCertificate: expected,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
  });
});

test.each<[string, string[]]>([
  [
    '- alice',
    [
      '1:1: the file is a list; write a mapping of the keys tls_server_config, http_server_config, basic_auth_users',
    ],
  ],
  ['tls_serverconfig: {}', ["1:1: unknown key 'tls_serverconfig'; did you mean 'tls_server_config'?"]],
  [
    'tls_server_config: {}',
    [
      '1:20: tls_server_config.cert_file is missing; write a path, absolute or relative to this file',
      '1:20: tls_server_config.key_file is missing; write a path, absolute or relative to this file',
    ],
  ],
  [
    'tls_server_config:\n  cert_file: a\n  key: PRIVATE\n  key_file: b',
    ['3:3: tls_server_config.key is not supported; write the key into a file and its path as key_file'],
  ],
  [
    'tls_server_config: {cert_file: a, key_file: b, cipher_suites: [TLS_AES_128_GCM_SHA256]}',
    [
      "1:48: tls_server_config.cipher_suites is not supported; remove it: OpenSSL's choice for the TLS versions is used",
    ],
  ],
  [
    'rate_limit: {interval: 1s, burst: 20}',
    ['1:1: rate_limit is not supported; put a reverse proxy in front, or lower web.max_connections'],
  ],
  [
    'tls_server_config: {cert_file: a, key_file: b, client_auth_type: RequireAnyClientCert}',
    [
      "1:66: tls_server_config.client_auth_type is 'RequireAnyClientCert'; write one of NoClientCert, RequestClientCert, RequireAndVerifyClientCert",
    ],
  ],
  [
    'tls_server_config: {cert_file: a, key_file: b, client_auth_type: RequireAndVerifyClientCert}',
    [
      '1:48: tls_server_config has client_auth_type: RequireAndVerifyClientCert without client_ca_file; add the authority that signs the clients',
    ],
  ],
  [
    'tls_server_config: {cert_file: a, key_file: b, client_ca_file: c}',
    [
      '1:48: tls_server_config has client_ca_file, which checks nobody; add client_auth_type: RequireAndVerifyClientCert',
    ],
  ],
  [
    'tls_server_config: {cert_file: a, key_file: b, min_version: TLS10}',
    ["1:61: tls_server_config.min_version is 'TLS10'; write one of TLS12, TLS13"],
  ],
  [
    'tls_server_config: {cert_file: a, key_file: b, min_version: TLS13, max_version: TLS12}',
    ['1:68: tls_server_config has max_version TLS12 below min_version TLS13; exchange them'],
  ],
  [
    'http_server_config: {http2: true}',
    ['1:29: http_server_config.http2 is true; write false or remove it: vipscope speaks HTTP/1.1'],
  ],
  [
    'http_server_config: {headers: {Server: me}}',
    [
      "1:32: unknown key 'Server' in http_server_config.headers; the keys are Content-Security-Policy, Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options, X-XSS-Protection",
    ],
  ],
  [
    'http_server_config: {headers: {X-Frame-Options: ALLOW}}',
    ["1:49: http_server_config.headers.X-Frame-Options is 'ALLOW'; write deny or sameorigin"],
  ],
  [
    'http_server_config: {headers: {X-XSS-Protection: "0\\r\\nSet-Cookie: a=b"}}',
    [
      "1:50: http_server_config.headers.X-XSS-Protection is '0\\r\\nSet-Cookie: a=b'; write one line of printable ASCII",
    ],
  ],
  [
    'basic_auth_users: [alice]',
    ['1:19: basic_auth_users is a list; write a mapping of user names to bcrypt hashes'],
  ],
  [
    'basic_auth_users: {alice: wonderland}',
    [
      '1:27: basic_auth_users.alice is not a bcrypt hash of cost 4 to 15; make one with htpasswd -nBC 10 "" and write it in quotes',
    ],
  ],
  [
    `basic_auth_users: {alice: '${HASH.replace('$10$', '$31$')}'}`,
    [
      '1:27: basic_auth_users.alice is not a bcrypt hash of cost 4 to 15; make one with htpasswd -nBC 10 "" and write it in quotes',
    ],
  ],
  [
    `basic_auth_users: {'a:b': ${HASH}}`,
    ["1:20: basic_auth_users has the user 'a:b', who can never log in; write a name without ':'"],
  ],
])('%j', (text, expected) => {
  expect(mistakesIn(text)).toEqual(expected.map((mistake) => `web.yml:${mistake}`));
});
