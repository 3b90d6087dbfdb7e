import { appendFileSync, chmodSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CSV, type FakeHaproxy, startFakeHaproxy } from './support/fake-haproxy.ts';
import { children, openDescriptors } from './support/leaks.ts';
import { runProgram } from './support/process.ts';
import { bySource, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const DUMP =
  '+++ Statistics Dump +++ (1700000000)\n++ Incoming Requests ++\n  7 QUERY\n--- Statistics Dump --- (1700000000)\n';
const TRANSITIONS = 'keepalived_vrrp_transitions_total{source="kept",iname="VI_1",state="MASTER"}';

let directory: TempDir;
let fake: FakeHaproxy;
let serving: ServingVipscope;

function entering(state: string): string {
  return `Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (VI_1) Entering ${state} STATE\n`;
}

/** The configuration with the sources named `kept`, and with others of every kind. */
function configure(...others: readonly string[]): void {
  const all = ['kept', ...others];
  writeFileSync(
    directory.file('v.yml'),
    JSON.stringify({
      state_directory: 'state',
      ipvs: {
        source: 'ipvsadm',
        command: [directory.file('ipvsadm')],
        timeout: all.length > 1 ? '2s' : '1s',
      },
      haproxy: all.map((name) => ({ name, url: `${fake.url}/;csv` })),
      bind: all.map((name) => ({
        name,
        stats_file: 'named.stats',
        ...(name !== 'kept' && { rndc: { command: ['sleep', '600'], interval: '1s' }, timeout: '600s' }),
      })),
      keepalived: [
        { name: 'kept', log_file: 'log' },
        ...others.flatMap((name) => [
          { name: `${name}-log`, log_file: 'log' },
          { name: `${name}-fifo`, notify_fifo: 'fifo' },
          { name: `${name}-journal`, journal: 'x.service', command: [directory.file('journalctl')] },
        ]),
      ],
    }),
  );
}

async function reload(): Promise<void> {
  const response = await fetch(`${serving.url}/-/reload`, { method: 'POST' });
  expect([response.status, await response.text()]).toEqual([200, 'Configuration reloaded.\n']);
}

beforeAll(async () => {
  directory = await makeTempDir('reload');
  fake = await startFakeHaproxy();
  writeFileSync(directory.file('named.stats'), DUMP);
  writeFileSync(directory.file('log'), '');
  for (const [name, script] of [
    ['ipvsadm', 'echo "IP Virtual Server version 1.2.1 (size=4096)"'],
    ['journalctl', 'case "$*" in *--follow*) exec sleep 600;; esac'],
  ] as const) {
    writeFileSync(directory.file(name), `#!/bin/sh\n${script}\n`);
    chmodSync(directory.file(name), 0o755);
  }
  await runProgram(['mkfifo', directory.file('fifo')]);
  configure();
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
});

afterAll(async () => {
  await serving?.stop();
  await fake?.stop();
  await directory?.remove();
});

test('sources come and go with reloads, and those that stay keep what they counted', async () => {
  await scrape(serving);
  appendFileSync(directory.file('log'), entering('MASTER'));
  await expect.poll(async () => (await scrape(serving)).get(TRANSITIONS)).toBe('1');

  configure('more');
  await reload();
  await expect
    .poll(async () => bySource(await scrape(serving), 'keepalived_up'))
    .toEqual({ kept: '1', 'more-log': '1', 'more-fifo': '1', 'more-journal': '1' });
  appendFileSync(directory.file('log'), entering('BACKUP') + entering('MASTER'));
  await expect.poll(async () => (await scrape(serving)).get(TRANSITIONS)).toBe('2');
  const both = await scrape(serving);
  expect(bySource(both, 'haproxy_up')).toEqual({ kept: '1', more: '1' });
  expect(bySource(both, 'bind_up')).toEqual({ kept: '1', more: '1' });
  expect(Number(both.get('vipscope_collections_total{collector="haproxy",source="kept"}'))).toBeGreaterThan(
    2,
  );

  configure();
  await reload();
  const samples = await scrape(serving);
  expect(samples.get(TRANSITIONS)).toBe('2');
  expect([...samples.keys()].filter((series) => series.includes('more'))).toEqual([]);
  expect((await serving.get('/')).text).not.toContain('more');
  expect((await serving.get('/config')).text).not.toContain('more');
});

test('fifty reloads that bring and take sources leave no descriptor, no process and no lost count', async () => {
  const pid = serving.pid;
  const settled = async (): Promise<number> => {
    await scrape(serving);
    await expect.poll(() => children(pid)).toEqual([]);
    // Connections and files of the last scrape are let go a moment later.
    await expect.poll(() => fake.open()).toBe(0);
    return openDescriptors(pid);
  };
  configure('more');
  await reload();
  configure();
  await reload();
  const before = await settled();
  for (let round = 0; round < 25; round += 1) {
    configure('more', 'other');
    await reload();
    await scrape(serving);
    expect(children(pid).length).toBeGreaterThan(0);
    appendFileSync(directory.file('log'), entering('MASTER'));
    configure();
    await reload();
  }
  await expect
    .poll(async () => Math.max(0, (await settled()) - before), { timeout: 10_000 })
    .toBeLessThanOrEqual(2);
  expect((await scrape(serving)).get(TRANSITIONS)).toBe('27');
});

test('a reload while a scrape waits answers both', async () => {
  fake.behave((socket) => setTimeout(() => socket.end(`HTTP/1.1 200 OK\r\n\r\n${CSV}`), 300));
  const connections = fake.connections();
  const scraping = scrape(serving);
  await expect.poll(() => fake.connections()).toBe(connections + 1);
  configure('more');
  await reload();
  configure();
  await Promise.all([reload(), reload(), reload()]);
  expect(bySource(await scraping, 'haproxy_up')).toEqual({ kept: '1' });
  expect(bySource(await scrape(serving), 'haproxy_up')).toEqual({ kept: '1' });
});
