// needs: journalctl, systemd-journal-remote, root
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Collector } from '../../src/exporter/collector.ts';
import { createKeepalivedCollector } from '../../src/exporter/collectors/keepalived.ts';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

/** Writes a journal out of the export format (systemd.io/JOURNAL_EXPORT_FORMATS); Debian's systemd-journal-remote. */
const JOURNAL_REMOTE = '/lib/systemd/systemd-journal-remote';
const BOOT = '0123456789abcdef0123456789abcdef';
const FIRST_MICROSECONDS = 1_793_000_000_000_000;

let directory: TempDir;
let journal: string;
let entries = 0;
const collectors: Collector<'keepalived'>[] = [];

beforeEach(async () => {
  directory = await makeTempDir('journal');
  journal = directory.file('system.journal');
  entries = 0;
});

afterEach(async () => {
  await Promise.all(collectors.splice(0).map((collector) => collector.close()));
  await directory.remove();
});

function entry(unit: string, message: Buffer): Buffer {
  entries += 1;
  const fields = [
    `__REALTIME_TIMESTAMP=${FIRST_MICROSECONDS + entries * 1_000_000}`,
    `__MONOTONIC_TIMESTAMP=${entries * 1_000_000}`,
    `_BOOT_ID=${BOOT}`,
    `_MACHINE_ID=${BOOT}`,
    '_HOSTNAME=lb1',
    `_SYSTEMD_UNIT=${unit}`,
    'SYSLOG_IDENTIFIER=Keepalived_vrrp',
    '_PID=801',
    // Of any bytes: with its length, in 64 bits
    'MESSAGE',
  ];
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(message.length));
  return Buffer.concat([Buffer.from(`${fields.join('\n')}\n`), length, message, Buffer.from('\n\n')]);
}

async function log(messages: readonly (string | Buffer)[], unit = 'keepalived.service'): Promise<void> {
  const exported = Buffer.concat(messages.map((message) => entry(unit, Buffer.from(message))));
  const file = directory.file('exported');
  writeFileSync(file, exported);
  const { code, stderr } = await runProgram([JOURNAL_REMOTE, '-o', journal, file]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

function follow(stateDirectory?: string): Collector<'keepalived'> {
  const collector = createKeepalivedCollector(
    {
      name: 'journal',
      kind: 'journal',
      unit: 'keepalived.service',
      command: ['journalctl', `--file=${journal}`],
    },
    {
      log: { info: () => undefined, warn: () => undefined },
      explicit: true,
      ...(stateDirectory !== undefined && { stateDirectory }),
      settings: { checkpointIntervalMs: 50 },
    },
  );
  collectors.push(collector);
  return collector;
}

/** journald's entries come by themselves, soon after they are written. */
function expectInstances(collector: Collector<'keepalived'>, instances: object[]): Promise<void> {
  return vi.waitFor(async () => {
    expect(await collector.collect(AbortSignal.timeout(10_000))).toMatchObject({
      kind: 'ok',
      value: { instances },
    });
  }, 20_000);
}

test('a real journal, read back and followed by the real journalctl', async () => {
  await log(['(VI_1) Entering BACKUP STATE', '(VI_1) Entering MASTER STATE']);
  await log(['(VI_1) Entering FAULT STATE'], 'other.service');
  const collector = follow();
  await expectInstances(collector, [{ name: 'VI_1', state: 'MASTER', transitions: {} }]);
  await log([
    '(VI_1) Entering FAULT STATE',
    Buffer.from([0x28, 0x56, 0xff, 0x29, 0x20]),
    '(VI_2) Entering BACKUP STATE',
  ]);
  await expectInstances(collector, [
    { name: 'VI_1', state: 'FAULT', transitions: { FAULT: 1 } },
    { name: 'VI_2', state: 'BACKUP', transitions: { BACKUP: 1 } },
  ]);
});

test('behind the cursor after a restart: what was written in between counts once', async () => {
  const stateDirectory = directory.file('state');
  await log(['(VI_1) Entering BACKUP STATE']);
  const first = follow(stateDirectory);
  await expectInstances(first, [{ name: 'VI_1', state: 'BACKUP', transitions: {} }]);
  await log(['(VI_1) Entering MASTER STATE']);
  await expectInstances(first, [{ name: 'VI_1', state: 'MASTER', transitions: { MASTER: 1 } }]);
  await first.close();
  expect(readFileSync(`${stateDirectory}/keepalived-journal.json`, 'utf8')).toContain('"cursor":"s=');

  await log(['(VI_1) Entering BACKUP STATE', '(VI_1) Entering MASTER STATE']);
  const second = follow(stateDirectory);
  await expectInstances(second, [{ name: 'VI_1', state: 'MASTER', transitions: { MASTER: 2, BACKUP: 1 } }]);
});

test('journalctl that cannot read the journal: its reason', async () => {
  const collector = follow();
  expect(await collector.collect(AbortSignal.timeout(10_000))).toEqual({
    kind: 'failed',
    reason:
      'journalctl for keepalived.service exited with status 1: Failed to open files: No such file or directory',
  });
});
