/**
 * The last dump of a named.stats of 2 GiB: time and memory of one collection, each in a process of its own, since
 * the first one counts. Linux only: the peak of resident memory is reset by /proc/self/clear_refs (proc(5)).
 * usage: tsx bench/bind-stats-file.ts [ROUNDS]
 */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBindCollector } from '../src/exporter/collectors/bind.ts';

const FIXTURES = join(import.meta.dirname, '../test/fixtures/bind');
const SIZE_BYTES = 2 ** 31;
const MEBIBYTE = 2 ** 20;
/** What sets one collection's process apart from the one that starts them. */
const CHILD_FLAG = '--collect';

interface Measured {
  readonly ms: number;
  readonly peakMiB: number;
  readonly outcome: string;
}

async function collectOnce(path: string): Promise<Measured> {
  const collector = createBindCollector({
    kind: 'stats-file',
    name: 'bench',
    path,
    timeoutMs: 10_000,
    zones: true,
  });
  writeFileSync('/proc/self/clear_refs', '5');
  const beforeKiB = statusKiB('VmRSS');
  const startedMs = performance.now();
  const outcome = await collector.collect(AbortSignal.timeout(10_000));
  const ms = performance.now() - startedMs;
  const peakMiB = (statusKiB('VmHWM') - beforeKiB) / 1024;
  await collector.close();
  return { ms, peakMiB, outcome: outcome.kind === 'ok' ? 'ok' : outcome.reason.replace(path, 'named.stats') };
}

function statusKiB(field: string): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
}

function inOwnProcess(path: string): Measured {
  const argv = [...process.execArgv, import.meta.filename, CHILD_FLAG, path];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })) as Measured;
}

function middle(figures: readonly number[]): string {
  const sorted = [...figures].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? Number.NaN;
  return `${median.toFixed(1)} (${sorted[0]?.toFixed(1)} to ${sorted.at(-1)?.toFixed(1)})`;
}

/** Each file is a hole of almost 2 GiB and then what is named. */
function makeFiles(directory: string): readonly (readonly [what: string, path: string])[] {
  const dumps = readFileSync(join(FIXTURES, '9.18-recursive-named.stats'));
  const unfinished = readFileSync(join(FIXTURES, 'reconstructed-9.21.25-named.stats')).subarray(0, 5000);
  const file = (name: string, ends: readonly Buffer[]): string => {
    const path = join(directory, name);
    writeFileSync(path, '');
    truncateSync(path, SIZE_BYTES - ends.reduce((sum, { length }) => sum + length, 0));
    for (const end of ends) appendFileSync(path, end);
    return path;
  };
  const manyZones = join(directory, 'zones');
  writeFileSync(manyZones, '');
  truncateSync(manyZones, SIZE_BYTES);
  const descriptor = openSync(manyZones, 'a');
  writeSync(descriptor, '+++ Statistics Dump +++ (1)\n++ Per Zone Query Statistics ++\n');
  for (let zone = 0; zone < 10_000; zone += 1) {
    writeSync(descriptor, `[zone${zone}.example.com]\n${`${zone + 1} responses sent`.padStart(35)}\n`);
  }
  writeSync(descriptor, '--- Statistics Dump --- (1)\n');
  closeSync(descriptor);
  return [
    ['two dumps at the end', file('end', [dumps])],
    ['a dump being written behind them', file('torn', [dumps, unfinished])],
    ['30 MiB of something else behind them', file('far', [dumps, Buffer.alloc(30 * MEBIBYTE, 'x\n')])],
    ['no dump in the last 64 MiB', file('none', [dumps, Buffer.alloc(65 * MEBIBYTE, 'x\n')])],
    ['a dump of 10,000 zones', manyZones],
  ];
}

if (process.argv[2] === CHILD_FLAG) {
  process.stdout.write(JSON.stringify(await collectOnce(process.argv[3] ?? '')));
} else {
  const rounds = Number(process.argv[2] ?? 11);
  const directory = mkdtempSync(join(tmpdir(), 'vipscope-bench-'));
  try {
    for (const [what, path] of makeFiles(directory)) {
      const measured = Array.from({ length: rounds }, () => inOwnProcess(path));
      process.stdout.write(
        `${what}: ${middle(measured.map(({ ms }) => ms))} ms, ` +
          `${middle(measured.map(({ peakMiB }) => peakMiB))} MiB, ${measured[0]?.outcome}\n`,
      );
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}
