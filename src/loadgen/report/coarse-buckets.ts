import { countsOf, OPEN_END_NS, within } from '../stats/buckets.ts';
import { BUCKETS, lowerBoundNs } from '../stats/histogram.ts';
import type { Buckets, Latency } from '../stats/latency-summary.ts';

const NS_PER_SECOND = 1e9;

/**
 * A histogram in at most `most` buckets, from the shortest duration to the longest: neighbours are put together, two,
 * four or more of them, and none is split, so every count is exact. Empty ones are left out.
 */
export function coarseBuckets(
  { buckets, minSeconds, maxSeconds }: Pick<Latency, 'buckets' | 'minSeconds' | 'maxSeconds'>,
  most: number,
): Buckets {
  const bounds = { lowNs: minSeconds * NS_PER_SECOND, highNs: maxSeconds * NS_PER_SECOND };
  const counts = countsOf(buckets);
  let size = 1;
  let coarse = inGroupsOf(size, counts);
  while (coarse.length > most && size < BUCKETS) {
    size *= 2;
    coarse = inGroupsOf(size, counts);
  }
  return coarse.map((bucket) => {
    const { lowNs, highNs } = within(bucket, bounds);
    return [lowNs, highNs, bucket[2]];
  });
}

/** The first bucket, all below the octaves, stays by itself: groups then begin where octaves and their parts do. */
function inGroupsOf(size: number, counts: Float64Array): Buckets {
  const groups = new Map<number, number>();
  counts.forEach((count, bucket) => {
    const group = Math.ceil(bucket / size);
    if (count > 0) groups.set(group, (groups.get(group) ?? 0) + count);
  });
  return [...groups].map(([group, count]) => [
    group === 0 ? 0 : lowerBoundNs((group - 1) * size + 1),
    Math.min(lowerBoundNs(group * size + 1), OPEN_END_NS),
    count,
  ]);
}
