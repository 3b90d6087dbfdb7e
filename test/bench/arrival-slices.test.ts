import { expect, test } from 'vitest';
import { ArrivalSlices } from '../../bench/support/responder/arrival-slices.ts';

test('slices of 10 ms begin with the first arrival', () => {
  const slices = new ArrivalSlices();
  for (const arrivedUs of [5_000, 14_999, 15_000, 35_000, 35_001]) slices.count(arrivedUs);
  expect(slices.counts()).toEqual([2, 1, 0, 2]);
});

test('what comes after ten minutes, or before the first, is not counted', () => {
  const slices = new ArrivalSlices();
  for (const arrivedUs of [1_000, 600_000_999, 600_001_000, 0]) slices.count(arrivedUs);
  const counts = slices.counts();
  expect(counts.length).toBe(60_000);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
});

test('nothing came', () => {
  expect(new ArrivalSlices().counts()).toEqual([]);
});
