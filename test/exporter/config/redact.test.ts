import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Config } from '../../../src/exporter/config/config.ts';
import { loadConfig } from '../../../src/exporter/config/load-config.ts';
import { redactConfig } from '../../../src/exporter/config/redact.ts';
import { ENVIRONMENT } from './environment.ts';

const EVERY_KEY = readFileSync(join(import.meta.dirname, '../../fixtures/config/good/every-key.yml'), 'utf8');

const load = (text: string): Config => loadConfig(text, 'vipscope.yml', ENVIRONMENT);

test('passwords are hidden, however they were given; the paths of their files are not', () => {
  const text = redactConfig(load(EVERY_KEY));
  expect(text).not.toMatch(/chen|s3cret/);
  expect(parse(text)).toMatchObject({
    haproxy: [
      { name: 'edge', username: 'neo', password: '<hidden>' },
      { name: 'edge-unverified', username: 'neo', password: '<hidden>' },
      { name: 'from-environment', username: 'admin', password: '<hidden>' },
      { name: 'from-file', username: 'admin', password_file: '/etc/vipscope/haproxy.pass' },
      { name: 'socket' },
      { name: 'file' },
    ],
  });
});

test('what is shown loads again as the same configuration', () => {
  const config = load(EVERY_KEY.replace(/password: chen|password_env: \w+/g, 'password_file: pass'));
  expect(load(redactConfig(config))).toEqual(config);
});

test('defaults are shown', () => {
  expect(redactConfig(load('node: ds1'))).toBe(`node: ds1
web:
  listen_address:
    - 127.0.0.1:9053
  max_connections: 512
scrape:
  timeout: 10s
  haproxy_concurrency: 10
haproxy: []
ipvs:
  source: auto
  command:
    - ipvsadm
  proc_directory: /proc/net
  connection_limit: 20000
  timeout: 5s
  max_bytes: 64MiB
bind: []
keepalived: []
vip:
  addresses: []
probe:
  modules:
    haproxy:
      kind: haproxy
      allow: []
      timeout: 5s
      max_bytes: 64MiB
    bind:
      kind: bind
      allow: []
      timeout: 5s
      max_bytes: 64MiB
peers: []
view:
  interval: 1s
  idle_interval: 5s
  history: 15m
`);
});

test.each(['ipvsadm', 'proc', 'off'])('only what the ipvs source %s uses is shown', (source) => {
  const config = load(`ipvs: { source: ${source} }`);
  expect(load(redactConfig(config)).ipvs).toEqual(config.ipvs);
});

test('no password is ever shown, whatever it consists of', () => {
  const password = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(password, (secret) => {
      const credentials = { username: 'u', password: { kind: 'text', text: `[${secret}]` } } as const;
      const config = load('haproxy: [{ name: a, url: http://h/, username: u, password: p }]');
      const [source] = config.haproxy;
      if (source?.kind !== 'url') throw new Error('the first source has a url');
      const [module] = config.probe;
      if (module === undefined) throw new Error('there is a probe module');
      const text = redactConfig({
        ...config,
        haproxy: [{ ...source, credentials }],
        probe: [{ ...module, credentials }],
      });
      const shown = parse(text);
      expect(shown).toMatchObject({ haproxy: [{ password: '<hidden>' }] });
      expect(shown).toMatchObject({ probe: { modules: { haproxy: { password: '<hidden>' } } } });
      expect(text).not.toContain(`[${secret}]`);
    }),
    { numRuns: 200 },
  );
});
