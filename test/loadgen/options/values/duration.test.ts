import { expect, test } from 'vitest';
import { parseDuration } from '../../../../src/loadgen/options/values/duration.ts';

test.each([
  ['60', 60],
  ['.5', 0.5],
  ['5.', 5],
  ['3ms', 0.003],
  ['0.1ms', 0.0001],
  ['250us', 0.000_25],
  ['250µs', 0.000_25],
  ['1.5m', 90],
  ['2h', 7200],
  ['0', 0],
])('%s is %d seconds', (text, seconds) => {
  expect(parseDuration(text, 0, 10_000)).toBe(seconds);
});

test.each([
  '',
  's',
  '.',
  '1..5',
  '-1',
  '+1',
  '1e3',
  '5 s',
  '5S',
  '5sec',
  '1h30m',
  'constructor',
  '1toString',
  '٣',
])('%j is no time', (text) => {
  expect(parseDuration(text, 0, 10_000)).toBeUndefined();
});

test('bounds belong to the range', () => {
  expect(parseDuration('1', 1, 2)).toBe(1);
  expect(parseDuration('2', 1, 2)).toBe(2);
  expect(parseDuration('2.001', 1, 2)).toBeUndefined();
  expect(parseDuration('999ms', 1, 2)).toBeUndefined();
});
