import { expect, test } from 'vitest';
import { amount, bytes, duration, percent } from '../../../../src/loadgen/report/html/figures.ts';

test.each([
  [amount, 51_234.6, '51,235'],
  [percent, 0.0125, '1.25\u00a0%'],
  [duration, 0.002_051, '2.05\u00a0ms'],
  [bytes, 212_992, '208\u00a0KiB'],
  [duration, Number.NaN, '–'],
])('%o of %d: %s, with no place to break', (figure, value, expected) => {
  expect(figure(value)).toBe(expected);
});
