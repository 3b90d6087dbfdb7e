import { BUCKETS } from './histogram.ts';
import { AT, type CounterName } from './worker-counters.ts';
import { RCODES, type WorkerStats } from './worker-stats.ts';

/** What one worker's counter holds now. */
export function counter(worker: WorkerStats, name: CounterName): number {
  return worker.counters[AT[name]] ?? 0;
}

/** A counter of all workers together. */
export function sumCounter(workers: readonly WorkerStats[], name: CounterName): number {
  return workers.reduce((sum, worker) => sum + counter(worker, name), 0);
}

/** The histograms of all workers together, copied: `RCODES` of `BUCKETS`. */
export function sumHistograms(workers: readonly WorkerStats[]): Float64Array {
  return sumArrays(
    workers.map(({ histograms }) => histograms),
    RCODES * BUCKETS,
  );
}

/** The histograms of latencies from the intended sending, of all workers together, copied: `BUCKETS`. */
export function sumIntended(workers: readonly WorkerStats[]): Float64Array {
  return sumArrays(
    workers.map(({ intended }) => intended),
    BUCKETS,
  );
}

/** The part of `RCODES` histograms that belongs to one of them. */
export function histogramOf(histograms: Float64Array, n: number): Float64Array {
  return histograms.subarray(n * BUCKETS, (n + 1) * BUCKETS);
}

/** `RCODES` histograms added to one, whatever the response code. */
export function sumRcodes(histograms: Float64Array): Float64Array {
  const all = Array.from({ length: RCODES }, (_, n) => histogramOf(histograms, n));
  return sumArrays(all, BUCKETS);
}

/** The sum of counts. */
export function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function sumArrays(arrays: readonly Float64Array[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const array of arrays) {
    for (let at = 0; at < length; at += 1) sum[at] = (sum[at] ?? 0) + (array[at] ?? 0);
  }
  return sum;
}
