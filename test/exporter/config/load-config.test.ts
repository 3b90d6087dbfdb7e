import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/exporter/config/load-config.ts';
import { ENVIRONMENT } from './environment.ts';

const GOOD = join(import.meta.dirname, '../../fixtures/config/good');

const load = (text: string) => loadConfig(text, 'vipscope.yml', ENVIRONMENT);
const loadFile = (name: string) => loadConfig(readFileSync(join(GOOD, name), 'utf8'), name, ENVIRONMENT);

const DEFAULT_BOUNDS = { timeoutMs: 5000, maxBytes: 67_108_864 };

test.each(['', '# nothing but a comment\n', '{}', '---\n'])('the text %j gives the defaults', (text) => {
  expect(load(text)).toEqual({
    node: 'host1',
    demo: false,
    web: { listenAddresses: ['127.0.0.1:9053'], maxConnections: 512 },
    scrapeTimeoutMs: 10_000,
    haproxyConcurrency: 10,
    haproxy: [],
    ipvs: {
      source: 'auto',
      command: ['ipvsadm'],
      procDirectory: '/proc/net',
      connectionLimit: 20_000,
      ...DEFAULT_BOUNDS,
    },
    bind: [],
    keepalived: [],
    vip: { addresses: [] },
    probe: [
      { name: 'haproxy', kind: 'haproxy', allow: [], tls: { insecureSkipVerify: false }, ...DEFAULT_BOUNDS },
      { name: 'bind', kind: 'bind', allow: [], tls: { insecureSkipVerify: false }, ...DEFAULT_BOUNDS },
    ],
    peers: [],
    view: { intervalMs: 1000, idleIntervalMs: 5000, historyMs: 900_000 },
  });
});

test('the sources of a cluster', () => {
  const { node, web, haproxy, bind, keepalived, vip } = loadFile('cluster.yml');
  expect({ node, web, haproxy, bind, keepalived, vip }).toEqual({
    node: 'ds1',
    web: {
      listenAddresses: ['127.0.0.1:9053'],
      configFile: '/etc/vipscope/web.yml',
      maxConnections: 512,
    },
    haproxy: [
      {
        name: 'master',
        kind: 'url',
        url: 'http://192.168.2.194:8888/;csv',
        credentials: { username: 'admin', password: { kind: 'file', path: '/etc/vipscope/pass' } },
        tls: { insecureSkipVerify: false },
        ...DEFAULT_BOUNDS,
      },
      { name: 'local', kind: 'socket', path: '/run/haproxy/admin.sock', ...DEFAULT_BOUNDS },
      { name: 'saved', kind: 'file', path: '/etc/vipscope/stats.csv', ...DEFAULT_BOUNDS },
    ],
    bind: [
      {
        name: 'rs1',
        kind: 'stats-file',
        path: '/var/cache/bind/named.stats',
        rndc: { command: ['rndc', 'stats'], intervalMs: 30_000 },
        timeoutMs: 5000,
        zones: true,
      },
      {
        name: 'rs2',
        kind: 'statistics-channel',
        url: 'http://127.0.0.1:8053',
        tls: { insecureSkipVerify: false },
        zones: true,
        ...DEFAULT_BOUNDS,
      },
    ],
    keepalived: [{ name: 'ds1', kind: 'log-file', path: '/var/log/syslog' }],
    vip: { addresses: ['192.168.56.185'] },
  });
});

test('every key of the sources arrives, through an anchor too', () => {
  const { haproxy } = loadFile('every-key.yml');
  const edge = {
    kind: 'url',
    url: 'https://edge.example/haproxy-stats;csv',
    credentials: { username: 'neo', password: { kind: 'text', text: 'chen' } },
    timeoutMs: 750,
    maxBytes: 8_388_608,
  };
  const admin = (password: object) => ({ username: 'admin', password });
  const tls = { insecureSkipVerify: false };
  expect(haproxy).toEqual([
    {
      name: 'edge',
      ...edge,
      tls: {
        caFile: '/etc/vipscope/ca.pem',
        certFile: '/etc/vipscope/me.pem',
        keyFile: '/etc/vipscope/me.key',
        serverName: 'stats.example',
        insecureSkipVerify: false,
      },
    },
    { name: 'edge-unverified', ...edge, tls: { insecureSkipVerify: true } },
    {
      name: 'from-environment',
      kind: 'url',
      url: 'http://192.0.2.9/haproxy?stats;csv',
      credentials: admin({ kind: 'text', text: 's3cret' }),
      tls,
      ...DEFAULT_BOUNDS,
    },
    {
      name: 'from-file',
      kind: 'url',
      url: 'http://192.0.2.10:8000/;csv',
      credentials: admin({ kind: 'file', path: '/etc/vipscope/haproxy.pass' }),
      tls,
      ...DEFAULT_BOUNDS,
    },
    { name: 'socket', kind: 'socket', path: '/etc/vipscope/run/admin.sock', ...DEFAULT_BOUNDS },
    { name: 'file', kind: 'file', path: '/srv/stats.csv', ...DEFAULT_BOUNDS },
  ]);
});

test('every key of the rest arrives', () => {
  const { haproxy: _, ...rest } = loadFile('every-key.yml');
  expect(rest).toEqual({
    node: 'lb2',
    demo: false,
    stateDirectory: '/etc/vipscope/state',
    web: {
      listenAddresses: ['127.0.0.1:0', ':9053', '[::1]:9053', 'lb2.example:9053'],
      configFile: '/etc/vipscope/web.yml',
      maxConnections: 64,
    },
    scrapeTimeoutMs: 90_000,
    haproxyConcurrency: 4,
    ipvs: {
      source: 'auto',
      command: ['sudo', '-n', '/usr/sbin/ipvsadm'],
      procDirectory: '/proc/1/net',
      connectionLimit: 0,
      timeoutMs: 2000,
      maxBytes: 1024,
    },
    bind: [
      {
        name: 'dumped',
        kind: 'stats-file',
        path: '/etc/vipscope/named.stats',
        zones: false,
        timeoutMs: 1000,
        rndc: { command: ['/etc/vipscope/bin/rndc', '-s', '127.0.0.1', 'stats'], intervalMs: 60_000 },
      },
      {
        name: 'channel',
        kind: 'statistics-channel',
        url: 'https://[2001:db8::53]:8053',
        zones: true,
        tls: { caFile: '/etc/vipscope/ca.pem', insecureSkipVerify: false },
        timeoutMs: 5000,
        maxBytes: 16_777_216,
      },
    ],
    keepalived: [
      {
        name: 'log',
        kind: 'log-file',
        path: '/etc/vipscope/keepalived.log',
        dump: {
          data: '/tmp/keepalived.data',
          stats: '/tmp/keepalived.stats',
          json: '/tmp/keepalived.json',
        },
      },
      {
        name: 'journal',
        kind: 'journal',
        unit: 'keepalived.service',
        command: ['journalctl', '--merge'],
      },
      { name: 'fifo', kind: 'notify-fifo', path: '/run/keepalived.fifo' },
    ],
    vip: { addresses: ['192.0.2.1', '2001:db8::1'], file: '/etc/vipscope/ip-addr.txt' },
    probe: [
      {
        name: 'haproxy',
        kind: 'haproxy',
        allow: ['10.0.0.0/8', '*.lb.example', 'lb1.example', '2001:db8::/32'],
        tls: { insecureSkipVerify: false },
        timeoutMs: 3000,
        maxBytes: 67_108_864,
      },
      { name: 'bind', kind: 'bind', allow: [], tls: { insecureSkipVerify: false }, ...DEFAULT_BOUNDS },
      {
        name: 'named',
        kind: 'bind',
        allow: ['192.0.2.53'],
        tls: { serverName: 'ns.example', insecureSkipVerify: false },
        timeoutMs: 5000,
        maxBytes: 2_097_152,
      },
      {
        name: 'secured',
        kind: 'haproxy',
        allow: [],
        credentials: {
          username: 'admin',
          password: { kind: 'file', path: '/etc/vipscope/probe.pass' },
        },
        tls: { insecureSkipVerify: false },
        ...DEFAULT_BOUNDS,
      },
    ],
    peers: [
      { url: 'http://192.0.2.21:9053', tls: { insecureSkipVerify: false }, timeoutMs: 2000 },
      {
        url: 'https://ds2.example/vipscope',
        credentials: { username: 'neo', password: { kind: 'file', path: '/etc/vipscope/peer.pass' } },
        tls: { caFile: '/etc/vipscope/ca.pem', insecureSkipVerify: false },
        timeoutMs: 500,
      },
    ],
    view: { intervalMs: 2000, idleIntervalMs: 30_000, historyMs: 1_800_000 },
  });
});

test.each([
  ['vipscope.yml', '/etc/vipscope/stats.csv'],
  ['conf/vipscope.yml', '/etc/vipscope/conf/stats.csv'],
  ['/srv/vipscope.yml', '/srv/stats.csv'],
])('a relative path in %s is relative to its directory', (fileName, path) => {
  const { haproxy } = loadConfig('haproxy: [{ name: a, file: stats.csv }]', fileName, ENVIRONMENT);
  expect(haproxy).toMatchObject([{ path }]);
});

test.each([
  ['http://192.168.2.194:8888/;csv', 'http://192.168.2.194:8888/;csv'],
  ['http://h:8000/haproxy-stats;csv', 'http://h:8000/haproxy-stats;csv'],
  ['http://h:8000/haproxy-stats', 'http://h:8000/haproxy-stats;csv'],
  ['http://202.76.124.110:8899/admin-status', 'http://202.76.124.110:8899/admin-status;csv'],
  ['http://h:8000', 'http://h:8000/;csv'],
  ['http://h/haproxy?stats', 'http://h/haproxy?stats;csv'],
  ['http://h/haproxy?stats;csv;norefresh', 'http://h/haproxy?stats;csv;norefresh'],
  ['http://h/;csvfile', 'http://h/;csvfile;csv'],
  ['HTTPS://H:443/', 'https://h/;csv'],
])('the statistics page %s is read as %s', (url, expected) => {
  expect(load(`haproxy: [{ name: a, url: '${url}' }]`).haproxy).toMatchObject([{ url: expected }]);
});

test.each([
  ['state_directory: /srv/state', '/srv/state'],
  ['', '/var/lib/vipscope'],
])("with systemd's state directory, %j keeps state in %s", (text, expected) => {
  const variables = { STATE_DIRECTORY: '/var/lib/vipscope:/var/lib/other' };
  const { stateDirectory } = loadConfig(text, 'vipscope.yml', { ...ENVIRONMENT, variables });
  expect(stateDirectory).toBe(expected);
});

test('nobody collects more often while nobody watches', () => {
  expect(load('view: { interval: 30s }').view).toMatchObject({ intervalMs: 30_000, idleIntervalMs: 30_000 });
});
