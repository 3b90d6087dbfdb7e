// needs: root
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { answer, CSV, startFakeHaproxy } from './support/fake-haproxy.ts';
import { scrape } from './support/scrape.ts';
import { type TempDir, withTempDir } from './support/temp-dir.ts';
import { serveVipscopeBy } from './support/vipscope.ts';

// Root, for a mount namespace in which the host's own files are out of sight.
const PRIVATE = ['unshare', '--mount', '--propagation', 'private'];

/** Directories of the host, and which of the test's own covers each of them. */
const COVERS = [
  ['/etc/haproxy', 'etc'],
  ['/etc/bind', 'etc'],
  ['/var/log', 'log'],
  ['/run', 'run'],
  ['/var/cache/bind', 'cache'],
] as const;

function covers(directory: TempDir): string[] {
  return COVERS.map(([path, own]) => `[ ! -d ${path} ] || mount --bind ${directory.file(own)} ${path}`);
}

test('without a configuration it serves what the host has, says what that is, and looks again on SIGHUP', async () => {
  await withTempDir('host', async (directory) => {
    for (const name of ['etc', 'log', 'run', 'cache']) await mkdir(directory.file(name));
    const haproxy = await startFakeHaproxy(directory.file('run/admin.sock'));
    haproxy.behave(answer(`Name: HAProxy\n\n${CSV}\n`));
    await writeFile(
      directory.file('log/keepalived.log'),
      'Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (VI_1) Entering MASTER STATE\n',
    );
    await writeFile(directory.file('etc/haproxy.cfg'), `global\n  stats socket /run/admin.sock\n`);
    const serving = await serveVipscopeBy(
      [...PRIVATE, 'sh', '-c', `${covers(directory).join('; ')}; exec "$@"`, 'sh'],
      'serve',
    );
    try {
      expect(serving.output()).toContain(
        'msg="found on this host" found="haproxy: socket /run/admin.sock"\n',
      );
      expect(serving.output()).toContain('found="keepalived: log /var/log/keepalived.log"\n');
      expect(serving.output()).toMatch(/msg="not found on this host" missing="bind: /);
      const samples = await scrape(serving);
      expect(samples.get('haproxy_up{source="local"}')).toBe('1');
      expect(samples.get('keepalived_vrrp_state{source="local",iname="VI_1"}')).toBe('2');

      await writeFile(directory.file('etc/named.conf'), 'options { directory "/var/cache/bind"; };\n');
      await writeFile(
        directory.file('cache/named.stats'),
        '+++ Statistics Dump +++ (1)\n++ Incoming Requests ++\n  7 QUERY\n--- Statistics Dump --- (1)\n',
      );
      serving.signal('SIGHUP');
      await expect
        .poll(async () =>
          (await scrape(serving)).get('bind_incoming_requests_total{source="local",opcode="QUERY"}'),
        )
        .toBe('7');
      expect(serving.output()).toContain('found="bind: statistics file /var/cache/bind/named.stats"\n');
    } finally {
      await serving.stop();
      await haproxy.stop();
    }
  });
});
