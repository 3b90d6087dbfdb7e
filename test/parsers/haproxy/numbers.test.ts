import { expect, test } from 'vitest';
import { COLUMN_METRICS } from '../../../src/exporter/metrics/haproxy-columns.ts';
import { INFO_METRICS } from '../../../src/exporter/metrics/haproxy-info-keys.ts';
import { kindOfNumber, NUMERIC_COLUMNS, NUMERIC_INFO_KEYS } from '../../../src/parsers/haproxy/numbers.ts';

test.each([
  ['0', 'number'],
  ['-1', 'number'],
  ['0.25', 'number'],
  ['9223372036854775807', 'number'],
  ['9223372036854775808', 'underflow'],
  ['18446744073709551615', 'underflow'],
  ['18446744073709551616', 'text'],
  ['123456789012345678901', 'text'],
  ['', 'text'],
  ['-', 'text'],
  ['1e3', 'text'],
  ['1e999', 'text'],
  ['0x10', 'text'],
  ['NaN', 'text'],
  ['1 ', 'text'],
  ['1,5', 'text'],
  ['-99999999999999999999999999999999', 'text'],
])('%j is %s', (cell, kind) => {
  expect(kindOfNumber(cell)).toBe(kind);
});

test('every column that becomes a metric is checked to hold numbers', () => {
  const columns = COLUMN_METRICS.flatMap((metric) => metric.columns.map(([column]) => column));
  expect(columns.filter((column) => !NUMERIC_COLUMNS.has(column))).toEqual([]);
});

test('every numeric column that tells of more than a place becomes a metric', () => {
  const shown = new Set(COLUMN_METRICS.flatMap((metric) => metric.columns.map(([column]) => column)));
  expect([...NUMERIC_COLUMNS].filter((column) => !shown.has(column))).toEqual(['pid', 'iid', 'sid', 'type']);
});

test('every figure of show info that becomes a metric is checked to be a number, and none is left over', () => {
  const keys = INFO_METRICS.flatMap((metric) => metric.keys.map(([key]) => key));
  expect(keys.filter((key) => !NUMERIC_INFO_KEYS.has(key))).toEqual(['Tainted']);
  expect([...NUMERIC_INFO_KEYS].filter((key) => !keys.includes(key))).toEqual([]);
});
