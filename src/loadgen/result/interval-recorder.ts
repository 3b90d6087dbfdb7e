import { bucketsOf, outerBounds } from '../stats/buckets.ts';
import { counter, histogramOf, sumCounter, sumHistograms, sumOf, sumRcodes } from '../stats/read-workers.ts';
import { RCODES, type WorkerStats } from '../stats/worker-stats.ts';
import { addIntervals, intervalOf } from './interval.ts';
import { type KeptInterval, keepInterval, restoreInterval } from './kept-interval.ts';
import { histogramName } from './rcode.ts';
import type { Interval } from './run-result.ts';

/** An hour of seconds: enough for any chart, and some ten megabytes at worst. */
export const MAX_INTERVALS = 3_600;

/** Turns the workers' running counters into intervals. */
export interface IntervalRecorder {
  /**
   * Reads the counters; what they grew by since the last reading is the interval.
   *
   * @param fromSeconds seconds from the start of the window at which the last reading was
   */
  readonly record: (fromSeconds: number, toSeconds: number) => Interval;
  /** All of the run, ascending, of one length but for the last. */
  readonly intervals: () => readonly Interval[];
}

interface Reading {
  readonly sent: number;
  readonly timedOut: number;
  readonly latencySumNs: number;
  readonly latencyMaxNs: number;
  readonly histograms: Float64Array;
}

interface Group {
  readonly kept: KeptInterval;
  readonly readings: number;
}

/**
 * Records intervals in bounded memory: when there are more than `maxIntervals`, two and two become one, and from then
 * on each takes twice as many readings, so a run of a day has intervals of a minute.
 */
export function createIntervalRecorder(
  workers: readonly WorkerStats[],
  maxIntervals: number = MAX_INTERVALS,
): IntervalRecorder {
  let last = read(workers);
  let groups: Group[] = [];
  let readingsEach = 1;

  function record(fromSeconds: number, toSeconds: number): Interval {
    const now = read(workers);
    const interval = difference(last, now, {
      fromSeconds,
      toSeconds,
      outstanding: sumCounter(workers, 'outstanding'),
    });
    last = now;
    const open = groups.at(-1);
    if (open !== undefined && open.readings < readingsEach) {
      groups[groups.length - 1] = join(open, { kept: keepInterval(interval), readings: 1 });
    } else {
      groups.push({ kept: keepInterval(interval), readings: 1 });
    }
    if (groups.length > maxIntervals) {
      groups = joinPairs(groups);
      readingsEach *= 2;
    }
    return interval;
  }

  return { record, intervals: () => groups.map(({ kept }) => restoreInterval(kept)) };
}

function read(workers: readonly WorkerStats[]): Reading {
  return {
    sent: sumCounter(workers, 'sent'),
    timedOut: sumCounter(workers, 'timedOut'),
    latencySumNs: sumCounter(workers, 'latencySumNs'),
    latencyMaxNs: Math.max(0, ...workers.map((worker) => counter(worker, 'latencyMaxNs'))),
    histograms: sumHistograms(workers),
  };
}

function difference(
  last: Reading,
  now: Reading,
  at: Pick<Interval, 'fromSeconds' | 'toSeconds' | 'outstanding'>,
): Interval {
  const grown = now.histograms.map((count, place) => count - (last.histograms[place] ?? 0));
  const buckets = bucketsOf(sumRcodes(grown));
  return intervalOf({
    ...at,
    sent: now.sent - last.sent,
    timedOut: now.timedOut - last.timedOut,
    rcodes: rcodesOf(grown),
    sumSeconds: (now.latencySumNs - last.latencySumNs) / 1e9,
    // If the longest of the run came in this interval it is known; else the end of the last bucket is all there is.
    maxSeconds: Math.min(outerBounds(buckets).highNs, now.latencyMaxNs) / 1e9,
    buckets,
  });
}

function rcodesOf(histograms: Float64Array): Readonly<Record<string, number>> {
  const counts = Array.from({ length: RCODES }, (_, n) => sumOf(histogramOf(histograms, n)));
  return Object.fromEntries(
    counts.map((count, n) => [histogramName(n), count] as const).filter(([, count]) => count > 0),
  );
}

function joinPairs(groups: readonly Group[]): Group[] {
  const joined: Group[] = [];
  for (let at = 0; at < groups.length; at += 2) {
    const [first, second] = [groups[at], groups[at + 1]];
    if (first !== undefined) joined.push(second === undefined ? first : join(first, second));
  }
  return joined;
}

function join(first: Group, second: Group): Group {
  const both = [restoreInterval(first.kept), restoreInterval(second.kept)];
  return {
    kept: keepInterval(addIntervals(both, second.kept.counted.outstanding)),
    readings: first.readings + second.readings,
  };
}
