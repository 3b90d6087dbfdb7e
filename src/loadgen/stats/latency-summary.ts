/**
 * How often each length of time was seen: bounds in nanoseconds, ascending, empty buckets left out. The last bucket of
 * all has no end; its bound is the largest integer that a double counts to.
 */
export type Buckets = readonly (readonly [lowNs: number, highNs: number, count: number])[];

/** The percentiles that are reported. */
export const PERCENTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, 'p99.9': 0.999 } as const;
/** Name of one of them. */
export type PercentileName = keyof typeof PERCENTILES;
/** All their names, ascending. */
export const PERCENTILE_NAMES = Object.keys(PERCENTILES) as readonly PercentileName[];

/** Durations of one kind, in seconds; exact but for the percentiles, which have the histogram's error. */
export interface LatencySummary {
  readonly count: number;
  readonly minSeconds: number;
  readonly meanSeconds: number;
  readonly standardDeviationSeconds: number;
  readonly maxSeconds: number;
  readonly percentilesSeconds: Readonly<Record<PercentileName, number>>;
}

/** A summary with what it was made from, so that runs can be added. */
export interface Latency extends LatencySummary {
  /** Sum of squared seconds; with count and mean, what the standard deviation of a merge needs. */
  readonly sumSquaresSeconds2: number;
  readonly buckets: Buckets;
}
