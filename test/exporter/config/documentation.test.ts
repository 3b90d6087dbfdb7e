import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../../src/exporter/config/load-config.ts';
import { redactConfig } from '../../../src/exporter/config/redact.ts';
import { configSchema } from '../../../src/exporter/config/schema/config-schema.ts';
import { REFUSED_WEB_KEYS, webConfigSchema } from '../../../src/exporter/config/schema/web-config-schema.ts';
import { loadWebConfig } from '../../../src/exporter/config/web-config.ts';
import { allKeys } from '../../../src/yaml/sections.ts';
import { ENVIRONMENT } from './environment.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MANUAL = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');
const EXAMPLE = readFileSync(join(ROOT, 'deploy/vipscope.yml'), 'utf8');

/** The manual's text below a heading, up to the next one. */
function sectionOf(heading: string): string {
  const [, after = ''] = MANUAL.split(new RegExp(`^#+ ${heading}$`, 'm'));
  return after.split(/^#+ /m)[0] ?? '';
}

/** Which sections of the manual describe a key, by the first part of its path. */
function textAbout(path: string): string {
  const [first = ''] = path.split(/[.[]/);
  return [first, 'Grammar', 'credentials', 'tls'].map(sectionOf).join('\n');
}

describe('docs/configuration.md', () => {
  test.each(allKeys(configSchema))('describes %s', (path) => {
    const key = path.split('.').at(-1) ?? '';
    expect(textAbout(path)).toMatch(new RegExp(`^ *(?:\\[ )?${key}:`, 'm'));
  });

  test.each(allKeys(webConfigSchema))('describes %s of the web configuration', (path) => {
    const key = path.split('.').at(-1) ?? '';
    expect(sectionOf('The web configuration file')).toMatch(new RegExp(`^ *(?:\\[ )?${key}:`, 'm'));
  });

  test.each(Object.keys(REFUSED_WEB_KEYS))('tells that %s is refused', (key) => {
    expect(sectionOf('The web configuration file')).toContain(`\`${key}\``);
  });

  test.each([
    ['web', 'listen_address', '127.0.0.1:9053', ['127.0.0.1:9053']],
    ['web', 'max_connections', '512', 512],
    ['scrape', 'timeout', '10s', '10s'],
    ['scrape', 'haproxy_concurrency', '10', 10],
    ['ipvs', 'source', 'auto', 'auto'],
    ['ipvs', 'command', '[ipvsadm]', ['ipvsadm']],
    ['ipvs', 'proc_directory', '/proc/net', '/proc/net'],
    ['ipvs', 'connection_limit', '20000', 20_000],
    ['ipvs', 'timeout', '5s', '5s'],
    ['ipvs', 'max_bytes', '64MiB', '64MiB'],
    ['view', 'interval', '1s', '1s'],
    ['view', 'idle_interval', '5s', '5s'],
    ['view', 'history', '15m', '15m'],
  ])('has the default of %s.%s', (section, key, written, value) => {
    expect(parse(redactConfig(loadConfig('', 'vipscope.yml', ENVIRONMENT)))).toMatchObject({
      [section]: { [key]: value },
    });
    expect(defaultIn(section, key)).toBe(written);
  });

  test.each([
    ['haproxy', '{ name: a, socket: a }', 'timeout', '5s', '5s'],
    ['haproxy', '{ name: a, socket: a }', 'max_bytes', '64MiB', '64MiB'],
    ['bind', '{ name: a, stats_file: a }', 'timeout', '5s', '5s'],
    ['bind', '{ name: a, stats_file: a }', 'zones', 'true', true],
    ['bind', "{ name: a, statistics_channel: 'http://a' }", 'max_bytes', '64MiB', '64MiB'],
    ['keepalived', '{ name: a, journal: a }', 'command', '[journalctl]', ['journalctl']],
    ['peers', "'http://a'", 'timeout', '2s', '2s'],
  ])('has the default of %s %s %s', (section, source, key, written, value) => {
    const config = loadConfig(`${section}: [${source}]`, 'vipscope.yml', ENVIRONMENT);
    expect(parse(redactConfig(config))).toMatchObject({ [section]: [{ [key]: value }] });
    expect(defaultIn(section, key)).toBe(written);
  });

  test('has the defaults of rndc', () => {
    const config = loadConfig('bind: [{ name: a, stats_file: a, rndc: {} }]', 'vipscope.yml', ENVIRONMENT);
    expect(parse(redactConfig(config))).toMatchObject({
      bind: [{ rndc: { command: ['rndc', 'stats'], interval: '30s' } }],
    });
    expect([defaultIn('bind', 'command'), defaultIn('bind', 'interval')]).toEqual(['[rndc, stats]', '30s']);
  });

  test('has examples that load', () => {
    const examples = [...MANUAL.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
    expect(examples).toHaveLength(6);
    for (const text of examples) {
      if (text.includes('tls_server_config')) expect(loadWebConfig(text, 'web.yml', '/').users.size).toBe(1);
      else expect(loadConfig(text, 'vipscope.yml', ENVIRONMENT)).toHaveProperty('probe');
    }
  });
});

/** What stands behind `default =` in the line of a key. */
function defaultIn(section: string, key: string): string | undefined {
  return new RegExp(`\\[ ${key}:.* default = (.*?) \\]+$`, 'm').exec(sectionOf(section))?.[1];
}

describe('deploy/vipscope.yml', () => {
  test('loads as it is', () => {
    const { haproxy, ipvs, bind, keepalived, web } = loadConfig(EXAMPLE, 'vipscope.yml', ENVIRONMENT);
    expect({ haproxy, ipvs, bind, keepalived, web }).toMatchObject({
      haproxy: [{ name: 'local', path: '/run/haproxy/admin.sock' }],
      ipvs: { source: 'auto' },
      bind: [{ name: 'local', path: '/var/cache/bind/named.stats' }],
      keepalived: [{ name: 'local', unit: 'keepalived.service' }],
      web: { listenAddresses: ['127.0.0.1:9053'] },
    });
  });

  test('loads with its examples in use', () => {
    const everything = EXAMPLE.replace(/^#(?! |$)/gm, '').replace(/^#( +(?:[a-z_]+:|- ))/gm, '$1');
    const { node, haproxy, bind, vip, probe, peers, view, web } = loadConfig(
      everything,
      'vipscope.yml',
      ENVIRONMENT,
    );
    expect({ node, haproxy, bind, vip, probe, peers, view, web }).toMatchObject({
      node: 'ds1',
      haproxy: [{ name: 'local' }, { name: 'master', url: 'http://192.0.2.194:8888/;csv' }],
      bind: [{ name: 'local', rndc: { intervalMs: 30_000 } }, { name: 'channel' }],
      vip: { addresses: ['192.0.2.185'] },
      probe: [{ name: 'haproxy', allow: ['192.0.2.0/24', '*.lb.example.com'] }, { name: 'bind' }],
      peers: [{ url: 'http://192.0.2.22:9053' }],
      view: { intervalMs: 1000, idleIntervalMs: 5000 },
      web: { configFile: '/etc/vipscope/web.yml' },
    });
  });
});
