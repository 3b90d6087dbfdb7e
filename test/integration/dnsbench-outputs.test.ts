// needs: promtool, prometheus
import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
import type { RunResult } from '../../src/loadgen/result/run-result.ts';
import {
  accounted,
  addressQueries,
  dnsbench,
  type RunningDnsbench,
  runDnsbench,
  seen,
  serverOf,
  startDnsbench,
} from './support/dnsbench.ts';
import { freePort } from './support/free-port.ts';
import { runProgram } from './support/process.ts';
import { startPrometheus } from './support/prometheus.ts';
import { samplesOf } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

let directory: TempDir;
let responder: RunningResponder;
let running: RunningDnsbench | undefined;

beforeAll(async () => {
  directory = await makeTempDir('outputs');
  responder = await startResponder();
  await writeFile(directory.file('queries'), addressQueries(100));
});

afterEach(async () => {
  running?.kill();
  await running?.finished;
  running = undefined;
  await responder.setFaults({});
});

afterAll(async () => {
  await responder?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [
  ...serverOf(responder),
  '-d',
  directory.file('queries'),
  ...args,
];

const read = (name: string): string => readFileSync(directory.file(name), 'utf8');
const resultIn = (name: string): RunResult => accounted(fromJson(read(name), name));

describe('one run', () => {
  let printed = '';
  let result: RunResult;

  beforeAll(async () => {
    await responder.setFaults({ loss: { every: 20 } });
    const files = ['json', 'csv', 'html'].map((name) => `--${name}=${directory.file(`run.${name}`)}`);
    const histogram = ['-H', directory.file('run.histogram'), '-r', '500', '-u', '200'];
    const { code, stdout, stderr } = await runDnsbench(
      load('--rate=400', '-l', '1.5', '-t', '0.3', '--interval=0.25', ...files, ...histogram),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    printed = stdout;
    result = resultIn('run.json');
  });

  test('the report is on standard output, whatever files there are', () => {
    expect(printed).toContain(`  Queries sent:         ${result.totals.sent} queries\n`);
    expect(printed).toContain(`  Queries per second:   ${result.qps.toFixed(6)} qps\n`);
  });

  test('--csv: a row for each interval, which add up to what was counted', () => {
    const rows: Record<string, string>[] = parse(read('run.csv'), { columns: true });
    expect(rows).toHaveLength(result.intervals.length);
    expect(rows.length).toBeGreaterThanOrEqual(6);
    const sum = (column: string): number => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(sum('sent_queries')).toBe(result.totals.sent);
    expect(sum('answered_queries')).toBe(result.totals.answered);
    expect(sum('timed_out_queries')).toBe(result.totals.timedOut);
    expect(sum('NOERROR_answers')).toBe(result.totals.answered);
  });

  test('--html: one page with the figures, and nothing that it needs from elsewhere', () => {
    const page = read('run.html');
    expect(page).toMatch(/^<!doctype html>\n/);
    expect(page).toMatch(/<\/html>\n$/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain(result.settings.address);
    expect(page.match(/<(?:link|img|iframe|object|embed)\b|<script[^>]*\ssrc=|@import|url\(/g)).toBeNull();
  });

  test('-H: a line for each bucket, all answers in them', () => {
    const lines = read('run.histogram').trimEnd().split('\n');
    expect(lines).toHaveLength(500);
    expect(lines[0]).toMatch(/^100\.000000 \d+\.\d{3}$/);
    expect(lines[499]).toMatch(/^99900\.000000 \d+\.\d{3}$/);
    const percent = lines.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
    expect(Math.abs(percent - 100)).toBeLessThan(0.5);
  });

  test('report shows it again, the same to the line', async () => {
    const again = await runDnsbench(['report', directory.file('run.json')]);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    const statistics = (text: string): string => text.slice(text.indexOf('Statistics:'));
    expect(statistics(again.stdout)).toBe(statistics(printed));
  });
});

describe('instead of the report', () => {
  test('--ndjson: a header, an object for each interval, and the sum', async () => {
    const { code, stdout } = await runDnsbench(load('--runs=3', '--ndjson'));
    expect(code).toBe(0);
    const objects = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const types = objects.map(({ type }) => type);
    expect(types[0]).toBe('header');
    expect(new Set(types.slice(1, -1))).toEqual(new Set(['stats_periodic']));
    expect(objects.at(-1)).toMatchObject({
      type: 'stats_sum',
      queries: 300,
      responses: 300,
      timeouts: 0,
      interrupted: 0,
      response_rcodes: { NOERROR: 300 },
    });
    expect(new Set(objects.map(({ runid }) => runid)).size).toBe(1);
  });

  test('--qps-only: one number', async () => {
    const { code, stdout, stderr } = await runDnsbench(load('--qps-only'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+\.\d{6}\n$/);
  });

  test('--json: one line', async () => {
    const { code, stdout } = await runDnsbench(load('--json'));
    expect(code).toBe(0);
    expect(stdout.match(/\n/g)).toHaveLength(1);
    expect(seen(accounted(fromJson(stdout, 'stdout')))).toMatchObject({ sent: 100, answered: 100 });
  });
});

test('--metrics: Prometheus scrapes a run while it lasts, and promtool has nothing to say', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const prometheus = await startPrometheus(directory, [address]);
  try {
    const before = (await responder.stats()).received;
    running = startDnsbench(...load('--rate=500', '-l', '60', '--metrics', address, '--json'));
    const value = async (query: string): Promise<number> =>
      Number((await prometheus.query(query))[0]?.value ?? 0);
    await expect.poll(() => value('dnsbench_queries_sent_total')).toBeGreaterThan(500);
    expect(await value('sum(dnsbench_answers_total{rcode="NOERROR"})')).toBeGreaterThan(0);
    const page = await (await fetch(`http://${address}/metrics`)).text();
    expect(await runProgram(['promtool', 'check', 'metrics'], page)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const sent = Number(samplesOf(page).get('dnsbench_queries_sent_total'));
    running.signal('SIGINT');
    const { code, stdout } = await running.finished;
    const result = accounted(fromJson(stdout, 'stdout'));
    expect(code).toBe(130);
    expect(sent).toBeGreaterThan(500);
    expect(result.totals.sent).toBeGreaterThanOrEqual(sent);
    expect(result.totals.sent).toBe((await responder.stats()).received - before);
  } finally {
    await prometheus.stop();
  }
});

describe('--fail-on', () => {
  test.each([
    ['timedOut>4', 1, 'dnsbench: timedOut is 5, which breaks timedOut>4\n'],
    ['loss>=5%,qps<1', 1, 'dnsbench: loss is 5 %, which breaks loss>=5%\n'],
    ['timedOut>5,loss>5%,rcode:SERVFAIL>0%', 0, ''],
    [
      'loss>1%,sent<101',
      1,
      'dnsbench: loss is 5 %, which breaks loss>1%\ndnsbench: sent is 100, which breaks sent<101\n',
    ],
  ])('%s: exit status %i', async (bounds, status, lines) => {
    await responder.setFaults({ loss: { every: 20 } });
    const { code, stdout, stderr } = await runDnsbench(load('-t', '0.3', '--fail-on', bounds));
    expect({ code, stderr }).toEqual({ code: status, stderr: lines });
    expect(stdout).toContain('  Queries lost:         5 queries\n');
  });
});

describe('results of several runs', () => {
  test('two hosts, a part of the file each, from one moment on: merged they are the whole', async () => {
    const start = ['--start-at', String(Date.now() / 1000 + 1.5), '--rate=200', '--workers=2', '-l', '1'];
    const runs = ['1/2', '2/2'].map((segment, index) =>
      runDnsbench(load('--segment', segment, ...start, `--json=${directory.file(`part${index}.json`)}`)),
    );
    for (const { code, stderr } of await Promise.all(runs))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first, second] = [resultIn('part0.json'), resultIn('part1.json')];
    expect([first.settings.queries, second.settings.queries]).toEqual([50, 50]);
    const parts = ['part0.json', 'part1.json'].map((name) => directory.file(name));
    const { code, stdout, stderr } = await runDnsbench(['merge', ...parts, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const merged = accounted(fromJson(stdout, 'stdout'));
    expect(merged.totals.sent + merged.totals.notSent).toBe(400);
    expect(merged.totals.answered).toBe(first.totals.answered + second.totals.answered);
    expect(merged.latency.count).toBe(merged.totals.answered);
    expect(merged.latency.maxSeconds).toBe(Math.max(first.latency.maxSeconds, second.latency.maxSeconds));
    expect(merged.workers).toHaveLength(4);
    expect(merged.qps).toBeCloseTo(first.qps + second.qps, 6);
    const text = await runDnsbench(['merge', ...parts]);
    expect(text.stdout.match(/Queries per second/g)).toHaveLength(1);
    expect(text.stdout).toContain(`  Queries sent:         ${merged.totals.sent} queries\n`);
  });

  test('report: two side by side', async () => {
    for (const [name, runs] of [
      ['a.json', '--runs=1'],
      ['b.json', '--runs=3'],
    ] as const)
      expect((await runDnsbench(load(runs, `--json=${directory.file(name)}`))).code).toBe(0);
    const files = [directory.file('a.json'), directory.file('b.json')];
    const { code, stdout, stderr } = await runDnsbench(['report', ...files]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}queries sent +100 +300 +\+200 %/m);
    expect(stdout).toMatch(/^ {2}queries answered +100 +300 +\+200 %/m);
  });

  test('a file that is no result', async () => {
    await writeFile(directory.file('broken.json'), '{"version":1}');
    const file = directory.file('broken.json');
    const { code, stdout, stderr } = await runDnsbench(['merge', file, file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^dnsbench: \S+broken\.json: is not a result that dnsbench --json has written: [^\n]+\n$/,
    );
  });
});

describe('where nothing can be written', () => {
  test.each([
    ['--json=/dev/full', '--json'],
    ['--csv=/dev/full', '--csv'],
    ['--html=/dev/full', '--html'],
    ['-H/dev/full', '-H'],
  ])('%s: one line, and the report as ever', async (option, name) => {
    const { code, stdout, stderr } = await runDnsbench(load(option));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `dnsbench: ${name} /dev/full cannot be written: ENOSPC: no space left on device, write\n`,
    });
    expect(stdout).toContain('  Queries completed:    100 queries\n');
    expect(stdout).toContain('  Queries per second:   ');
  });

  test('one file that cannot be written is no harm to the others', async () => {
    const file = directory.file('beside.json');
    const { code, stderr } = await runDnsbench(
      load('--csv=/nope/run.csv', `--json=${file}`, '--html=/dev/full'),
    );
    expect(code).toBe(1);
    expect(stderr.split('\n').map((line) => line.slice(0, 40))).toEqual([
      'dnsbench: --csv /nope/run.csv cannot be ',
      'dnsbench: --html /dev/full cannot be wri',
      '',
    ]);
    expect(resultIn('beside.json').totals.answered).toBe(100);
  });

  test('a disk that is full for standard output is told, and files are written all the same', async () => {
    const file = directory.file('kept.json');
    const script = 'exec "$@" > /dev/full';
    const args = load('--qps-only', `--json=${file}`);
    expect(await runProgram(['sh', '-c', script, 'sh', ...dnsbench(...args)])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'dnsbench: cannot write the output: ENOSPC: no space left on device, write\n',
    });
    expect(statSync(file).size).toBeGreaterThan(1000);
  });

  test('a reader that has enough ends it without a word', async () => {
    const script = '"$@" | head -n 2; echo $PIPESTATUS';
    const { stdout, stderr } = await runProgram([
      'bash',
      '-c',
      script,
      'bash',
      ...dnsbench(...load('-l', '1')),
    ]);
    expect({ stdout, stderr }).toEqual({
      stdout: '\nDNS Query Performance Testing Tool\n1\n',
      stderr: '',
    });
  });
});
