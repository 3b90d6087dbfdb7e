/**
 * Loading a query file of 5 million lines: seconds until it is ready, in a fresh process each round, and the most
 * memory of that process, Node.js included. Three kinds of file: plain, shuffled when loaded, and with expectations
 * that are kept.
 * usage: tsx bench/query-file.ts [LINES] [ROUNDS]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { loadQueries } from '../src/loadgen/queries/load-queries.ts';
import { openInput } from '../src/loadgen/queries/open-input.ts';
import { median } from './support/rounds.ts';

const MIB = 1024 * 1024;
const TYPES = ['A', 'AAAA', 'MX', 'TXT', 'A', 'HTTPS', 'PTR', 'TYPE65280'];

interface Round {
  readonly queries: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
}

/** In the fresh process. */
async function loadOnce(path: string, kind: string): Promise<Round> {
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const { pool } = await loadQueries(
    {
      files: [path],
      format: 'text',
      ignoreDirectives: false,
      segment: { index: 1, count: 1 },
      shuffle: kind === 'shuffled',
    },
    { queryClass: 1, prefixBytes: 0, keepExpectations: kind === 'expectations' },
    { open: (file) => openInput(file, () => process.stdin), warn: console.error },
  );
  const { user, system } = process.cpuUsage(cpu);
  return {
    queries: pool.count,
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMib: process.resourceUsage().maxRSS / 1024,
  };
}

async function writeQueryFile(path: string, lines: number, expectations: boolean): Promise<void> {
  const file = createWriteStream(path);
  for (let line = 0; line < lines; ) {
    let chunk = '';
    for (const stop = Math.min(lines, line + 10_000); line < stop; line += 1) {
      const expected = expectations ? ` = NOERROR 192.0.2.${line % 256}` : '';
      chunk += `host-${line}.zone-${line % 1000}.example.com ${TYPES[line % TYPES.length]}${expected}\n`;
    }
    if (!file.write(chunk)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

async function inFreshProcess(path: string, kind: string): Promise<Round> {
  const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, '--load', path, kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as Round;
}

async function compareKinds(lines: number, rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'query-file-'));
  try {
    const [plain, expecting] = [join(folder, 'plain.txt'), join(folder, 'expectations.txt')];
    await writeQueryFile(plain, lines, false);
    await writeQueryFile(expecting, lines, true);
    const kinds = [
      ['plain', plain],
      ['shuffled', plain],
      ['expectations', expecting],
    ] as const;
    for (const [kind, path] of kinds) {
      const results: Round[] = [];
      for (let round = 0; round < rounds; round += 1) results.push(await inFreshProcess(path, kind));
      print(kind, (await stat(path)).size / MIB, results);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function print(kind: string, mib: number, results: readonly Round[]): void {
  const seconds = results.map((round) => round.seconds);
  const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}`;
  const cpu = median(results.map((round) => round.cpuSeconds)).toFixed(2);
  const peak = Math.max(...results.map((round) => round.peakMib)).toFixed(0);
  console.log(
    `${kind.padEnd(14)} ${results[0]?.queries} queries, ${mib.toFixed(0)} MiB: ready in ${median(seconds).toFixed(2)} s` +
      ` (${range}, ${results.length} rounds), cpu ${cpu} s, at most ${peak} MiB of memory`,
  );
}

const [first, path = '', kind = ''] = process.argv.slice(2);
if (first === '--load') console.log(JSON.stringify(await loadOnce(path, kind)));
else await compareKinds(Number(first ?? 5_000_000), Number(process.argv[3] ?? 7));
