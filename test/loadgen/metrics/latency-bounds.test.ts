import { expect, test } from 'vitest';
import { BOUNDS_SECONDS, cumulativeCounts } from '../../../src/loadgen/metrics/latency-bounds.ts';
import { BUCKETS, bucketOf } from '../../../src/loadgen/stats/histogram.ts';

function counted(...durationsNs: readonly number[]): Float64Array {
  const counts = new Float64Array(BUCKETS);
  for (const ns of durationsNs) counts[bucketOf(ns)] = (counts[bucketOf(ns)] ?? 0) + 1;
  return counts;
}

test('nothing is counted below any bound of an empty histogram', () => {
  expect(cumulativeCounts(counted())).toEqual(new Array(20).fill(0));
});

test.each([
  [0, '10 µs', 9_700, 10_300],
  [3, '100 µs', 97_000, 103_000],
  [6, '1 ms', 970_000, 1_030_000],
  [9, '10 ms', 9_700_000, 10_300_000],
  [12, '100 ms', 97_000_000, 103_000_000],
  [15, '1 s', 970_000_000, 1_030_000_000],
  [19, '20 s', 19_400_000_000, 20_600_000_000],
])('bound %i is %s: 3 %% below lies within, 3 %% above does not', (index, _name, below, above) => {
  expect(cumulativeCounts(counted(below))[index]).toBe(1);
  expect(cumulativeCounts(counted(above))[index]).toBe(0);
});

test('counts add up from bound to bound, and what is above all of them is in none', () => {
  expect(cumulativeCounts(counted(0, 15_000, 1_500_000, 1_500_001, 6e9, 30e9, 1e12))).toEqual([
    1, 2, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5,
  ]);
});

test('bounds go up', () => {
  expect([...BOUNDS_SECONDS].sort((a, b) => a - b)).toEqual(BOUNDS_SECONDS);
});
