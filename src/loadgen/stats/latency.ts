import { addBuckets, type Bounds, middleNs, outerBounds, percentileNs, totalCount } from './buckets.ts';
import {
  type Buckets,
  type Latency,
  type LatencySummary,
  PERCENTILES,
  type PercentileName,
} from './latency-summary.ts';

/** What can be added up of durations, and all that a summary but for its percentiles is made from. */
export interface DurationSums {
  readonly count: number;
  readonly sumSeconds: number;
  readonly sumSquaresSeconds2: number;
  /** Without a meaning while `count` is 0. */
  readonly minSeconds: number;
  readonly maxSeconds: number;
}

const NS_PER_SECOND = 1e9;
const NONE: DurationSums = { count: 0, sumSeconds: 0, sumSquaresSeconds2: 0, minSeconds: 0, maxSeconds: 0 };

/** The sums of several parts; those without any duration do not matter. */
export function addSums(parts: readonly DurationSums[]): DurationSums {
  return parts
    .filter(({ count }) => count > 0)
    .reduce((sum, part) => {
      if (sum.count === 0) return part;
      return {
        count: sum.count + part.count,
        sumSeconds: sum.sumSeconds + part.sumSeconds,
        sumSquaresSeconds2: sum.sumSquaresSeconds2 + part.sumSquaresSeconds2,
        minSeconds: Math.min(sum.minSeconds, part.minSeconds),
        maxSeconds: Math.max(sum.maxSeconds, part.maxSeconds),
      };
    }, NONE);
}

/** A summary without percentiles: all that sums alone can tell. */
export function momentsOf(sums: DurationSums): Omit<LatencySummary, 'percentilesSeconds'> {
  const { count, sumSeconds, minSeconds, maxSeconds } = sums.count > 0 ? sums : NONE;
  const mean = count > 0 ? sumSeconds / count : 0;
  return {
    count,
    minSeconds,
    meanSeconds: Math.min(Math.max(mean, minSeconds), maxSeconds),
    standardDeviationSeconds: standardDeviationSeconds(sums),
    maxSeconds,
  };
}

/** The summary of durations of which the sums and the histogram are known. */
export function latencyOf(sums: DurationSums, buckets: Buckets): Latency {
  const moments = momentsOf(sums);
  const bounds = { lowNs: moments.minSeconds * NS_PER_SECOND, highNs: moments.maxSeconds * NS_PER_SECOND };
  return {
    ...moments,
    percentilesSeconds: percentilesSeconds(buckets, bounds),
    sumSquaresSeconds2: sums.count > 0 ? sums.sumSquaresSeconds2 : 0,
    buckets,
  };
}

/** What a summary was made from, to add it to others. */
export function sumsOf(latency: Latency): DurationSums {
  const { count, meanSeconds, sumSquaresSeconds2, minSeconds, maxSeconds } = latency;
  return { count, sumSeconds: meanSeconds * count, sumSquaresSeconds2, minSeconds, maxSeconds };
}

/** The summary of all the durations that several summaries are of: never a mean of means or of percentiles. */
export function addLatencies(all: readonly Latency[]): Latency {
  return latencyOf(addSums(all.map(sumsOf)), addBuckets(all.map(({ buckets }) => buckets)));
}

/**
 * Sums as the histogram alone has them: each duration counts as the middle of its bucket.
 *
 * @param bounds what is known of the least and the longest beyond the buckets themselves
 */
export function sumsOfBuckets(buckets: Buckets, bounds: Bounds = outerBounds(buckets)): DurationSums {
  const outer = outerBounds(buckets);
  const known = {
    lowNs: Math.max(outer.lowNs, bounds.lowNs),
    highNs: Math.min(outer.highNs, bounds.highNs),
  };
  let sumSeconds = 0;
  let sumSquaresSeconds2 = 0;
  for (const bucket of buckets) {
    const seconds = middleNs(bucket, known) / NS_PER_SECOND;
    sumSeconds += seconds * bucket[2];
    sumSquaresSeconds2 += seconds * seconds * bucket[2];
  }
  return {
    count: totalCount(buckets),
    sumSeconds,
    sumSquaresSeconds2,
    minSeconds: known.lowNs / NS_PER_SECOND,
    maxSeconds: known.highNs / NS_PER_SECOND,
  };
}

/** Every percentile that is reported. */
export function percentilesSeconds(
  buckets: Buckets,
  bounds: Bounds,
): Readonly<Record<PercentileName, number>> {
  const seconds = (ratio: number): number => percentileNs(buckets, ratio, bounds) / NS_PER_SECOND;
  return {
    p50: seconds(PERCENTILES.p50),
    p90: seconds(PERCENTILES.p90),
    p95: seconds(PERCENTILES.p95),
    p99: seconds(PERCENTILES.p99),
    'p99.9': seconds(PERCENTILES['p99.9']),
  };
}

/**
 * Standard deviation of the whole population, as queryperf has it. The difference of two nearly equal sums can come out
 * negative, or larger than is possible: no variance is above a quarter of the squared range (Popoviciu), so equal
 * durations give exactly 0.
 */
function standardDeviationSeconds(sums: DurationSums): number {
  const { count, sumSeconds, sumSquaresSeconds2, minSeconds, maxSeconds } = sums;
  if (count === 0) return 0;
  const variance = sumSquaresSeconds2 / count - (sumSeconds / count) ** 2;
  return Math.min(Math.sqrt(Math.max(0, variance)), (maxSeconds - minSeconds) / 2);
}
