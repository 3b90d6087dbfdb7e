import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePageTime } from '../../../../src/view/page/query/page-time.ts';

const NOW = 1_795_168_003;
const THEN = Date.parse('2018-11-01T18:49:13Z') / 1000;

test.each([
  ['2018-11-01T18:49:13Z', THEN],
  ['2018-11-01 18:49:13', THEN],
  ['2018-11-01 18:49:13 UTC', THEN],
  ['2018-11-02T02:49:13+08:00', THEN],
  ['2018-11-02T02:49:13+0800', THEN],
  // A plus that was not encoded.
  ['2018-11-02T02:49:13 08:00', THEN],
  ['2018-11-01T18:49', THEN - 13],
  ['2018-11-01T18:49:13.250Z', THEN + 0.25],
  ['1541098153', THEN],
  ['1541098153.5', THEN + 0.5],
  ['-5m', NOW - 300],
  ['-90s', NOW - 90],
  ['-90', NOW - 90],
  ['-1h', NOW - 3600],
  ['-2d', NOW - 172_800],
  [' -5m ', NOW - 300],
])('%j is a time', (text, seconds) => {
  expect(parsePageTime(text, NOW)).toBe(seconds);
});

test.each([
  '',
  'now',
  '-5y',
  '5m',
  '2018-13-01T00:00:00Z',
  '2018-11-01',
  'NaN',
  '1e9',
  '--5m',
  '-9999999999s',
  '99999999999999',
])('%j is none', (text) => {
  expect(parsePageTime(text, NOW)).toBeUndefined();
});

test('whatever stands there, the answer can be written as a date', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^-?\d{1,15}[smhd]?$/)), (text) => {
      const seconds = parsePageTime(text, NOW);
      if (seconds !== undefined) expect(new Date(seconds * 1000).toISOString()).toMatch(/^\d{4}-/);
    }),
  );
});
