import { BUCKETS, bucketOf, lowerBoundNs } from './histogram.ts';
import type { Buckets } from './latency-summary.ts';

/** End of the last bucket, which has none: JSON knows no infinity. */
export const OPEN_END_NS = Number.MAX_SAFE_INTEGER;

/** Bounds of one bucket in nanoseconds. */
export interface Bounds {
  readonly lowNs: number;
  readonly highNs: number;
}

/** Counts by bucket number, empty ones left out. */
export function bucketsOf(counts: ArrayLike<number>): Buckets {
  const buckets: (readonly [number, number, number])[] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const count = counts[bucket] ?? 0;
    if (count > 0) {
      buckets.push([lowerBoundNs(bucket), Math.min(lowerBoundNs(bucket + 1), OPEN_END_NS), count]);
    }
  }
  return buckets;
}

/**
 * Counts by bucket number of all the buckets together. Ones with other bounds than ours, of another version, are
 * counted where their middle lies.
 */
export function countsOf(...all: readonly Buckets[]): Float64Array {
  const counts = new Float64Array(BUCKETS);
  for (const buckets of all) {
    for (const [lowNs, highNs, count] of buckets) {
      const bucket = bucketOf(lowNs / 2 + highNs / 2);
      counts[bucket] = (counts[bucket] ?? 0) + count;
    }
  }
  return counts;
}

/** The sum of several histograms. */
export function addBuckets(all: readonly Buckets[]): Buckets {
  return bucketsOf(countsOf(...all));
}

/** Number of durations in all buckets. */
export function totalCount(buckets: Buckets): number {
  return buckets.reduce((sum, [, , count]) => sum + count, 0);
}

/** What the outermost buckets allow the least and the longest duration to be; both 0 without any. */
export function outerBounds(buckets: Buckets): Bounds {
  return { lowNs: buckets[0]?.[0] ?? 0, highNs: buckets.at(-1)?.[1] ?? 0 };
}

/**
 * The percentile by nearest rank: of `n` durations the ⌈ratio × n⌉-th. Those in one bucket are taken as spread evenly
 * over what of it lies within `bounds`, so the result is at most the bucket's width from the true one, and never
 * outside `bounds`. 0 if there are none.
 */
export function percentileNs(buckets: Buckets, ratio: number, bounds: Bounds): number {
  const rank = Math.max(1, Math.ceil(ratio * totalCount(buckets)));
  let below = 0;
  for (const bucket of buckets) {
    const count = bucket[2];
    if (below + count >= rank) {
      const { lowNs, highNs } = within(bucket, bounds);
      return lowNs + (highNs - lowNs) * ((rank - below - 0.5) / count);
    }
    below += count;
  }
  return 0;
}

/** The middle of what of a bucket lies within bounds. */
export function middleNs(bucket: Buckets[number], bounds: Bounds): number {
  const { lowNs, highNs } = within(bucket, bounds);
  return lowNs + (highNs - lowNs) / 2;
}

/** What of a bucket lies within bounds; their nearest end if nothing does. */
export function within([low, high]: Buckets[number], bounds: Bounds): Bounds {
  const clamp = (ns: number): number => Math.min(Math.max(ns, bounds.lowNs), bounds.highNs);
  return { lowNs: clamp(low), highNs: clamp(high) };
}
