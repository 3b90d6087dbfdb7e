import { expect, test } from 'vitest';
import { groupIntervals } from '../../../../src/loadgen/report/html/group-intervals.ts';
import type { Interval } from '../../../../src/loadgen/result/run-result.ts';

function interval(second: number, changes: Partial<Interval> = {}): Interval {
  return {
    fromSeconds: second,
    toSeconds: second + 1,
    sent: 10,
    answered: 9,
    timedOut: 1,
    rcodes: { NOERROR: 9 },
    outstanding: 5,
    meanSeconds: 0.001,
    percentilesSeconds: { p50: 0.001, p90: 0.001, p95: 0.001, p99: 0.001, 'p99.9': 0.001 },
    maxSeconds: 0.001,
    buckets: [[999_424, 1_015_808, 9]],
    ...changes,
  };
}

test('as many as fit stay as they are', () => {
  const intervals = [interval(0), interval(1), interval(2)];
  expect(groupIntervals(intervals, 3)).toBe(intervals);
});

test('none', () => {
  expect(groupIntervals([], 3)).toEqual([]);
});

test('neighbours are added; the highest latency and the most outstanding stay', () => {
  const slow = interval(1, { outstanding: 80, maxSeconds: 4, rcodes: { NOERROR: 8, SERVFAIL: 1 } });
  const groups = groupIntervals([interval(0), slow, interval(2)], 2);
  expect(groups).toMatchObject([
    {
      fromSeconds: 0,
      toSeconds: 2,
      sent: 20,
      answered: 18,
      timedOut: 2,
      rcodes: { NOERROR: 17, SERVFAIL: 1 },
      outstanding: 80,
      maxSeconds: 4,
    },
    { fromSeconds: 2, toSeconds: 3, sent: 10, answered: 9, timedOut: 1, outstanding: 5, maxSeconds: 0.001 },
  ]);
});

test.each([
  [2001, 1001],
  [86_400, 1964],
])('%i intervals become %i, and none is lost', (count, expected) => {
  const groups = groupIntervals(
    Array.from({ length: count }, (_, second) => interval(second)),
    2000,
  );
  expect(groups.length).toBe(expected);
  expect(groups.reduce((sum, { sent }) => sum + sent, 0)).toBe(count * 10);
});
