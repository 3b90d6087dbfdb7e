import type { Interval } from '../../result/run-result.ts';

/** What a chart over time shows of an interval, or of several that stand together. */
export type ChartedInterval = Omit<Interval, 'buckets' | 'meanSeconds'>;

/**
 * At most `most` intervals for those of a long run: neighbours are put together, counts added, and of latencies and
 * the outstanding the highest is kept, so that no peak is lost.
 */
export function groupIntervals(intervals: readonly Interval[], most: number): readonly ChartedInterval[] {
  const size = Math.ceil(intervals.length / most);
  if (size <= 1) return intervals;
  return Array.from({ length: Math.ceil(intervals.length / size) }, (_, group) =>
    intervals.slice(group * size, (group + 1) * size).reduce<ChartedInterval>(together, EMPTY),
  );
}

const EMPTY: ChartedInterval = {
  fromSeconds: Number.POSITIVE_INFINITY,
  toSeconds: Number.NEGATIVE_INFINITY,
  sent: 0,
  answered: 0,
  timedOut: 0,
  rcodes: {},
  outstanding: 0,
  percentilesSeconds: { p50: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0 },
  maxSeconds: 0,
};

function together(a: ChartedInterval, b: ChartedInterval): ChartedInterval {
  const highest = (name: keyof ChartedInterval['percentilesSeconds']): number =>
    Math.max(a.percentilesSeconds[name], b.percentilesSeconds[name]);
  return {
    fromSeconds: Math.min(a.fromSeconds, b.fromSeconds),
    toSeconds: Math.max(a.toSeconds, b.toSeconds),
    sent: a.sent + b.sent,
    answered: a.answered + b.answered,
    timedOut: a.timedOut + b.timedOut,
    rcodes: addCounts(a.rcodes, b.rcodes),
    outstanding: Math.max(a.outstanding, b.outstanding),
    percentilesSeconds: {
      p50: highest('p50'),
      p90: highest('p90'),
      p95: highest('p95'),
      p99: highest('p99'),
      'p99.9': highest('p99.9'),
    },
    maxSeconds: Math.max(a.maxSeconds, b.maxSeconds),
  };
}

type Counts = Readonly<Record<string, number>>;

function addCounts(a: Counts, b: Counts): Counts {
  const sum = new Map(Object.entries(a));
  for (const [name, count] of Object.entries(b)) sum.set(name, (sum.get(name) ?? 0) + count);
  return Object.fromEntries(sum);
}
