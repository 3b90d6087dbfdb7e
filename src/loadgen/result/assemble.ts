import { bucketsOf } from '../stats/buckets.ts';
import { addSums, type DurationSums, latencyOf, momentsOf, sumsOfBuckets } from '../stats/latency.ts';
import type { Latency } from '../stats/latency-summary.ts';
import {
  counter,
  histogramOf,
  sumCounter,
  sumHistograms,
  sumIntended,
  sumOf,
  sumRcodes,
} from '../stats/read-workers.ts';
import type { CounterName } from '../stats/worker-counters.ts';
import { RCODES, type WorkerStats } from '../stats/worker-stats.ts';
import { clientLimits } from './client-limits.ts';
import { ratioOf } from './ratio.ts';
import { histogramName } from './rcode.ts';
import { RESULT_VERSION, type RunResult, type WorkerResult } from './run-result.ts';
import { makeTotals } from './totals.ts';

/** What one worker leaves behind. */
export interface WorkerReading {
  /** After the drain. */
  readonly stats: WorkerStats;
  /** CPU time that it used, and that it waited for a core, while the window was open. */
  readonly cpuSeconds: number;
  readonly runQueueWaitSeconds: number;
}

/** Fields of the result that are known as they are. */
type Known = Pick<
  RunResult,
  | 'runId'
  | 'startedAtSeconds'
  | 'windowSeconds'
  | 'drainSeconds'
  | 'endedBy'
  | 'passes'
  | 'settings'
  | 'intervals'
  | 'warnings'
  | 'mismatches'
  | 'kernel'
  | 'countedBy'
  | 'findMax'
  | 'ledger'
>;

/** All that a result is made from. */
export interface AssembleInput extends Known {
  /** The program's version. */
  readonly version: string;
  readonly host: string;
  readonly workers: readonly WorkerReading[];
}

const NS_PER_SECOND = 1e9;
const US_PER_SECOND = 1e6;

/** The result of a run on this host. */
export function assembleResult(input: AssembleInput): RunResult {
  const { version, host, workers: readings, ...known } = input;
  const all = readings.map(({ stats }) => stats);
  const totals = makeTotals((name) => sumCounter(all, name));
  const workers = readings.map((reading, index) => workerResult(reading, index + 1, input));
  const rcodes = rcodeHistograms(sumHistograms(all));
  const latency = latencyOfAll(all);
  return {
    ...known,
    version: RESULT_VERSION,
    tool: { name: 'dnsbench', version },
    hosts: [host],
    finishedAtSeconds: input.startedAtSeconds + input.windowSeconds + input.drainSeconds,
    qps: ratioOf(totals.answeredInWindow, input.windowSeconds),
    summedWorkerQps: all.reduce((sum, worker) => sum + ownQps(worker), 0),
    lossRatio: ratioOf(totals.timedOut, totals.sent),
    totals,
    rcodes: Object.fromEntries(rcodes.map(([name, counts]) => [name, sumOf(counts)])),
    latency,
    ...(input.settings.load.kind !== 'closed' && { intendedLatency: intendedLatency(all) }),
    latencyByRcode: Object.fromEntries(
      rcodes.map(([name, counts]) => [name, latencyOfRcode(counts, latency)]),
    ),
    workers,
    ...(input.settings.mode !== 'udp' && { connections: connections(all) }),
    clientLimits: clientLimits({ ...known, workers, totals }),
  };
}

function workerResult(
  { stats, cpuSeconds, runQueueWaitSeconds }: WorkerReading,
  worker: number,
  { host, windowSeconds }: AssembleInput,
): WorkerResult {
  const answeredInWindow = counter(stats, 'answeredInWindow');
  return {
    worker,
    host,
    sent: counter(stats, 'sent'),
    answeredInWindow,
    timedOut: counter(stats, 'timedOut'),
    qps: ratioOf(answeredInWindow, windowSeconds),
    cpuRatio: ratioOf(cpuSeconds, windowSeconds),
    runQueueWaitRatio: ratioOf(runQueueWaitSeconds, windowSeconds),
  };
}

/** queryperf's figure of one process, less the time that it waits for answers that never come. */
function ownQps(worker: WorkerStats): number {
  const spanUs = counter(worker, 'lastAnsweredUs') - counter(worker, 'firstSentUs');
  return ratioOf(counter(worker, 'answered'), spanUs / US_PER_SECOND);
}

/** Those that counted anything, by name. */
function rcodeHistograms(histograms: Float64Array): (readonly [string, Float64Array])[] {
  return Array.from(
    { length: RCODES },
    (_, n) => [histogramName(n), histogramOf(histograms, n)] as const,
  ).filter(([, counts]) => sumOf(counts) > 0);
}

function latencyOfAll(workers: readonly WorkerStats[]): Latency {
  const sums = addSums(
    workers.map((worker) =>
      sumsFrom(worker, {
        count: 'answered',
        sum: 'latencySumNs',
        squares: 'latencySumSquaresNs',
        min: 'latencyMinNs',
        max: 'latencyMaxNs',
      }),
    ),
  );
  return latencyOf(sums, bucketsOf(sumRcodes(sumHistograms(workers))));
}

function latencyOfRcode(counts: Float64Array, all: Latency): Latency {
  const buckets = bucketsOf(counts);
  const bounds = { lowNs: all.minSeconds * NS_PER_SECOND, highNs: all.maxSeconds * NS_PER_SECOND };
  return latencyOf(sumsOfBuckets(buckets, bounds), buckets);
}

/** Sum and maximum are counted; the rest is as exact as the histogram. */
function intendedLatency(workers: readonly WorkerStats[]): Latency {
  const buckets = bucketsOf(sumIntended(workers));
  const maxNs = Math.max(0, ...workers.map((worker) => counter(worker, 'intendedMaxNs')));
  const estimated = sumsOfBuckets(buckets, { lowNs: 0, highNs: maxNs });
  const sumSeconds = sumCounter(workers, 'intendedSumNs') / NS_PER_SECOND;
  return latencyOf({ ...estimated, sumSeconds, maxSeconds: maxNs / NS_PER_SECOND }, buckets);
}

function connections(workers: readonly WorkerStats[]): NonNullable<RunResult['connections']> {
  const sums = addSums(
    workers.map((worker) =>
      sumsFrom(worker, {
        count: 'connectionsMade',
        sum: 'connectSumNs',
        squares: 'connectSumSquaresNs',
        min: 'connectMinNs',
        max: 'connectMaxNs',
      }),
    ),
  );
  return {
    tried: sumCounter(workers, 'connectionsTried'),
    made: sumCounter(workers, 'connectionsMade'),
    lost: sumCounter(workers, 'connectionsLost'),
    latency: momentsOf(sums),
  };
}

function sumsFrom(
  worker: WorkerStats,
  names: Readonly<Record<'count' | 'sum' | 'squares' | 'min' | 'max', CounterName>>,
): DurationSums {
  return {
    count: counter(worker, names.count),
    sumSeconds: counter(worker, names.sum) / NS_PER_SECOND,
    sumSquaresSeconds2: counter(worker, names.squares) / NS_PER_SECOND ** 2,
    minSeconds: counter(worker, names.min) / NS_PER_SECOND,
    maxSeconds: counter(worker, names.max) / NS_PER_SECOND,
  };
}
