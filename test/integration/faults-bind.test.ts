// needs: named, rndc
import {
  appendFile,
  chmod,
  copyFile,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningNamed, startNamed } from './support/named.ts';
import { runProgram } from './support/process.ts';
import { bySource, loggedAbout, problemsShown, reasonsShown, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'bind', '9.18-recursive-named.stats');
const ALL_UP = { file: '1', channel: '1', hanging: '1', failing: '1' };

let directory: TempDir;
let named: RunningNamed;
let stats: string;
let serving: ServingVipscope;

async function program(name: string, script: string): Promise<string> {
  const path = directory.file(name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

beforeAll(async () => {
  directory = await makeTempDir('faults-bind');
  named = await startNamed(directory, 'named', { options: 'recursion no;', zones: '' });
  stats = named.statsFile;
  await dump();
  await copyFile(FIXTURE, directory.file('hanging.stats'));
  await copyFile(FIXTURE, directory.file('failing.stats'));
  // It names its process, so that the test sees whether one is left behind, or two run at once.
  const hanging = await program('hanging', `echo $$ >> ${directory.file('pids')}; exec sleep 600`);
  const failing = await program('failing', 'echo "rndc: \'stats\' failed: not today" >&2; exit 1');
  const timeout = '1s';
  await writeFile(
    directory.file('v.yml'),
    JSON.stringify({
      // Only scrapes read, so that each is of what was done before it.
      view: { idle_interval: '1h' },
      ipvs: { source: 'off' },
      bind: [
        { name: 'file', stats_file: stats, timeout },
        { name: 'channel', statistics_channel: named.channelUrl, timeout },
        {
          name: 'hanging',
          stats_file: 'hanging.stats',
          rndc: { command: [hanging], interval: '1s' },
          timeout,
        },
        {
          name: 'failing',
          stats_file: 'failing.stats',
          rndc: { command: [failing], interval: '1s' },
          timeout,
        },
      ],
    }),
  );
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
});

afterAll(async () => {
  await serving?.stop();
  await named?.stop();
  await directory?.remove();
});

async function dump(): Promise<void> {
  const { code, stderr } = await runProgram([...named.rndc, 'stats']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  await vi.waitFor(async () =>
    expect(await readFile(stats, 'utf8')).toMatch(/--- Statistics Dump --- \(\d+\)\n$/),
  );
}

async function up(): Promise<Record<string, string>> {
  return bySource(await scrape(serving), 'bind_up');
}

async function running(): Promise<number[]> {
  const pids = (await readFile(directory.file('pids'), 'utf8')).trim().split('\n').map(Number);
  const states = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') gone')),
  );
  return pids.filter((_, index) => !/\) (?:Z|gone)/.test(states[index] ?? ''));
}

test('an rndc that hangs and one that fails leave the old dump, and are told once', async () => {
  const failed = `${directory.file('failing')} exited with status 1: rndc: 'stats' failed: not today`;
  const hung = `${directory.file('hanging')} did not answer in time`;
  await expect
    .poll(
      async () => {
        expect(await up()).toEqual(ALL_UP);
        expect((await running()).length).toBeLessThanOrEqual(1);
        return [loggedAbout(serving, 'hanging').at(-1), loggedAbout(serving, 'failing').at(-1)];
      },
      { timeout: 10_000 },
    )
    .toEqual([`bind: source read in part: ${hung}`, `bind: source read in part: ${failed}`]);
  await expect.poll(() => problemsShown(serving)).toEqual(expect.arrayContaining([failed, hung]));
  const told = serving.output().match(/source read in part/g)?.length;
  for (let round = 0; round < 3; round += 1) await scrape(serving);
  expect(serving.output().match(/source read in part/g)).toHaveLength(told ?? 0);
  expect(told).toBe(2);
});

test.each<readonly [string, () => Promise<unknown>, string]>([
  [
    'moved away',
    () => rename(stats, `${stats}.1`),
    'does not exist; named writes it when asked by "rndc stats"',
  ],
  ['a FIFO', () => runProgram(['mkfifo', stats]), 'is not a regular file'],
  ['a directory', () => rm(stats).then(() => runProgram(['mkdir', stats])), 'is a directory, not a file'],
  [
    'a link to itself',
    () => rm(stats, { recursive: true }).then(() => symlink(stats, stats)),
    'is a symbolic link that leads to itself',
  ],
  [
    'empty',
    () => rm(stats).then(() => writeFile(stats, '')),
    'is empty; named writes it when asked by "rndc stats"',
  ],
  [
    'of another program',
    () => writeFile(stats, 'hello\n'.repeat(1000)),
    'has no statistics dump; is it the statistics-file of named.conf?',
  ],
  [
    'of a dump that is never finished',
    () => writeFile(stats, '+++ Statistics Dump +++ (1)\n++ Incoming Requests ++\n'),
    'has no complete statistics dump: named is writing its first one, or was stopped while it did',
  ],
])('named.stats is %s: only this source is down, and says why', async (_what, spoil, reason) => {
  await spoil();
  for (let round = 0; round < 2; round += 1) expect(await up()).toEqual({ ...ALL_UP, file: '0' });
  await expect.poll(() => reasonsShown(serving)).toEqual([`${stats} ${reason}`]);
});

test('named.stats is written anew, cut in half, replaced: each time the last whole dump counts', async () => {
  await rm(stats);
  await dump();
  await dump();
  expect(await up()).toEqual(ALL_UP);
  const whole = await readFile(stats, 'utf8');
  const first = whole.indexOf('--- Statistics Dump ---');
  await truncate(stats, whole.lastIndexOf('++ Socket') + 5);
  const cut = await scrape(serving);
  expect(cut.get('bind_stats_dump_complete{source="file"}')).toBe('0');
  expect(cut.get('bind_stats_dump_timestamp_seconds{source="file"}')).toBe(
    /\((\d+)\)/.exec(whole.slice(first))?.[1],
  );
  await copyFile(FIXTURE, `${stats}.new`);
  await rename(`${stats}.new`, stats);
  expect((await scrape(serving)).get('bind_stats_dump_complete{source="file"}')).toBe('1');
  // What follows is no dump, and hurts none.
  await appendFile(stats, '\0\0\0garbage\xff\n');
  expect(await up()).toEqual(ALL_UP);
  expect(loggedAbout(serving, 'file')).toEqual([
    'bind: source read',
    `bind: source failed: ${stats} does not exist; named writes it when asked by "rndc stats"`,
    'bind: source read',
  ]);
});

test('named gone: its channel is down, its file is what it was', async () => {
  await named.stop();
  for (let round = 0; round < 2; round += 1) expect(await up()).toEqual({ ...ALL_UP, channel: '0' });
  expect(loggedAbout(serving, 'channel').slice(1)).toEqual([
    `bind: source failed: ${named.channelUrl}/json/v1 refused the connection; nothing listens there`,
  ]);
});

test('what rndc started ends with vipscope', async () => {
  await serving.stop();
  expect(serving.ended()).toBe(0);
  await expect.poll(running).toEqual([]);
});
