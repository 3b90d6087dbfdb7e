import { BUCKETS, bucketOf } from '../../../src/loadgen/stats/histogram.ts';
import { AT, type CounterName } from '../../../src/loadgen/stats/worker-counters.ts';
import { allocateStats, viewStats, type WorkerStats } from '../../../src/loadgen/stats/worker-stats.ts';

/** A worker's counts before it has done anything. */
export function newWorker(counters: Partial<Record<CounterName, number>> = {}): WorkerStats {
  const stats = viewStats(allocateStats());
  setCounters(stats, counters);
  return stats;
}

export function setCounters(stats: WorkerStats, counters: Partial<Record<CounterName, number>>): void {
  for (const [name, value] of Object.entries(counters)) stats.counters[AT[name as CounterName]] = value;
}

export function addTo(stats: WorkerStats, name: CounterName, value: number): void {
  stats.counters[AT[name]] = (stats.counters[AT[name]] ?? 0) + value;
}

/** Counts a query sent and answered within the window, as a worker does. */
export function answer(stats: WorkerStats, latencyNs: number, rcode = 0): void {
  const least = stats.counters[AT.latencyMinNs] ?? 0;
  const first = stats.counters[AT.answered] === 0;
  for (const name of ['sent', 'answered', 'answeredInWindow'] as const) addTo(stats, name, 1);
  addTo(stats, 'latencySumNs', latencyNs);
  addTo(stats, 'latencySumSquaresNs', latencyNs ** 2);
  setCounters(stats, {
    latencyMinNs: first ? latencyNs : Math.min(least, latencyNs),
    latencyMaxNs: Math.max(stats.counters[AT.latencyMaxNs] ?? 0, latencyNs),
  });
  const place = rcode * BUCKETS + bucketOf(latencyNs);
  stats.histograms[place] = (stats.histograms[place] ?? 0) + 1;
}

/** Counts a query sent and given up after its timeout. */
export function timeOut(stats: WorkerStats): void {
  addTo(stats, 'sent', 1);
  addTo(stats, 'timedOut', 1);
}
