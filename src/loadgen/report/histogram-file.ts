import type { OutputSettings } from '../settings.ts';
import { within } from '../stats/buckets.ts';
import type { Latency } from '../stats/latency-summary.ts';

/** How many buckets a histogram of queryperf has, and how wide each is (-r and -u). */
export type LinearBuckets = Pick<NonNullable<OutputSettings['histogramFile']>, 'buckets' | 'bucketUs'>;

const NS_PER_SECOND = 1e9;

/**
 * The file of queryperf's -H, data for gnuplot (queryperf.c, print_histogram): for every bucket, empty ones too, its
 * middle in microseconds and its share of all answers in percent.
 */
export function renderHistogramFile(latency: Latency, size: LinearBuckets): string {
  const lines = linearCounts(latency, size);
  const percent = (count: number): number => (latency.count > 0 ? (100 * count) / latency.count : 0);
  return Array.from(
    lines,
    (count, at) => `${((at + 0.5) * size.bucketUs).toFixed(6)} ${percent(count).toFixed(3)}\n`,
  ).join('');
}

/** Answers that took longer than the linear buckets reach: queryperf's "RTT out of range". */
export function outOfRange(
  { buckets, minSeconds, maxSeconds }: Pick<Latency, 'buckets' | 'minSeconds' | 'maxSeconds'>,
  size: LinearBuckets,
): number {
  const endNs = size.buckets * size.bucketUs * 1000;
  const bounds = { lowNs: minSeconds * NS_PER_SECOND, highNs: maxSeconds * NS_PER_SECOND };
  const beyond = buckets.reduce((sum, bucket) => {
    const { lowNs, highNs } = within(bucket, bounds);
    const share = lowNs >= endNs ? 1 : Math.max(0, highNs - endNs) / (highNs - lowNs || 1);
    return sum + bucket[2] * share;
  }, 0);
  return Math.round(beyond);
}

/** What lies in a bucket of ours is taken as spread evenly over the linear ones that it reaches across. */
function linearCounts(latency: Latency, { buckets, bucketUs }: LinearBuckets): Float64Array {
  const counts = new Float64Array(buckets);
  const widthNs = bucketUs * 1000;
  const bounds = { lowNs: latency.minSeconds * NS_PER_SECOND, highNs: latency.maxSeconds * NS_PER_SECOND };
  for (const bucket of latency.buckets) {
    const { lowNs, highNs } = within(bucket, bounds);
    const first = Math.floor(lowNs / widthNs);
    const last = Math.min(Math.floor(highNs / widthNs), buckets - 1);
    for (let at = first; at <= last; at += 1) {
      const overlapNs = Math.min(highNs, (at + 1) * widthNs) - Math.max(lowNs, at * widthNs);
      const share = highNs > lowNs ? overlapNs / (highNs - lowNs) : 1;
      counts[at] = (counts[at] ?? 0) + bucket[2] * share;
    }
  }
  return counts;
}
