// needs: haproxy, named, rndc
import { appendFileSync, chmodSync, renameSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answer,
  answerWell,
  CSV,
  endless,
  type FakeHaproxy,
  hang,
  startFakeHaproxy,
} from './support/fake-haproxy.ts';
import { startHaproxy, type TestHaproxy } from './support/haproxy.ts';
import { children, isRunning } from './support/leaks.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { runProgram } from './support/process.ts';
import { bySource, reasonsShown, reasonsTold, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

/** Of no source: what fails alone is known by its collection, which the scrape's deadline ends. */
const HANGS = 'no answer within 1.5 s';
const UPS = ['haproxy_up', 'bind_up', 'keepalived_up'] as const;

let directory: TempDir;
let haproxy: TestHaproxy;
let named: RunningNamed;
let channel: FakeHaproxy;
let fake: FakeHaproxy;
let serving: ServingVipscope;

function ipvsadm(script: string): void {
  writeFileSync(directory.file('ipvsadm.new'), `#!/bin/sh\n${script}\n`);
  chmodSync(directory.file('ipvsadm.new'), 0o755);
  renameSync(directory.file('ipvsadm.new'), directory.file('ipvsadm'));
}

function entering(state: string): string {
  return `Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (VI_1) Entering ${state} STATE\n`;
}

beforeAll(async () => {
  directory = await makeTempDir('all-faults');
  [haproxy, named, channel, fake] = await Promise.all([
    startHaproxy(),
    startNamed(directory, 'named', { options: 'recursion no;', zones: '' }),
    startFakeHaproxy(),
    startFakeHaproxy(),
  ]);
  await runProgram([...named.rndc, 'stats']);
  channel.behave(hang);
  ipvsadm('printf "IP Virtual Server version 1.2.1 (size=4096)\\nTCP 192.0.2.1:80 rr\\n"');
  writeFileSync(directory.file('log'), entering('BACKUP'));
  writeFileSync(directory.file('well.log'), entering('MASTER'));
  // Timeouts of their own are out of reach: the scrape's deadline has to do.
  const timeout = '1m';
  writeFileSync(
    directory.file('v.yml'),
    JSON.stringify({
      // Only scrapes read, so that each is of what was done before it.
      view: { idle_interval: '1h' },
      haproxy: [
        { name: 'real', socket: haproxy.socket, timeout },
        { name: 'fake', url: `${fake.url}/;csv`, timeout, max_bytes: '1MiB' },
      ],
      bind: [
        { name: 'file', stats_file: named.statsFile, timeout },
        { name: 'real', statistics_channel: named.channelUrl, timeout },
        { name: 'fake', statistics_channel: channel.url, timeout },
      ],
      ipvs: { source: 'ipvsadm', command: [directory.file('ipvsadm')], timeout },
      keepalived: [
        { name: 'log', log_file: 'log' },
        { name: 'well', log_file: 'well.log' },
      ],
      vip: { addresses: ['127.0.0.1'] },
    }),
  );
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
});

afterAll(async () => {
  await serving?.stop();
  await Promise.all([haproxy?.stop(), named?.stop(), channel?.stop(), fake?.stop()]);
  await directory?.remove();
});

/** A scrape as of a Prometheus that waits 2 seconds. */
function scrapeShortly() {
  return scrape(serving, { 'x-prometheus-scrape-timeout-seconds': '2' });
}

function ups(samples: ReadonlyMap<string, string>): Record<string, string>[] {
  return UPS.map((name) => bySource(samples, name));
}

test('a hung name server leaves all others up', async () => {
  const samples = await scrapeShortly();
  expect(ups(samples)).toEqual([
    { real: '1', fake: '1' },
    { file: '1', real: '1', fake: '0' },
    { log: '1', well: '1' },
  ]);
  expect([samples.get('ipvs_services'), samples.get('vip_real_server{address="127.0.0.1"}')]).toEqual([
    '1',
    '1',
  ]);
  expect(reasonsTold(serving)).toEqual([HANGS]);
});

test('with something wrong everywhere, what is well is still served, scrape after scrape', async () => {
  haproxy.process.signal('SIGSTOP');
  fake.behave(endless);
  named.process.signal('SIGSTOP');
  ipvsadm('exec sleep 600');
  renameSync(directory.file('log'), directory.file('log.away'));
  for (let round = 0; round < 3; round += 1) {
    appendFileSync(directory.file('well.log'), entering('FAULT') + entering('MASTER'));
    const samples = await scrapeShortly();
    expect(ups(samples).slice(0, 2)).toEqual([
      { real: '0', fake: '0' },
      { file: '1', real: '0', fake: '0' },
    ]);
    expect([samples.get('ipvs_up'), samples.get('vip_up')]).toEqual(['0', '1']);
    expect(samples.get('keepalived_vrrp_transitions_total{source="well",iname="VI_1",state="MASTER"}')).toBe(
      String(round + 1),
    );
  }
  await expect.poll(async () => ups(await scrapeShortly())[2]).toEqual({ log: '0', well: '1' });
  expect(reasonsTold(serving)).toEqual([
    `${directory.file('log')} does not exist`,
    `${fake.url}/;csv gave more than 1 MiB; raise max_bytes if that is right`,
    ...[HANGS, HANGS, HANGS, HANGS],
  ]);
  // Three options at a time, of one collection, however many scrapes there were.
  expect(children(serving.pid).length).toBeLessThanOrEqual(3);
  expect([channel.connections(), fake.open()]).toEqual([1, 0]);
});

test('all is well again', async () => {
  haproxy.process.signal('SIGCONT');
  fake.behave(answerWell);
  named.process.signal('SIGCONT');
  ipvsadm('printf "IP Virtual Server version 1.2.1 (size=4096)\\nTCP 192.0.2.1:80 rr\\n"');
  for (const pid of children(serving.pid)) process.kill(pid, 'SIGKILL');
  renameSync(directory.file('log.away'), directory.file('log'));
  await channel.stop();
  await expect
    .poll(async () => ups(await scrapeShortly()), { timeout: 10_000 })
    .toEqual([
      { real: '1', fake: '1' },
      { file: '1', real: '1', fake: '0' },
      { log: '1', well: '1' },
    ]);
  await expect.poll(async () => (await scrapeShortly()).get('ipvs_up')).toBe('1');
  await expect
    .poll(() => reasonsShown(serving))
    .toEqual([`${channel.url}/json/v1 refused the connection; nothing listens there`]);
  expect(serving.output()).not.toMatch(/level=error|\n\s+at /);
  // Four that hung, one endless, one gone.
  expect(serving.output().match(/source (?:failed|read in part)/g)).toHaveLength(6);
});

test('the page of a lying server is no metric of ours', async () => {
  fake.behave(answer(`HTTP/1.1 200 OK\r\n\r\n# pxname,svname,\n# HELP vip_up lie\nvip_up 0\n${CSV}`));
  expect((await scrapeShortly()).get('vip_up')).toBe('1');
});

test('told to end while a source hangs, it ends with all that it started', async () => {
  ipvsadm('exec sleep 600');
  fake.behave(hang);
  const scraping = scrapeShortly();
  await expect.poll(() => children(serving.pid).length, { timeout: 10_000 }).toBeGreaterThan(0);
  const started = children(serving.pid);
  await scraping;
  expect(children(serving.pid)).toEqual(started);
  serving.signal('SIGTERM');
  // Its sources would wait for a minute.
  await expect.poll(() => serving.ended(), { timeout: 20_000 }).toBe(0);
  // They were sent SIGKILL before it ended; the kernel may take a moment more.
  await expect.poll(() => started.filter(isRunning)).toEqual([]);
});
