import { expect, test } from 'vitest';
import {
  formatDuration,
  formatEndpoint,
  formatPercent,
  formatQuantity,
  formatRate,
  printable,
  ratioOf,
} from '../../../src/loadgen/report/format.ts';

test.each([
  [0, '0 s'],
  [4e-10, '0.00 µs'],
  [0.000000512, '0.51 µs'],
  [0.000009994, '9.99 µs'],
  [0.000009996, '10.0 µs'],
  [0.00009996, '100 µs'],
  [0.000354, '354 µs'],
  [0.0009994, '999 µs'],
  [0.0009996, '1.00 ms'],
  [0.0682, '68.2 ms'],
  [0.9996, '1.00 s'],
  [60, '60.0 s'],
  [3600, '3,600 s'],
  [Number.POSITIVE_INFINITY, '-'],
  [Number.NaN, '-'],
])('%d s is %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0, '0.00 %'],
  [0.00001, '<0.01 %'],
  [0.001, '0.10 %'],
  [0.99996, '>99.99 %'],
  [1, '100.00 %'],
  [1.5, '150.00 %'],
])('%d is %s', (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test.each([
  [0, '0'],
  [12.34, '12.3'],
  [17, '17'],
  [12_345.6, '12,346'],
  [123_456_789, '123,456,789'],
])('a rate of %d is %s', (qps, text) => {
  expect(formatRate(qps)).toBe(text);
});

test.each([
  ['192.0.2.1', '192.0.2.1:53'],
  ['2001:db8::1', '[2001:db8::1]:53'],
  ['fe80::1%eth0', '[fe80::1%eth0]:53'],
])('port 53 of %s is %s', (address, text) => {
  expect(formatEndpoint(address, 53)).toBe(text);
});

test('a quantity has the right number', () => {
  expect([0, 1, 2000].map((count) => formatQuantity(count, 'worker'))).toEqual([
    '0 workers',
    '1 worker',
    '2,000 workers',
  ]);
  expect(formatQuantity(2, 'query', 'queries')).toBe('2 queries');
});

test('nothing of nothing is nothing', () => {
  expect([ratioOf(0, 0), ratioOf(5, 0), ratioOf(1, 4)]).toEqual([0, 0, 0.25]);
});

test('controls and what turns text around do not reach a terminal', () => {
  expect(printable('a\u001b[31m\n\u009b\u202eb\u2066 µ…')).toBe('a\ufffd[31m\ufffd\ufffd\ufffdb\ufffd µ…');
});
