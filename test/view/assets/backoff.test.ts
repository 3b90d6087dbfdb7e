import { expect, test } from 'vitest';
import { backoffMs } from '../../../src/view/assets/backoff.js';

test('waits double up to half a minute', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 5000].map((failures) => backoffMs(failures, () => 0));
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('browsers that lost the server together do not come back together', () => {
  expect(backoffMs(1, () => 0.5)).toBe(1125);
  expect(backoffMs(9, () => 1)).toBe(37_500);
});
