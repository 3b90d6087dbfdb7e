import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addBuckets,
  bucketsOf,
  countsOf,
  middleNs,
  outerBounds,
  percentileNs,
  totalCount,
} from '../../../src/loadgen/stats/buckets.ts';
import { BUCKETS, bucketOf } from '../../../src/loadgen/stats/histogram.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const durations = fc.array(fc.integer({ min: 512, max: 60_000_000_000 }), { minLength: 1, maxLength: 60 });

function countsFrom(all: readonly number[]): Float64Array {
  const counts = new Float64Array(BUCKETS);
  for (const ns of all) counts[bucketOf(ns)] = (counts[bucketOf(ns)] ?? 0) + 1;
  return counts;
}

test('empty buckets are left out; the last has a bound that JSON can hold', () => {
  expect(bucketsOf(countsFrom([100, 1_000_000, 1_000_001, 70_000_000_000]))).toEqual([
    [0, 512, 1],
    [999_424, 1_015_808, 2],
    [68_719_476_736, 9_007_199_254_740_991, 1],
  ]);
  expect(bucketsOf(new Float64Array(BUCKETS))).toEqual([]);
});

test('histograms are added bucket by bucket', () => {
  const sum = addBuckets([
    [
      [0, 512, 1],
      [999_424, 1_015_808, 2],
    ],
    [],
    [
      [999_424, 1_015_808, 3],
      [1_015_808, 1_032_192, 4],
      [68_719_476_736, 9_007_199_254_740_991, 5],
    ],
  ]);
  expect(sum).toEqual([
    [0, 512, 1],
    [999_424, 1_015_808, 5],
    [1_015_808, 1_032_192, 4],
    [68_719_476_736, 9_007_199_254_740_991, 5],
  ]);
  expect(totalCount(sum)).toBe(15);
  expect(outerBounds(sum)).toEqual({ lowNs: 0, highNs: 9_007_199_254_740_991 });
  expect(outerBounds([])).toEqual({ lowNs: 0, highNs: 0 });
});

test('buckets of other bounds are counted where their middle lies', () => {
  expect(addBuckets([[[1_000_000, 1_010_000, 7]]])).toEqual([[999_424, 1_015_808, 7]]);
});

test('counts become buckets and counts again', () => {
  fc.assert(
    fc.property(durations, (all) => {
      const counts = countsFrom(all);
      expect(countsOf(bucketsOf(counts))).toEqual(counts);
    }),
    { numRuns: RUNS },
  );
});

const FOUR = [
  [1_024, 1_056, 1],
  [2_048, 2_112, 2],
  [4_096, 4_224, 1],
] as const;

test.each([
  [0, 1_040],
  [0.25, 1_040],
  [0.26, 2_064],
  [0.5, 2_064],
  [0.75, 2_096],
  [0.76, 4_160],
  [1, 4_160],
])('of four durations, the percentile at %d is %d ns', (ratio, ns) => {
  expect(percentileNs(FOUR, ratio, { lowNs: 0, highNs: 10_000 })).toBe(ns);
});

test('a percentile stays between the least and the longest', () => {
  expect(percentileNs(FOUR, 0, { lowNs: 1_050, highNs: 4_100 })).toBe(1_053);
  expect(percentileNs(FOUR, 1, { lowNs: 1_050, highNs: 4_100 })).toBe(4_098);
  expect(percentileNs([[2_048, 2_112, 9]], 0.5, { lowNs: 2_050, highNs: 2_050 })).toBe(2_050);
  expect(percentileNs([], 0.5, { lowNs: 0, highNs: 0 })).toBe(0);
});

test('the middle of the last bucket is no further than the longest', () => {
  const last = [68_719_476_736, 9_007_199_254_740_991, 1] as const;
  expect(middleNs(last, { lowNs: 0, highNs: 68_719_476_836 })).toBe(68_719_476_786);
});

test('a percentile is at most a bucket, 1/32, from the true one', () => {
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (all, ratio) => {
      const sorted = all.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(ratio * sorted.length)) - 1] ?? Number.NaN;
      const bounds = { lowNs: sorted[0] ?? Number.NaN, highNs: sorted.at(-1) ?? Number.NaN };
      const found = percentileNs(bucketsOf(countsFrom(all)), ratio, bounds);
      expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(1 / 32);
      expect(found).toBeGreaterThanOrEqual(bounds.lowNs);
      expect(found).toBeLessThanOrEqual(bounds.highNs);
    }),
    { numRuns: RUNS },
  );
});
