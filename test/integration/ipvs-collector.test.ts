// needs: ipvsadm
import { existsSync, readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIpvsCollector } from '../../src/exporter/collectors/ipvs.ts';
import type { IpvsSource } from '../../src/exporter/config/config.ts';
import { fixture } from '../support/fixture.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

/** Programs in the place of ipvsadm, started as processes; the kernel's files are recorded ones. */
let directory: TempDir;

beforeAll(async () => {
  directory = await makeTempDir('ipvs');
  const recorded = (name: string) => fixture('ipvs', 'linux-6.1-ipvsadm-1.31-all-kinds', name);
  await writeFile(directory.file('ip_vs'), recorded('proc-net-ip_vs.txt'));
  await writeFile(directory.file('ip_vs_stats'), recorded('proc-net-ip_vs_stats.txt'));
});

afterAll(() => directory.remove());

async function program(name: string, script: string): Promise<string> {
  const path = directory.file(name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

function collect(command: string, more: Partial<IpvsSource> = {}) {
  const collector = createIpvsCollector({
    source: 'ipvsadm',
    command: [command],
    procDirectory: directory.path,
    timeoutMs: 5000,
    maxBytes: 1_000_000,
    connectionLimit: 0,
    ...more,
  });
  return collector.collect(AbortSignal.timeout(20_000));
}

/** Not gone, and not a zombie whose parent has yet to ask for it. */
function isRunning(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !/\) Z/.test(readFileSync(path, 'utf8'));
}

test('an ipvsadm that hangs is killed at its deadline, with what it started', async () => {
  const pids = directory.file('pids');
  const path = await program('hang', `sleep 600 & echo $$ $! >> ${pids}; wait`);
  expect(await collect(path, { timeoutMs: 1000 })).toEqual({
    kind: 'failed',
    reason: `${path} -Ln did not answer in time`,
  });
  const started = (await readFile(pids, 'utf8')).trim().split(/\s+/).map(Number);
  expect(started.length).toBeGreaterThanOrEqual(2);
  await expect.poll(() => started.filter(isRunning), { timeout: 5000 }).toEqual([]);
});

test('auto reads /proc while ipvsadm hangs', async () => {
  const path = await program('hang-auto', 'exec sleep 600');
  expect(await collect(path, { source: 'auto', timeoutMs: 500 })).toMatchObject({
    kind: 'ok',
    value: { totals: { connections: 6 } },
    problems: {
      count: 1,
      kept: [{ reason: `${path} -Ln did not answer in time; read from ${directory.path} instead` }],
    },
  });
});

test('an ipvsadm that fails says why', async () => {
  const path = await program('fail', `echo "Can't initialize ipvs: Protocol not available" >&2; exit 2`);
  expect(await collect(path)).toEqual({
    kind: 'failed',
    reason: `${path} -Ln exited with status 2: Can't initialize ipvs: Protocol not available; the kernel module ip_vs is not loaded`,
  });
});

test('an ipvsadm that prints without end is stopped', async () => {
  const path = await program('endless', 'exec yes');
  expect(await collect(path)).toEqual({
    kind: 'failed',
    reason: expect.stringMatching(/^\/.*endless -Ln .*1000000 bytes/),
  });
});

test('an ipvsadm that is not there has failed where it was asked for', async () => {
  const path = directory.file('nothing');
  expect(await collect(path)).toEqual({ kind: 'failed', reason: `${path} is not installed or not in PATH` });
});
