import { expect, test } from 'vitest';
import {
  bytesText,
  countText,
  durationText,
  percentText,
  rateText,
  spanText,
} from '../../../../src/view/page/markup/figures.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [-1234, '-1,234'],
  [1_234_567_890, '1,234,567,890'],
  [undefined, '–'],
  [Number.NaN, '–'],
])('count %d', (value, text) => {
  expect(countText(value)).toBe(text);
});

test.each([
  [0, '0'],
  [0.001, '<0.01'],
  [0.25, '0.25'],
  [12.34, '12.3'],
  [99.96, '100'],
  [51_234.4, '51,234'],
  [310, '310'],
  [undefined, '–'],
])('rate %d', (value, text) => {
  expect(rateText(value)).toBe(text);
});

test.each([
  [0, '0 B'],
  [112, '112 B'],
  [1000, '0.98 KiB'],
  [9_512_345, '9.07 MiB'],
  [1024 ** 6, '1,024 PiB'],
])('bytes %d', (value, text) => {
  expect(bytesText(value)).toBe(text.replace(' ', '\u00a0'));
});

test.each([
  [0, '0 %'],
  [0.9, '90 %'],
  [0.0001, '<0.1 %'],
  [0.9999, '>99.9 %'],
  [1, '100 %'],
])('share %d', (value, text) => {
  expect(percentText(value)).toBe(text.replace(' ', '\u00a0'));
});

test.each([
  [0, '0s'],
  [42, '42s'],
  [242, '4m2s'],
  [3600, '1h'],
  [86_340, '23h59m'],
  [1_050_000, '12d3h'],
  [-1, '–'],
])('span %d', (value, text) => {
  expect(spanText(value)).toBe(text);
});

test('durations', () => {
  expect(
    [0.0000123, 0.0023, 0.99999, 12].map((seconds) => durationText(seconds).replace('\u00a0', ' ')),
  ).toEqual(['12 µs', '2.3 ms', '1 s', '12 s']);
});
