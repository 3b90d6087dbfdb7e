import { expect, test } from 'vitest';
import { mergeIntervals } from '../../../src/loadgen/result/merge-intervals.ts';
import type { Interval } from '../../../src/loadgen/result/run-result.ts';
import { plainResult } from '../support/plain-result.ts';

function interval(fromSeconds: number, toSeconds: number, answered: number): Interval {
  return {
    fromSeconds,
    toSeconds,
    sent: answered,
    answered,
    timedOut: 0,
    rcodes: { NOERROR: answered },
    outstanding: 5,
    meanSeconds: 0.001,
    percentilesSeconds: { p50: 0.001, p90: 0.001, p95: 0.001, p99: 0.001, 'p99.9': 0.001 },
    maxSeconds: 0.001_015_808,
    buckets: answered > 0 ? [[999_424, 1_015_808, answered]] : [],
  };
}

function merged(
  ...runs: readonly (readonly [startedAtSeconds: number, ...intervals: Interval[]])[]
): unknown {
  return mergeIntervals(
    runs.map(([startedAtSeconds, ...intervals]) => plainResult({ startedAtSeconds, intervals })),
  ).map(({ fromSeconds, toSeconds, answered, outstanding }) => [
    fromSeconds,
    toSeconds,
    answered,
    outstanding,
  ]);
}

test('intervals of one length are added by their place', () => {
  expect(
    merged(
      [1_000, interval(0, 1, 10), interval(1, 2, 20), interval(2, 2.5, 3)],
      [1_000.4, interval(0, 1.002, 1), interval(1.002, 2.001, 2)],
    ),
  ).toEqual([
    [0, 1.002, 11, 10],
    [1, 2.001, 22, 10],
    [2, 2.5, 3, 5],
  ]);
});

test('intervals of unlike lengths are added in slots of whole seconds', () => {
  expect(
    merged(
      [1_000, interval(0, 2, 20), interval(2, 4, 40)],
      [
        1_000,
        interval(0, 0.5, 1),
        interval(0.5, 1, 2),
        interval(1, 1.5, 3),
        interval(1.5, 2, 4),
        interval(2, 2.5, 5),
      ],
    ),
  ).toEqual([
    [0, 2, 30, 10],
    [2, 4, 45, 10],
  ]);
});

test('runs that started apart are put where they ran', () => {
  expect(
    merged([1_000, interval(0, 1, 10), interval(1, 2, 20)], [1_001.5, interval(0, 1, 1), interval(1, 2, 2)]),
  ).toEqual([
    [0, 1, 10, 5],
    [1, 2, 20, 5],
    [1.5, 2.5, 1, 5],
    [2.5, 3.5, 2, 5],
  ]);
});

test('the figures of the sum are those of its buckets', () => {
  const slow: Interval = {
    ...interval(0, 1, 1),
    meanSeconds: 0.005,
    maxSeconds: 0.005,
    buckets: [[4_980_736, 5_111_808, 1]],
  };
  const [sum] = mergeIntervals([
    plainResult({ intervals: [interval(0, 1, 3)] }),
    plainResult({ intervals: [slow] }),
  ]);
  expect(sum?.meanSeconds).toBeCloseTo(0.002, 12);
  expect(sum?.maxSeconds).toBe(0.005);
  expect(sum?.percentilesSeconds.p99).toBeCloseTo(0.005, 4);
  expect(sum?.percentilesSeconds.p50).toBeCloseTo(0.001, 4);
});

test('runs without intervals have none together', () => {
  expect(merged([1_000], [1_000])).toEqual([]);
  expect(merged([1_000], [1_000, interval(0, 1, 7)])).toEqual([[0, 1, 7, 5]]);
});
