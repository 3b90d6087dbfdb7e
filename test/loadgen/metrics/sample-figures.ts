import type { LiveFigures } from '../../../src/loadgen/metrics/live-figures.ts';
import { BUCKETS, bucketOf } from '../../../src/loadgen/stats/histogram.ts';
import { AT, type CounterName } from '../../../src/loadgen/stats/worker-counters.ts';
import { allocateStats, viewStats, type WorkerStats } from '../../../src/loadgen/stats/worker-stats.ts';

/** A worker that counted so. */
export function sampleWorker(
  counters: Partial<Record<CounterName, number>>,
  answers: readonly { readonly rcode: number; readonly latencyNs: number; readonly count: number }[],
): WorkerStats {
  const worker = viewStats(allocateStats());
  for (const [name, value] of Object.entries(counters)) worker.counters[AT[name as CounterName]] = value;
  for (const { rcode, latencyNs, count } of answers) {
    worker.histograms[rcode * BUCKETS + bucketOf(latencyNs)] = count;
    const intended = bucketOf(latencyNs * 2);
    worker.intended[intended] = (worker.intended[intended] ?? 0) + count;
  }
  return worker;
}

export const SAMPLE_INFO = {
  server: '192.0.2.7:53',
  mode: 'udp',
  transport: 'mmsg',
  version: '0.1.0',
} as const;

/** Two workers in the middle of a run. */
export function sampleFigures(changes: Partial<LiveFigures> = {}): LiveFigures {
  return {
    info: SAMPLE_INFO,
    workers: [
      sampleWorker(
        {
          sent: 1000,
          timedOut: 2,
          late: 1,
          outstanding: 7,
          bytesSent: 38_000,
          cpuNs: 1.5e9,
          latencySumNs: 2.5e9,
          intendedSumNs: 5e9,
        },
        [
          { rcode: 0, latencyNs: 1_500_000, count: 900 },
          { rcode: 3, latencyNs: 300_000, count: 91 },
        ],
      ),
      sampleWorker({ sent: 500, outstanding: 3, socketDrops: 12, cpuNs: 0.25e9, latencySumNs: 0.5e9 }, [
        { rcode: 0, latencyNs: 40_000_000, count: 490 },
        { rcode: 24, latencyNs: 25e9, count: 7 },
      ]),
    ],
    ...changes,
  };
}
