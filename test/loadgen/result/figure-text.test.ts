import { expect, test } from 'vitest';
import {
  countText,
  durationText,
  numberText,
  percentText,
  wholePercentText,
} from '../../../src/loadgen/result/figure-text.ts';

test.each([
  [countText, 0, '0'],
  [countText, 1_234_567, '1,234,567'],
  [numberText, 49_000.5, '49,000.5'],
  [numberText, 0.1 + 0.2, '0.3'],
  [percentText, 0.07, '7 %'],
  [percentText, 0.000_012_5, '0.00125 %'],
  [wholePercentText, 0.994, '99 %'],
  [durationText, 0, '0 ms'],
  [durationText, 0.0234, '23.4 ms'],
  [durationText, 0.000_000_7, '0.0007 ms'],
  [durationText, 0.999, '999 ms'],
  [durationText, 1, '1 s'],
  [durationText, 61.25, '61.25 s'],
] as const)('%o of %d', (format, value, text) => {
  expect(format(value)).toBe(text);
});
