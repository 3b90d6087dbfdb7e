import { expect, test } from 'vitest';
import { scrapeDeadlineMs } from '../../../src/exporter/web/scrape-deadline.ts';

test.each([
  [undefined, 9000],
  ['10', 9000],
  ['5', 4500],
  ['1.25', 750],
  ['0.55', 100],
  ['0.3', 100],
  ['0.000001', 100],
  ['0', 9000],
  ['', 9000],
  ['ten', 9000],
  ['-5', 9000],
  ['1e3', 9000],
  ['0x10', 9000],
  ['Infinity', 9000],
  ['NaN', 9000],
  [' 5', 9000],
  ['5, 6', 9000],
  ['9'.repeat(400), 9000],
  [['5', '6'], 9000],
])('header %j: %d ms of at most 9000', (header, expected) => {
  expect(scrapeDeadlineMs(header, 9000)).toBe(expected);
});
