import { expect, test } from 'vitest';
import type { Interval } from '../../../src/loadgen/result/run-result.ts';
import { silenceWarnings } from '../../../src/loadgen/result/silences.ts';

/** Seconds one after the other: what was answered and what timed out in each. */
function seconds(...counts: readonly (readonly [answered: number, timedOut: number])[]): Interval[] {
  return counts.map(([answered, timedOut], second) => ({
    fromSeconds: second,
    toSeconds: second + 1,
    sent: 10,
    answered,
    timedOut,
    rcodes: {},
    outstanding: 5,
    meanSeconds: 0,
    percentilesSeconds: { p50: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0 },
    maxSeconds: 0,
    buckets: [],
  }));
}

test.each([
  { what: 'answers all the time', counts: [[5, 0] as const, [5, 1] as const], warnings: [] },
  {
    what: 'a gap of two seconds',
    counts: [[5, 0] as const, [0, 0] as const, [0, 1_200] as const, [5, 0] as const],
    warnings: ['no answer came from 1 to 3 s of the run; 1,200 queries timed out in it'],
  },
  {
    what: 'two gaps',
    counts: [[0, 0] as const, [5, 0] as const, [0, 0] as const],
    warnings: ['no answer came from 0 to 1 s of the run', 'no answer came from 2 to 3 s of the run'],
  },
  { what: 'a server that never answers', counts: [[0, 0] as const, [0, 10] as const], warnings: [] },
])('$what', ({ counts, warnings }) => {
  expect(silenceWarnings(seconds(...counts), counts.length)).toEqual(warnings);
});

test('what comes after the window, and seconds in which nothing was asked, are no silence', () => {
  const [first, ...others] = seconds([5, 0], [0, 0], [0, 3]);
  const idle = { ...others[0], sent: 0, outstanding: 0 } as Interval;
  expect(silenceWarnings([first as Interval, idle, others[1] as Interval], 2)).toEqual([]);
});

test('of many gaps the first ten are told', () => {
  const counts = Array.from({ length: 30 }, (_none, second) => [second % 2, 0] as const);
  const warnings = silenceWarnings(seconds(...counts), 30);
  expect(warnings).toHaveLength(11);
  expect(warnings.at(-1)).toBe('5 more times without an answer are not listed');
});

test('a server whose answers take long is not silent for that', () => {
  const waiting = seconds([0, 0], [0, 0], [5, 0]).map((interval) => ({ ...interval, maxSeconds: 2.1 }));
  expect(silenceWarnings(waiting, 3)).toEqual([]);
});
