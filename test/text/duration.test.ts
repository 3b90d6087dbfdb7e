import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/text/duration.ts';

test.each([
  ['0s', 0],
  ['500ms', 500],
  ['30s', 30_000],
  ['1m', 60_000],
  ['1m30s', 90_000],
  ['1d2h3m4s5ms', 93_784_005],
])('%s is %d ms, and written so', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  ['90s', '1m30s'],
  ['0m', '0s'],
  ['1000ms', '1s'],
])('%s is written as %s', (text, expected) => {
  expect(formatDuration(parseDuration(text) ?? Number.NaN)).toBe(expected);
});

test.each(['', '30', 's', '1.5s', '-1s', '1s1m', '1 s', '1S', '1w', ' 1s', '1s\n', '99999999999999999999d'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);
