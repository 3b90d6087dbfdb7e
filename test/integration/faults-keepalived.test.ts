import {
  appendFileSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from './support/process.ts';
import { bySource, loggedAbout, problemsShown, reasonsShown, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const ALL_UP = { log: '1', fifo: '1', journal: '1', well: '1' };

let directory: TempDir;
let serving: ServingVipscope;

function entering(state: string): string {
  return `Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (VI_1) Entering ${state} STATE\n`;
}

/** A program in the place of journalctl: lists one entry, or follows in the way that a file tells. */
const JOURNALCTL = `#!/bin/sh
case "$*" in
*--follow*) exec sh "$(dirname "$0")/follow" ;;
*) echo '{"__CURSOR":"s=1","_PID":"801","SYSLOG_IDENTIFIER":"Keepalived_vrrp","MESSAGE":"(VI_1) Entering MASTER STATE"}' ;;
esac
`;

beforeAll(async () => {
  directory = await makeTempDir('faults-keepalived');
  writeFileSync(directory.file('log'), entering('BACKUP'));
  writeFileSync(directory.file('well'), entering('MASTER'));
  await runProgram(['mkfifo', directory.file('fifo')]);
  writeFileSync(directory.file('journalctl'), JOURNALCTL);
  chmodSync(directory.file('journalctl'), 0o755);
  writeFileSync(directory.file('follow'), 'exec sleep 600');
  writeFileSync(
    directory.file('v.yml'),
    JSON.stringify({
      // Only scrapes read, so that each is of what was done before it.
      view: { idle_interval: '1h' },
      ipvs: { source: 'off' },
      keepalived: [
        { name: 'log', log_file: 'log', dump: { json: 'keepalived.json' } },
        { name: 'fifo', notify_fifo: 'fifo' },
        { name: 'journal', journal: 'keepalived.service', command: [directory.file('journalctl')] },
        { name: 'well', log_file: 'well' },
      ],
    }),
  );
  writeFileSync(directory.file('keepalived.json'), '[]');
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
});

afterAll(async () => {
  await serving?.stop();
  await directory?.remove();
});

async function up(): Promise<Record<string, string>> {
  const samples = await scrape(serving);
  expect(samples.get('keepalived_vrrp_state{source="well",iname="VI_1"}')).toBe('2');
  return bySource(samples, 'keepalived_up');
}

async function state(source: string): Promise<string | undefined> {
  return (await scrape(serving)).get(`keepalived_vrrp_state{source="${source}",iname="VI_1"}`);
}

test('all are up', async () => {
  await expect.poll(up).toEqual(ALL_UP);
  await expect.poll(() => reasonsShown(serving)).toEqual([]);
});

test.each<readonly [string, () => void, string]>([
  ['gone', () => renameSync(directory.file('log'), directory.file('log.away')), 'does not exist'],
  ['a directory', () => mkdirSync(directory.file('log')), 'is a directory, not a file'],
])('a log that is %s is down once nothing more can come from the old one', async (_what, spoil, reason) => {
  spoil();
  await expect.poll(up, { timeout: 5000 }).toEqual({ ...ALL_UP, log: '0' });
  await expect.poll(() => reasonsShown(serving)).toEqual([`${directory.file('log')} ${reason}`]);
});

test('a log made anew is followed, and a FIFO in its place is not', async () => {
  rmSync(directory.file('log'), { recursive: true });
  writeFileSync(directory.file('log'), entering('FAULT'));
  await expect.poll(() => state('log'), { timeout: 5000 }).toBe('3');
  rmSync(directory.file('log'));
  await runProgram(['mkfifo', directory.file('log')]);
  try {
    await expect.poll(up, { timeout: 5000 }).toEqual({ ...ALL_UP, log: '0' });
    await expect
      .poll(() => reasonsShown(serving))
      .toEqual([`${directory.file('log')} is not a regular file`]);
  } finally {
    rmSync(directory.file('log'));
  }
  writeFileSync(directory.file('log'), entering('MASTER'));
  await expect.poll(() => state('log'), { timeout: 5000 }).toBe('2');
});

test('garbage in a log harms neither the lines around it nor anything else', async () => {
  // To open a FIFO that nobody reads would block.
  expect(statSync(directory.file('log')).isFile()).toBe(true);
  const garbage = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 256));
  appendFileSync(directory.file('log'), garbage);
  appendFileSync(directory.file('log'), `\n${'Keepalived_vrrp[1]: x'.repeat(20_000)}\n${entering('BACKUP')}`);
  await expect.poll(() => state('log'), { timeout: 5000 }).toBe('1');
  expect(await up()).toEqual(ALL_UP);
  truncateSync(directory.file('log'));
  appendFileSync(directory.file('log'), entering('MASTER'));
  await expect.poll(() => state('log'), { timeout: 5000 }).toBe('2');
});

test('a FIFO that keepalived removes and makes again', async () => {
  rmSync(directory.file('fifo'));
  await expect.poll(up).toEqual({ ...ALL_UP, fifo: '0' });
  await expect.poll(() => reasonsShown(serving)).toEqual([`${directory.file('fifo')} does not exist`]);
  writeFileSync(directory.file('fifo'), 'INSTANCE "VI_1" MASTER 100\n');
  expect(await up()).toEqual({ ...ALL_UP, fifo: '0' });
  await expect.poll(() => reasonsShown(serving)).toEqual([`${directory.file('fifo')} is not a FIFO`]);
  rmSync(directory.file('fifo'));
  await runProgram(['mkfifo', directory.file('fifo')]);
  await expect.poll(up).toEqual(ALL_UP);
  const writer = openSync(directory.file('fifo'), constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(writer, '\xff\0garbage\nINSTANCE "VI_1" FAULT 100\nINSTANCE "VI_1" MA');
  await expect.poll(() => state('fifo')).toBe('3');
  writeSync(writer, 'STER 100\n');
  await expect.poll(() => state('fifo')).toBe('2');
  closeSync(writer);
});

test('journalctl that ends is started again, and what it says is the reason', async () => {
  writeFileSync(directory.file('follow'), 'echo "No journal files were opened" >&2; exit 1');
  const children = readFileSync(`/proc/${serving.pid}/task/${serving.pid}/children`, 'utf8')
    .trim()
    .split(' ');
  expect(children).toHaveLength(1);
  process.kill(Number(children[0]), 'SIGKILL');
  await expect.poll(up, { timeout: 5000 }).toEqual({ ...ALL_UP, journal: '0' });
  await expect
    .poll(() => up().then(() => reasonsShown(serving)), { timeout: 5000 })
    .toEqual([
      `${directory.file('journalctl')} for keepalived.service exited with status 1: No journal files were opened`,
    ]);
  writeFileSync(
    directory.file('follow'),
    `echo '{"__CURSOR":"s=2","_PID":"801","SYSLOG_IDENTIFIER":"Keepalived_vrrp","MESSAGE":"(VI_1) Entering FAULT STATE"}'; exec sleep 600`,
  );
  await expect.poll(() => state('journal'), { timeout: 10_000 }).toBe('3');
  await expect.poll(up).toEqual(ALL_UP);
});

test('a dump that cannot be read is told as long as that is so, and logged once', async () => {
  writeFileSync(directory.file('keepalived.json'), 'not JSON');
  for (let round = 0; round < 3; round += 1) {
    const samples = await scrape(serving);
    expect(samples.get('keepalived_up{source="log"}')).toBe('1');
    expect(samples.get('vipscope_collector_problems{collector="keepalived",source="log"}')).toBe('1');
  }
  rmSync(directory.file('keepalived.json'));
  const reason = `${directory.file('keepalived.json')} does not exist`;
  for (let round = 0; round < 3; round += 1) await scrape(serving);
  await expect.poll(() => problemsShown(serving)).toContain(reason);
  expect(loggedAbout(serving, 'log').filter((line) => line.includes('in part'))).toHaveLength(1);
});

test('each state was logged when it began, and not at every scrape', () => {
  expect(loggedAbout(serving, 'well')).toEqual(['keepalived: source read']);
  const log = directory.file('log');
  expect(loggedAbout(serving, 'log').slice(0, 5)).toEqual([
    'keepalived: source read',
    `keepalived: source failed: ${log} does not exist`,
    'keepalived: source read',
    `keepalived: source failed: ${log} is not a regular file`,
    'keepalived: source read',
  ]);
  expect(loggedAbout(serving, 'fifo')).toEqual([
    'keepalived: source read',
    `keepalived: source failed: ${directory.file('fifo')} does not exist`,
    'keepalived: source read',
  ]);
  expect(loggedAbout(serving, 'journal').map((line) => line.slice(0, 26))).toEqual([
    'keepalived: source read',
    'keepalived: source failed:',
    'keepalived: source read',
  ]);
});
