import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assembleResult } from '../../../src/loadgen/result/assemble.ts';
import { createIntervalRecorder } from '../../../src/loadgen/result/interval-recorder.ts';
import { mergeResults } from '../../../src/loadgen/result/merge.ts';
import type { RunResult } from '../../../src/loadgen/result/run-result.ts';
import type { WorkerStats } from '../../../src/loadgen/stats/worker-stats.ts';
import { PLAIN_RESULT, plainResult } from '../support/plain-result.ts';
import { answer, newWorker, timeOut } from '../support/worker-counts.ts';

/** Each run is of three seconds of whole histograms: a twentieth of what a parser gets. */
const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

/** What one worker got in one second: latencies in nanoseconds by rcode, and queries without an answer. */
interface Second {
  readonly answers: readonly (readonly [rcode: number, latencyNs: number])[];
  readonly timedOut: number;
}

/** A run of as many seconds as the workers have, each of them with a part of the work. */
function run(parts: readonly (readonly Second[])[], changes: Partial<RunResult> = {}): RunResult {
  const workers = parts.map(() => newWorker());
  const recorder = createIntervalRecorder(workers);
  const seconds = Math.max(...parts.map((part) => part.length));
  for (let second = 0; second < seconds; second += 1) {
    workers.forEach((worker, at) => {
      work(worker, parts[at]?.[second]);
    });
    recorder.record(second, second + 1);
  }
  const result = assembleResult({
    version: '0.1.0',
    runId: 'run-1',
    host: 'lab1.example',
    startedAtSeconds: 1_575_731_758,
    windowSeconds: seconds,
    drainSeconds: 0,
    endedBy: 'time-limit',
    passes: 1,
    settings: PLAIN_RESULT.settings,
    intervals: recorder.intervals(),
    warnings: [],
    mismatches: [],
    workers: workers.map((stats) => ({ stats, cpuSeconds: 0, runQueueWaitSeconds: 0 })),
  });
  return { ...result, ...changes };
}

function work(worker: WorkerStats, second: Second | undefined): void {
  for (const [rcode, latencyNs] of second?.answers ?? []) answer(worker, latencyNs, rcode);
  for (let n = 0; n < (second?.timedOut ?? 0); n += 1) timeOut(worker);
}

const SECONDS = 3;
const part = fc.array(
  fc.record({
    answers: fc.array(
      fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 1_000, max: 2_000_000_000 })),
      { maxLength: 5 },
    ),
    timedOut: fc.nat(3),
  }),
  { minLength: SECONDS, maxLength: SECONDS },
);

test('the merge of the parts of a run is the run', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 2, maxLength: 4 }), (parts) => {
      const whole = run(parts);
      const merged = mergeResults(parts.map((one, at) => run([one], { runId: `part-${at}` })));
      expect(merged.totals).toEqual(whole.totals);
      expect(merged.rcodes).toEqual(whole.rcodes);
      expect(merged.lossRatio).toBe(whole.lossRatio);
      expect(merged.windowSeconds).toBe(whole.windowSeconds);
      expect(merged.qps).toBeCloseTo(whole.qps, 9);
      expect(merged.latency.percentilesSeconds).toEqual(whole.latency.percentilesSeconds);
      expect(merged.latency.minSeconds).toBe(whole.latency.minSeconds);
      expect(merged.latency.maxSeconds).toBe(whole.latency.maxSeconds);
      expect(merged.latency.buckets).toEqual(whole.latency.buckets);
      expect(merged.latency.meanSeconds).toBeCloseTo(whole.latency.meanSeconds, 9);
      expect(merged.latency.standardDeviationSeconds).toBeCloseTo(whole.latency.standardDeviationSeconds, 6);
      expect(merged.intervals.map(({ buckets, sent, rcodes }) => ({ buckets, sent, rcodes }))).toEqual(
        whole.intervals.map(({ buckets, sent, rcodes }) => ({ buckets, sent, rcodes })),
      );
      for (const [name, latency] of Object.entries(whole.latencyByRcode)) {
        expect(merged.latencyByRcode[name]?.buckets).toEqual(latency.buckets);
      }
      expect(merged.warnings).toEqual([]);
    }),
    { numRuns: Math.ceil(RUNS / 20) },
  );
}, 600_000);

test('the order of the runs does not matter', () => {
  const runs = fc.array(fc.tuple(part, fc.constantFrom(0, 0.3, 1.5, 60)), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(runs, (all) => {
      const results = all.map(([one, late], at) =>
        run([one], { runId: `part-${at}`, startedAtSeconds: 1_575_731_758 + late }),
      );
      expect(mergeResults(results.toReversed())).toEqual(mergeResults(results));
    }),
    { numRuns: Math.ceil(RUNS / 20) },
  );
}, 600_000);

test('a merge of merges is the merge of all', () => {
  fc.assert(
    fc.property(part, part, part, (a, b, c) => {
      const results = [a, b, c].map((one, at) => run([one], { runId: `part-${at}`, hosts: [`lab${at}`] }));
      const [first, ...others] = results;
      if (first === undefined) throw new Error('there are three');
      const stepwise = mergeResults([first, mergeResults(others)]);
      const atOnce = mergeResults(results);
      expect(stepwise.totals).toEqual(atOnce.totals);
      expect(stepwise.rcodes).toEqual(atOnce.rcodes);
      expect(stepwise.hosts).toEqual(atOnce.hosts);
      expect(stepwise.workers).toEqual(atOnce.workers);
      expect(stepwise.latency.buckets).toEqual(atOnce.latency.buckets);
      expect(stepwise.latency.percentilesSeconds).toEqual(atOnce.latency.percentilesSeconds);
      expect(stepwise.intervals.map(({ buckets }) => buckets)).toEqual(
        atOnce.intervals.map(({ buckets }) => buckets),
      );
    }),
    { numRuns: Math.ceil(RUNS / 20) },
  );
}, 600_000);

test('one run is itself, none is an error', () => {
  expect(mergeResults([PLAIN_RESULT])).toBe(PLAIN_RESULT);
  expect(() => mergeResults([])).toThrow(new RangeError('there is no run to merge'));
});

const A = plainResult({
  runId: 'a',
  hosts: ['lab1'],
  startedAtSeconds: 1_000,
  finishedAtSeconds: 1_060.5,
  windowSeconds: 60,
  drainSeconds: 0.5,
  endedBy: 'time-limit',
  passes: 7,
  qps: 30_000,
  summedWorkerQps: 30_100,
  totals: { sent: 1_800_010, answered: 1_800_000, answeredInWindow: 1_800_000, timedOut: 10 },
  workers: [
    {
      worker: 1,
      host: 'lab1',
      sent: 1_800_010,
      answeredInWindow: 1_800_000,
      timedOut: 10,
      qps: 30_000,
      cpuRatio: 0.99,
      runQueueWaitRatio: 0,
    },
  ],
  kernel: { udpInErrors: 1, udpReceiveBufferErrors: 2, udpSendBufferErrors: 3 },
  clientLimits: [{ kind: 'cpu', text: 'client limited: CPU 99 % of worker 1; …' }],
  warnings: ['2 lines skipped'],
  mismatches: ['a.example A: REFUSED'],
  countedBy: {
    what: 'nsid',
    counts: [
      ['ns1', 10],
      ['ns2', 5],
    ],
    others: 1,
  },
});
const B: RunResult = {
  ...A,
  runId: 'b',
  hosts: ['lab2'],
  startedAtSeconds: 1_000.25,
  finishedAtSeconds: 1_061,
  drainSeconds: 0.75,
  endedBy: 'interrupted',
  passes: 6,
  qps: 20_000,
  summedWorkerQps: 20_100,
  countedBy: {
    what: 'nsid',
    counts: [
      ['ns2', 7],
      ['ns3', 12],
    ],
    others: 2,
  },
};

test('two machines are one result', () => {
  expect(mergeResults([B, A])).toMatchObject({
    runId: 'a+b',
    hosts: ['lab1', 'lab2'],
    startedAtSeconds: 1_000,
    finishedAtSeconds: 1_061,
    windowSeconds: 59.75,
    drainSeconds: 0.75,
    endedBy: 'interrupted',
    passes: 6,
    qps: 50_000,
    summedWorkerQps: 50_200,
    lossRatio: 20 / 3_600_020,
    kernel: { udpInErrors: 2, udpReceiveBufferErrors: 4, udpSendBufferErrors: 6 },
    clientLimits: [
      { kind: 'cpu', text: 'lab1: client limited: CPU 99 % of worker 1; …' },
      { kind: 'cpu', text: 'lab2: client limited: CPU 99 % of worker 1; …' },
    ],
    warnings: ['lab1: 2 lines skipped', 'lab2: 2 lines skipped'],
    mismatches: ['lab1: a.example A: REFUSED', 'lab2: a.example A: REFUSED'],
    countedBy: {
      what: 'nsid',
      counts: [
        ['ns2', 12],
        ['ns3', 12],
        ['ns1', 10],
      ],
      others: 3,
    },
    settings: { workers: 2, files: ['queries.txt'] },
  });
  expect(mergeResults([B, A]).workers).toHaveLength(2);
});

test('runs that started apart say so', () => {
  const late = { ...B, startedAtSeconds: 1_010, warnings: [] };
  const merged = mergeResults([{ ...A, warnings: [] }, late]);
  expect(merged.windowSeconds).toBe(50);
  expect(merged.qps).toBe(50_000);
  expect(merged.warnings).toEqual([
    'the runs started up to 10 s apart, and had 50 s in common; --start-at starts them together',
  ]);
});

test('runs that never ran together are over all the time', () => {
  const later = { ...B, startedAtSeconds: 1_120, warnings: [] };
  const merged = mergeResults([{ ...A, warnings: [] }, later]);
  expect(merged.windowSeconds).toBe(180);
  expect(merged.qps).toBe(20_000);
  expect(merged.warnings).toEqual([
    'the runs have no time in common: queries per second are over all 180 s from the first start to the last stop',
  ]);
});

test('a run is found twice where one of the files is merged already', () => {
  const both = mergeResults([A, B]);
  expect(mergeResults([both, B]).warnings).toContain(
    'run b is there more than once: its queries are counted more than once',
  );
});

test('what may make the sum mean less is said', () => {
  const other: RunResult = {
    ...B,
    tool: { name: 'dnsbench', version: '0.2.0' },
    warnings: [],
    findMax: { qps: 10, steps: [{ qps: 10, lossRatio: 0, sentRatio: 1, good: true }] },
    countedBy: { what: 'answer', counts: [['192.0.2.7', 1]], others: 0 },
    settings: { ...B.settings, server: '192.0.2.2' },
  };
  const merged = mergeResults([{ ...A, warnings: [] }, { ...A, warnings: [] }, other]);
  expect(merged.warnings).toEqual([
    'run a is there more than once: its queries are counted more than once',
    'version differs: 0.1.0 (lab1), 0.1.0 (lab1), 0.2.0 (lab2)',
    'server differs: 192.0.2.1 (lab1), 192.0.2.1 (lab1), 192.0.2.2 (lab2)',
    'the maximum is the sum of 1 searches, each made without the others',
    'answers were counted by nsid and by answer: only those by nsid are added',
  ]);
  expect(merged.findMax).toEqual({ qps: 10, steps: [] });
  expect(merged.countedBy?.counts).toEqual([
    ['ns1', 20],
    ['ns2', 10],
  ]);
  // Both runs on lab1 saw the same counters.
  expect(merged.kernel?.udpReceiveBufferErrors).toBe(4);
});

test('connections add up by their sums', () => {
  const latency = { count: 1, minSeconds: 1, meanSeconds: 1, standardDeviationSeconds: 0, maxSeconds: 1 };
  const merged = mergeResults([
    { ...A, connections: { tried: 2, made: 1, lost: 0, latency } },
    {
      ...B,
      connections: {
        tried: 1,
        made: 1,
        lost: 1,
        latency: { ...latency, minSeconds: 3, meanSeconds: 3, maxSeconds: 3 },
      },
    },
  ]);
  expect(merged.connections).toEqual({
    tried: 3,
    made: 2,
    lost: 1,
    latency: { count: 2, minSeconds: 1, meanSeconds: 2, standardDeviationSeconds: 1, maxSeconds: 3 },
  });
});

test.each([
  [
    [
      { kind: 'rate', qps: 100 },
      { kind: 'rate', qps: 50 },
    ],
    { kind: 'rate', qps: 150 },
  ],
  [
    [
      { kind: 'ramp', fromQps: 10, toQps: 100, seconds: 5 },
      { kind: 'ramp', fromQps: 20, toQps: 200, seconds: 5 },
    ],
    { kind: 'ramp', fromQps: 30, toQps: 300, seconds: 5 },
  ],
  [
    [
      { kind: 'ramp', fromQps: 10, toQps: 100, seconds: 5 },
      { kind: 'ramp', fromQps: 20, toQps: 200, seconds: 6 },
    ],
    { kind: 'ramp', fromQps: 10, toQps: 100, seconds: 5 },
  ],
  [[{ kind: 'rate', qps: 100 }, { kind: 'closed' }], { kind: 'rate', qps: 100 }],
] as const)('loads %j are together %j', (loads, sum) => {
  const [a, b] = loads;
  const merged = mergeResults([
    { ...A, settings: { ...A.settings, load: a } },
    { ...B, settings: { ...B.settings, load: b } },
  ]);
  expect(merged.settings.load).toEqual(sum);
});
