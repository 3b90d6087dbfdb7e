import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Collector } from '../../../src/exporter/collector.ts';
import {
  createKeepalivedCollector,
  type KeepalivedCollectorDeps,
} from '../../../src/exporter/collectors/keepalived.ts';
import type { KeepalivedSource } from '../../../src/exporter/config/config.ts';
import type { KeepalivedState } from '../../../src/model/keepalived.ts';
import { makeTempDir, type TempDir } from '../../integration/support/temp-dir.ts';

let directory: TempDir;
let path: string;
let warnings: string[];
const collectors: Collector<'keepalived'>[] = [];

beforeEach(async () => {
  directory = await makeTempDir('keepalived');
  path = directory.file('log');
  warnings = [];
});

afterEach(async () => {
  await Promise.all(collectors.splice(0).map((collector) => collector.close()));
  await directory.remove();
});

function collector(
  deps: Partial<KeepalivedCollectorDeps> = {},
  source: KeepalivedSource = { name: 'lb1', kind: 'log-file', path },
): Collector<'keepalived'> {
  const made = createKeepalivedCollector(source, {
    log: {
      info: () => undefined,
      warn: (_fields: unknown, message?: string) =>
        warnings.push(`${message}`.replaceAll(directory.path, '')),
    },
    explicit: true,
    ...deps,
    settings: { graceMs: 0, fifoIntervalMs: 5, checkpointIntervalMs: 5, ...deps.settings },
  });
  collectors.push(made);
  return made;
}

const entering = (state: string): string => `Fri Nov 20 09:42:15 2026: (VI_1) Entering ${state} STATE\n`;

async function stateOf(made: Collector<'keepalived'>): Promise<KeepalivedState> {
  const outcome = await made.collect(AbortSignal.timeout(10_000));
  if (outcome.kind !== 'ok') throw new Error(outcome.reason);
  return outcome.value;
}

async function transitionsOf(made: Collector<'keepalived'>): Promise<unknown> {
  const { instances } = await stateOf(made);
  return instances.map(({ name, state, transitions }) => ({ name, state, transitions }));
}

test('what is in the log at the start tells the state; what comes then is counted', async () => {
  writeFileSync(path, entering('BACKUP') + entering('MASTER'));
  const made = collector();
  expect(await transitionsOf(made)).toEqual([{ name: 'VI_1', state: 'MASTER', transitions: {} }]);
  appendFileSync(path, entering('FAULT') + entering('BACKUP'));
  expect(await transitionsOf(made)).toEqual([
    { name: 'VI_1', state: 'BACKUP', transitions: { FAULT: 1, BACKUP: 1 } },
  ]);
  expect(made).toMatchObject({ subsystem: 'keepalived', source: 'lb1', target: path });
});

test('whoever asks gets each line as it stands, and whether it was there before', async () => {
  writeFileSync(path, entering('BACKUP'));
  const heard: unknown[] = [];
  const made = collector({
    settings: { nowMs: () => 1_795_168_000_000 },
    onLine: ({ event }, text, seen) => heard.push([event?.kind, text, seen]),
  });
  await stateOf(made);
  appendFileSync(path, entering('MASTER'));
  await stateOf(made);
  const nowMs = 1_795_168_000_000;
  expect(heard).toEqual([
    ['vrrp-state', entering('BACKUP').trimEnd(), { isHistory: true, nowMs }],
    ['vrrp-state', entering('MASTER').trimEnd(), { isHistory: false, nowMs }],
  ]);
});

test('lines are consumed between scrapes', async () => {
  writeFileSync(path, entering('BACKUP'));
  const stateDirectory = directory.file('state');
  collector({ stateDirectory, settings: { soonestMs: 1, logIntervalMs: 5 } });
  const saved = (): string => readFileSync(`${stateDirectory}/keepalived-lb1.json`, 'utf8');
  await vi.waitFor(() => expect(saved()).toContain('"state":"BACKUP"'));
  appendFileSync(path, entering('MASTER') + entering('BACKUP'));
  await vi.waitFor(() => expect(saved()).toContain('"MASTER":1'));
});

test("other programs' lines in a syslog are counted, whoever leaves them out", async () => {
  writeFileSync(path, '');
  const made = collector();
  await stateOf(made);
  appendFileSync(
    path,
    [
      'Nov 20 09:47:31 lb1 sshd[7]: Accepted publickey for root',
      'Nov 20 09:47:32 lb1 systemd[1]: Started keepalived.service - Keepalive Daemon.',
      'Nov 20 09:47:32 lb1 Keepalived_vrrp[801]: (VI_1) Entering MASTER STATE',
      'Nov 20 09:47:32 lb1 Keepalived_vrrp[801]: a message of no version',
      '',
    ].join('\n'),
  );
  expect((await stateOf(made)).lines).toEqual({ parsed: 1, unmatched: 1, foreign: 2 });
});

test('a log that is not there is a failure, until it is', async () => {
  const made = collector();
  expect(await made.collect(AbortSignal.timeout(10_000))).toEqual({
    kind: 'failed',
    reason: `${path} does not exist`,
  });
  writeFileSync(path, entering('MASTER'));
  expect(await transitionsOf(made)).toEqual([{ name: 'VI_1', state: 'MASTER', transitions: { MASTER: 1 } }]);
});

test('a log that discovery found and that is not there any more is absent', async () => {
  expect(await collector({ explicit: false }).collect(AbortSignal.timeout(10_000))).toEqual({
    kind: 'absent',
    reason: `${path} does not exist`,
  });
});

test('a log that is a directory is a failure, found or configured', async () => {
  expect(
    await collector({ explicit: false }, { name: 'lb1', kind: 'log-file', path: directory.path }).collect(
      AbortSignal.timeout(10_000),
    ),
  ).toEqual({ kind: 'failed', reason: `${directory.path} is a directory, not a file` });
});

test('at the deadline it says that it still reads, and goes on', async () => {
  writeFileSync(path, entering('MASTER'));
  const made = collector();
  expect(await made.collect(AbortSignal.abort())).toEqual({
    kind: 'failed',
    reason: `${path} is still being read`,
  });
  expect(await transitionsOf(made)).toEqual([{ name: 'VI_1', state: 'MASTER', transitions: {} }]);
});

test('a line that cannot be read and one that is too long are problems, told once', async () => {
  writeFileSync(path, entering('MASTER'));
  const made = collector();
  await stateOf(made);
  const start = 'Fri Nov 20 09:42:15 2026: (VI_1) ';
  appendFileSync(path, `${start}${'x'.repeat(5_000)}\n${start}${'y'.repeat(70_000)}\n`);
  const outcome = await made.collect(AbortSignal.timeout(10_000));
  expect(outcome.kind === 'ok' && outcome.problems.kept.map(({ reason }) => reason)).toEqual([
    'the message has 5007 characters, which is more than 4096',
    'the message has 65510 characters, which is more than 4096',
    'a part of the line is missing: it is longer than 64 KiB, or was torn off',
  ]);
  expect(await made.collect(AbortSignal.timeout(10_000))).toMatchObject({ problems: { count: 0 } });
});

test('counting goes on after a restart, with what was written in between, once', async () => {
  const stateDirectory = directory.file('state');
  writeFileSync(path, entering('BACKUP'));
  const first = collector({ stateDirectory });
  await stateOf(first);
  appendFileSync(path, entering('MASTER'));
  await stateOf(first);
  await first.close();
  expect(statSync(`${stateDirectory}/keepalived-lb1.json`).mode & 0o777).toBe(0o600);

  appendFileSync(path, entering('BACKUP'));
  renameSync(path, `${path}.1`);
  writeFileSync(path, entering('MASTER'));
  const second = collector({ stateDirectory });
  await vi.waitFor(async () =>
    expect(await transitionsOf(second)).toEqual([
      { name: 'VI_1', state: 'MASTER', transitions: { MASTER: 2, BACKUP: 1 } },
    ]),
  );
  await second.close();

  const third = collector({ stateDirectory });
  expect(await transitionsOf(third)).toEqual([
    { name: 'VI_1', state: 'MASTER', transitions: { MASTER: 2, BACKUP: 1 } },
  ]);
  expect(warnings).toEqual([]);
});

test('killed between two checkpoints: what was read since the last one is counted once', async () => {
  const stateDirectory = directory.file('state');
  const checkpoint = `${stateDirectory}/keepalived-lb1.json`;
  writeFileSync(path, entering('BACKUP'));
  const killed = collector({ stateDirectory });
  await stateOf(killed);
  appendFileSync(path, entering('MASTER'));
  await stateOf(killed);
  await vi.waitFor(() => expect(readFileSync(checkpoint, 'utf8')).toContain('"MASTER":1'));
  copyFileSync(checkpoint, directory.file('earlier'));
  appendFileSync(path, entering('BACKUP') + entering('MASTER'));
  await stateOf(killed);
  await killed.close();

  copyFileSync(directory.file('earlier'), checkpoint);
  expect(await transitionsOf(collector({ stateDirectory }))).toEqual([
    { name: 'VI_1', state: 'MASTER', transitions: { MASTER: 2, BACKUP: 1 } },
  ]);
});

test('a log that was truncated while vipscope was down, without a copy', async () => {
  const stateDirectory = directory.file('state');
  writeFileSync(path, entering('BACKUP'));
  const first = collector({ stateDirectory });
  await stateOf(first);
  await first.close();
  truncateSync(path);
  appendFileSync(path, entering('FAULT'));
  expect(await transitionsOf(collector({ stateDirectory }))).toEqual([
    { name: 'VI_1', state: 'FAULT', transitions: { FAULT: 1 } },
  ]);
  expect(warnings).toEqual([
    'keepalived: lines may have been missed: what was read of /log up to byte 55 is in none of its files any more',
  ]);
});

test.each([
  ['', 'it is not JSON'],
  ['{"format":"vipscope', 'it is not JSON'],
  ['[]', 'at its top: Invalid input: expected object, received array'],
  ['{"format":"vipscope keepalived checkpoint","version":2}', 'at version: Invalid input: expected 1'],
  [
    '{"format":"vipscope keepalived checkpoint","version":1,"position":{"kind":"journal","unit":"u","cursor":7}}',
    'at position.cursor: Invalid input: expected string, received number',
  ],
])('a checkpoint that is damaged is told and done without: %s', async (text, reason) => {
  const stateDirectory = directory.path;
  writeFileSync(directory.file('keepalived-lb1.json'), text);
  writeFileSync(path, entering('MASTER'));
  expect(await transitionsOf(collector({ stateDirectory }))).toEqual([
    { name: 'VI_1', state: 'MASTER', transitions: {} },
  ]);
  expect(warnings).toEqual([
    `keepalived: /keepalived-lb1.json cannot be used, counters begin at 0: ${reason}`,
  ]);
});

test('a checkpoint with a state that is damaged', async () => {
  const stateDirectory = directory.path;
  writeFileSync(path, entering('MASTER'));
  const first = collector({ stateDirectory });
  await stateOf(first);
  await first.close();
  const checkpoint = directory.file('keepalived-lb1.json');
  writeFileSync(checkpoint, readFileSync(checkpoint, 'utf8').replace('"MASTER"', '"SLAVE"'));
  expect(await transitionsOf(collector({ stateDirectory }))).toEqual([
    { name: 'VI_1', state: 'MASTER', transitions: {} },
  ]);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^keepalived: \/keepalived-lb1\.json cannot be used, counters begin at 0: not a saved keepalived state at history\.instances\.0\.state: /,
    ),
  ]);
});

test('a checkpoint of another log under the same name is left alone', async () => {
  const stateDirectory = directory.file('state');
  writeFileSync(path, entering('MASTER'));
  const first = collector({ stateDirectory });
  await stateOf(first);
  appendFileSync(path, entering('FAULT'));
  await stateOf(first);
  await first.close();
  const other = directory.file('other');
  writeFileSync(other, entering('BACKUP'));
  const second = collector({ stateDirectory }, { name: 'lb1', kind: 'log-file', path: other });
  expect(await transitionsOf(second)).toEqual([{ name: 'VI_1', state: 'BACKUP', transitions: {} }]);
});

test('a state directory that cannot be written to is told once', async () => {
  writeFileSync(path, entering('MASTER'));
  const made = collector({ stateDirectory: path });
  await stateOf(made);
  await vi.waitFor(() => expect(warnings.length).toBeGreaterThan(0));
  appendFileSync(path, entering('BACKUP'));
  await stateOf(made);
  await made.close();
  expect(warnings).toEqual([
    "keepalived: the place in the log cannot be remembered: /log/keepalived-lb1.json: EEXIST: file already exists, mkdir '/log'",
  ]);
});

test('a notify FIFO: states and changes, and its counters outlive a restart', async () => {
  const stateDirectory = directory.file('state');
  const source = { name: 'lb1', kind: 'notify-fifo', path } as const;
  const made = collector({ stateDirectory }, source);
  expect(await made.collect(AbortSignal.timeout(10_000))).toEqual({
    kind: 'failed',
    reason: `${path} does not exist`,
  });
  execFileSync('mkfifo', [path]);
  await stateOf(made);
  const writer = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(writer, 'INSTANCE "VI_1" BACKUP 100\nINSTANCE "VI_1" MASTER 100\nno such line\n');
  closeSync(writer);
  expect(await stateOf(made)).toMatchObject({
    instances: [{ name: 'VI_1', state: 'MASTER', priority: 100, transitions: { BACKUP: 1, MASTER: 1 } }],
    lines: { parsed: 2, unmatched: 1, foreign: 0 },
  });
  await made.close();
  expect((await stateOf(collector({ stateDirectory }, source))).instances).toMatchObject([
    { name: 'VI_1', state: 'MASTER', transitions: { BACKUP: 1, MASTER: 1 } },
  ]);
});

test('dump files are read when they changed; one that cannot be read is a problem as long as that is so, and harms nothing', async () => {
  const fixtures = new URL('../../fixtures/keepalived/', import.meta.url);
  writeFileSync(path, entering('MASTER'));
  const dump = { data: directory.file('data'), stats: directory.file('stats'), json: directory.file('json') };
  copyFileSync(new URL('2.2.7-keepalived.data', fixtures), dump.data);
  writeFileSync(dump.json, '{"no":"dump"}');
  const made = collector({}, { name: 'lb1', kind: 'log-file', path, dump });
  const first = await made.collect(AbortSignal.timeout(10_000));
  expect(
    first.kind === 'ok' && first.problems.kept.map(({ reason }) => reason.replaceAll(directory.path, '')),
  ).toEqual([expect.stringMatching(/^\/json: not /), '/stats does not exist']);
  expect(first).toMatchObject({
    kind: 'ok',
    value: { dump: { instances: [{ name: 'VI_1' }, { name: 'VI_2' }] } },
  });

  copyFileSync(new URL('2.2.7-keepalived.stats', fixtures), dump.stats);
  const second = await made.collect(AbortSignal.timeout(10_000));
  expect(
    second.kind === 'ok' && second.problems.kept.map(({ reason }) => reason.replaceAll(directory.path, '')),
  ).toEqual([expect.stringMatching(/^\/json: not /)]);
  const counters = second.kind === 'ok' ? second.value.dump?.instances[0]?.counters : undefined;
  expect(counters?.get('become_master')).toBe('1');
});
