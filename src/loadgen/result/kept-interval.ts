import { bucketsOf } from '../stats/buckets.ts';
import { BUCKETS, bucketOf } from '../stats/histogram.ts';
import type { Interval } from './run-result.ts';

/** An interval in a tenth of the memory that its buckets take as pairs and numbers of their own. */
export interface KeptInterval {
  readonly counted: Omit<Interval, 'buckets'>;
  readonly places: Uint16Array;
  readonly counts: Float64Array;
}

/** Packs an interval. */
export function keepInterval({ buckets, ...counted }: Interval): KeptInterval {
  return {
    counted,
    places: Uint16Array.from(buckets, ([lowNs]) => bucketOf(lowNs)),
    counts: Float64Array.from(buckets, ([, , count]) => count),
  };
}

/** Unpacks an interval. */
export function restoreInterval({ counted, places, counts }: KeptInterval): Interval {
  const dense = new Float64Array(BUCKETS);
  places.forEach((place, at) => {
    dense[place] = counts[at] ?? 0;
  });
  return { ...counted, buckets: bucketsOf(dense) };
}
