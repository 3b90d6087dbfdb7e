import { addIntervals } from './interval.ts';
import { MAX_SKEW_SECONDS } from './merge-windows.ts';
import type { Interval, RunResult } from './run-result.ts';

/** Lengths that differ by no more than this share are one length, read by a clock. */
const SAME_LENGTH_RATIO = 0.1;

/**
 * The intervals of several runs as those of one. Where all have the same length they are put together by their place;
 * else in slots of whole seconds, as many as the longest interval needs. Each interval belongs whole to the slot that
 * its middle is in: a count cannot be divided.
 */
export function mergeIntervals(runs: readonly RunResult[]): readonly Interval[] {
  const slotSeconds = slotLengthSeconds(runs);
  if (slotSeconds === undefined) return [];
  const slots = new Map<number, Interval[][]>();
  for (const intervals of alignedIntervals(runs)) {
    for (const [slot, own] of groupBySlot(intervals, slotSeconds)) {
      slots.set(slot, [...(slots.get(slot) ?? []), own]);
    }
  }
  return [...slots].sort(([a], [b]) => a - b).map(([, perRun]) => addIntervals(perRun.flat(), endOf(perRun)));
}

/** Queries without an answer at the end of a slot: the last reading of each run. */
function endOf(perRun: readonly (readonly Interval[])[]): number {
  return perRun.reduce((sum, intervals) => sum + (intervals.at(-1)?.outstanding ?? 0), 0);
}

function slotLengthSeconds(runs: readonly RunResult[]): number | undefined {
  const lengths = runs.flatMap(({ intervals }) => medianLengthSeconds(intervals) ?? []);
  if (lengths.length === 0) return undefined;
  const longest = Math.max(...lengths);
  const same = Math.min(...lengths) >= longest * (1 - SAME_LENGTH_RATIO);
  return same ? longest : Math.ceil(longest);
}

/** The last interval may be shorter than the others, and a busy host reads late once: neither moves the median. */
function medianLengthSeconds(intervals: readonly Interval[]): number | undefined {
  const lengths = intervals
    .map(({ fromSeconds, toSeconds }) => toSeconds - fromSeconds)
    .filter((seconds) => seconds > 0)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)];
}

/** Intervals by the time since the first run's start; runs that were to start together count from their own. */
function alignedIntervals(runs: readonly RunResult[]): (readonly Interval[])[] {
  const first = Math.min(...runs.map(({ startedAtSeconds }) => startedAtSeconds));
  const skewed = runs.some(({ startedAtSeconds }) => startedAtSeconds - first > MAX_SKEW_SECONDS);
  if (!skewed) return runs.map(({ intervals }) => intervals);
  return runs.map(({ intervals, startedAtSeconds }) =>
    intervals.map((interval) => ({
      ...interval,
      fromSeconds: interval.fromSeconds + startedAtSeconds - first,
      toSeconds: interval.toSeconds + startedAtSeconds - first,
    })),
  );
}

function groupBySlot(intervals: readonly Interval[], slotSeconds: number): Map<number, Interval[]> {
  const groups = new Map<number, Interval[]>();
  for (const interval of intervals) {
    const slot = Math.floor((interval.fromSeconds + interval.toSeconds) / 2 / slotSeconds);
    groups.set(slot, [...(groups.get(slot) ?? []), interval]);
  }
  return groups;
}
