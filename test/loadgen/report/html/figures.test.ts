import { expect, test } from 'vitest';
import { amount, bytes, duration, percent } from '../../../../src/loadgen/report/html/figures.ts';

test.each([
  [amount, 0, '0'],
  [amount, 12.345, '12.3'],
  [amount, 51_234.6, '51,235'],
  [amount, Number.NaN, '–'],
  [percent, 0, '0\u00a0%'],
  [percent, 0.0125, '1.25\u00a0%'],
  [percent, 0.000_069_58, '0.007\u00a0%'],
  [percent, 1e-9, 'under 0.0001\u00a0%'],
  [percent, 0.999_999_9, 'over 99.9999\u00a0%'],
  [percent, 1, '100\u00a0%'],
  [percent, Number.NaN, '–'],
  [duration, 0, '0\u00a0µs'],
  [duration, 0.000_812_4, '812\u00a0µs'],
  [duration, 0.002_051, '2.05\u00a0ms'],
  [duration, 0.25, '250\u00a0ms'],
  [duration, 1.5, '1.5\u00a0s'],
  [duration, 3600, '3,600\u00a0s'],
  [duration, Number.POSITIVE_INFINITY, '–'],
  [bytes, 0, '0\u00a0B'],
  [bytes, 112, '112\u00a0B'],
  [bytes, 212_992, '208\u00a0KiB'],
  [bytes, 4_194_304, '4\u00a0MiB'],
  [bytes, 2 ** 60, '1,050,000\u00a0TiB'],
])('%o of %d: %s', (figure, value, expected) => {
  expect(figure(value)).toBe(expected);
});
