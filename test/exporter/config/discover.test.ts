import { cp, mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { discover } from '../../../src/exporter/config/discover.ts';
import { createHostFiles, type HostFiles } from '../../../src/exporter/config/discovery/host-files.ts';
import { makeTempDir, type TempDir } from '../../integration/support/temp-dir.ts';
import { ENVIRONMENT } from './environment.ts';

const HOSTS = join(import.meta.dirname, '../../fixtures/hosts');

const stop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of stop.splice(0)) await end();
});

/** A copy of a tree in which these sockets are listened on. */
async function host(name: string, sockets: readonly string[]): Promise<TempDir> {
  const root = await makeTempDir('host');
  stop.push(() => root.remove());
  await cp(join(HOSTS, name), root.path, { recursive: true });
  for (const socket of sockets) {
    await mkdir(dirname(root.file(socket)), { recursive: true });
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(root.file(socket), resolve));
    stop.unshift(() => new Promise((resolve) => server.close(() => resolve())));
  }
  return root;
}

async function sourcesOf(root: TempDir) {
  const { config, found, missing } = await discover(createHostFiles(root.path), ENVIRONMENT);
  const names = [...config.haproxy, ...config.bind, ...config.keepalived].map(({ name }) => name);
  return { names, found, missing };
}

test.each([
  {
    name: 'debian',
    sockets: ['run/haproxy/admin.sock'],
    names: ['local', 'local', 'local'],
    found: [
      'haproxy: socket /run/haproxy/admin.sock',
      'ipvs: /proc/net/ip_vs',
      'bind: statistics file /var/cache/bind/named.stats',
      'keepalived: journal of keepalived.service',
    ],
    missing: [],
  },
  {
    name: 'red-hat',
    sockets: ['var/lib/haproxy/stats'],
    names: ['local', 'local', 'local'],
    found: [
      'haproxy: socket /var/lib/haproxy/stats',
      'ipvs: /sbin/ipvsadm',
      'bind: statistics file /var/named/data/named_stats.txt',
      'keepalived: log /var/log/messages, which has lines of keepalived',
    ],
    missing: [],
  },
  {
    name: 'chroot',
    sockets: ['var/run/haproxy-1.sock', 'var/run/haproxy-2.sock'],
    names: ['local-1', 'local-2', 'local', 'local'],
    found: [
      'haproxy: socket /var/run/haproxy-1.sock',
      'haproxy: socket /var/run/haproxy-2.sock',
      'bind: statistics file /srv/named/etc/namedb/named_stats.txt',
      'keepalived: log /var/log/syslog, which has lines of keepalived',
    ],
    missing: ['ipvs: no /proc/net/ip_vs and no ipvsadm; looked for again at every scrape'],
  },
  {
    name: 'from-source',
    sockets: ['tmp/haproxy.stat'],
    names: ['local', 'local', 'local'],
    found: [
      'haproxy: socket /tmp/haproxy.stat',
      'bind: statistics file /usr/local/bind9.9.3/data/named.stats',
      'keepalived: log /var/log/keepalived.log',
    ],
    missing: ['ipvs: no /proc/net/ip_vs and no ipvsadm; looked for again at every scrape'],
  },
  {
    name: 'channel',
    sockets: [],
    names: ['local', 'local'],
    found: [
      'bind: statistics channel http://127.0.0.1:8053, from /etc/bind/named.conf',
      'keepalived: log /var/log/syslog, which has no line of keepalived yet',
    ],
    missing: [
      'haproxy: no /etc/haproxy/haproxy.cfg, and none of the usual sockets is there',
      'ipvs: no /proc/net/ip_vs and no ipvsadm; looked for again at every scrape',
    ],
  },
  {
    name: 'stopped',
    sockets: [],
    names: [],
    found: [],
    missing: [
      'haproxy: /etc/haproxy/haproxy.cfg names the socket /run/haproxy/admin.sock, which is not there; is haproxy running?',
      'ipvs: no /proc/net/ip_vs and no ipvsadm; looked for again at every scrape',
      'bind: /etc/bind/named.conf is there, but no /var/cache/bind/named.stats; run rndc stats, or configure bind with rndc or statistics_channel',
      'keepalived: installed, but there is no log to follow; configure log_file',
    ],
  },
  {
    name: 'no-socket',
    sockets: [],
    names: [],
    found: [],
    missing: [
      "haproxy: /etc/haproxy/haproxy.cfg has no 'stats socket', and none of the usual sockets is there; add one, or configure haproxy with a url",
      'ipvs: no /proc/net/ip_vs and no ipvsadm; looked for again at every scrape',
      'bind: no named.conf and no named.stats at the usual places',
      'keepalived: no program, no unit, and no line of it in the logs',
    ],
  },
  {
    name: 'empty',
    sockets: [],
    names: [],
    found: [],
    missing: [
      'haproxy: no /etc/haproxy/haproxy.cfg, and none of the usual sockets is there',
      'ipvs: no /proc/net/ip_vs and no ipvsadm; looked for again at every scrape',
      'bind: no named.conf and no named.stats at the usual places',
      'keepalived: no program, no unit, and no line of it in the logs',
    ],
  },
])('what is found on the host $name', async ({ name, sockets, names, found, missing }) => {
  expect(await sourcesOf(await host(name, sockets))).toEqual({ names, found, missing });
});

test('what is found is read with the defaults of a configuration', async () => {
  const root = await host('debian', ['run/haproxy/admin.sock']);
  const { config } = await discover(createHostFiles(root.path), ENVIRONMENT);
  expect(config).toMatchObject({
    node: 'host1',
    web: { listenAddresses: ['127.0.0.1:9053'] },
    haproxy: [{ name: 'local', kind: 'socket', path: '/run/haproxy/admin.sock', timeoutMs: 5000 }],
    ipvs: { source: 'auto' },
    bind: [{ name: 'local', kind: 'stats-file', path: '/var/cache/bind/named.stats' }],
    keepalived: [{ name: 'local', kind: 'journal', unit: 'keepalived.service', command: ['journalctl'] }],
    vip: { addresses: [] },
  });
  expect(config.bind[0]).not.toHaveProperty('rndc');
});

test('a file that stands where a socket should be is none', async () => {
  const root = await host('stopped', []);
  await mkdir(root.file('run/haproxy'), { recursive: true });
  await cp(root.file('etc/haproxy/haproxy.cfg'), root.file('run/haproxy/admin.sock'));
  expect((await sourcesOf(root)).found).toEqual([]);
});

test('a path that cannot be looked at is said, and the rest is found', async () => {
  const root = await host('red-hat', []);
  await mkdir(root.file('etc/bind/named.conf'), { recursive: true });
  const { found, missing } = await sourcesOf(root);
  expect(missing).toContain('bind: /etc/bind/named.conf is not a regular file');
  expect(found).toContain('bind: statistics file /var/named/data/named_stats.txt');
});

test('what this user may not look at is told from what is not there', async () => {
  const root = await host('red-hat', []);
  const files = createHostFiles(root.path);
  const closed: HostFiles = {
    ...files,
    at: async (path) =>
      path.startsWith('/var/lib/haproxy/') || path.startsWith('/var/named/')
        ? { kind: 'unreadable', reason: `${path} may not be read by this user; grant it read access` }
        : files.at(path),
  };
  const { missing } = await discover(closed, ENVIRONMENT);
  expect(missing).toEqual([
    'haproxy: /var/lib/haproxy/stats may not be read by this user; grant it read access',
    'bind: /var/named/data/named_stats.txt may not be read by this user; grant it read access',
  ]);
});
