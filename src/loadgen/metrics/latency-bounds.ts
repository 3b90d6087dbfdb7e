import { BUCKETS, bucketOf, lowerBoundNs } from '../stats/histogram.ts';

/**
 * Upper bounds of the histograms, in seconds: round, so that `le="0.001"` can be asked for, and known before the run.
 * Our buckets end beside them: the nearest end is at most 1/64 = 1.6 % away, and what was counted up to there counts
 * as up to the bound.
 */
export const BOUNDS_SECONDS: readonly number[] = [
  10e-6, 20e-6, 50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.2, 0.5, 1, 2, 5,
  10, 20,
];

/** For each bound the first bucket that lies above it. */
const FIRST_ABOVE = BOUNDS_SECONDS.map((seconds) => nearestEdge(seconds * 1e9));

/** How many durations lie at or below each of the bounds, of counts by bucket. */
export function cumulativeCounts(counts: Float64Array): readonly number[] {
  const cumulative: number[] = [];
  let sum = 0;
  let bucket = 0;
  for (const end of FIRST_ABOVE) {
    for (; bucket < end; bucket += 1) sum += counts[bucket] ?? 0;
    cumulative.push(sum);
  }
  return cumulative;
}

/** The bucket that begins nearest to a duration. */
function nearestEdge(ns: number): number {
  const bucket = bucketOf(ns);
  const isNextNearer = lowerBoundNs(bucket + 1) - ns < ns - lowerBoundNs(bucket);
  return Math.min(isNextNearer ? bucket + 1 : bucket, BUCKETS - 1);
}
