import { addBuckets, outerBounds, totalCount } from '../stats/buckets.ts';
import { percentilesSeconds } from '../stats/latency.ts';
import type { Interval } from './run-result.ts';
import { addTallies } from './totals.ts';

/** What was counted in an interval, and what the rest of an {@link Interval} is made from. */
export type IntervalCounts = Pick<
  Interval,
  'fromSeconds' | 'toSeconds' | 'sent' | 'timedOut' | 'rcodes' | 'outstanding' | 'maxSeconds' | 'buckets'
> & {
  /** Sum of the latencies; read at another instant than the buckets, it may be off by what came between. */
  readonly sumSeconds: number;
};

const NS_PER_SECOND = 1e9;

/** An interval with the figures that follow from its counts; without an answer its latencies are 0. */
export function intervalOf(counts: IntervalCounts): Interval {
  const { sumSeconds, maxSeconds, buckets, ...counted } = counts;
  const answered = totalCount(buckets);
  const highNs = maxSeconds * NS_PER_SECOND;
  const bounds = { lowNs: Math.min(outerBounds(buckets).lowNs, highNs), highNs };
  const mean = answered > 0 ? sumSeconds / answered : 0;
  return {
    ...counted,
    answered,
    meanSeconds: Math.min(Math.max(mean, bounds.lowNs / NS_PER_SECOND), maxSeconds),
    percentilesSeconds: percentilesSeconds(buckets, bounds),
    maxSeconds,
    buckets,
  };
}

/**
 * Several intervals as one that reaches from the first to the last.
 *
 * @param outstanding of the sum: it is no count that could be added up, but what there was at the end
 */
export function addIntervals(intervals: readonly Interval[], outstanding: number): Interval {
  const sum = (of: (interval: Interval) => number): number =>
    intervals.reduce((total, interval) => total + of(interval), 0);
  return intervalOf({
    fromSeconds: Math.min(...intervals.map(({ fromSeconds }) => fromSeconds)),
    toSeconds: Math.max(...intervals.map(({ toSeconds }) => toSeconds)),
    sent: sum(({ sent }) => sent),
    timedOut: sum(({ timedOut }) => timedOut),
    rcodes: addTallies(intervals.map(({ rcodes }) => rcodes)),
    outstanding,
    sumSeconds: sum(({ meanSeconds, answered }) => meanSeconds * answered),
    maxSeconds: Math.max(...intervals.map(({ maxSeconds }) => maxSeconds)),
    buckets: addBuckets(intervals.map(({ buckets }) => buckets)),
  });
}
