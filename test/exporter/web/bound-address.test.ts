import { expect, test } from 'vitest';
import { formatAddress, isLoopback } from '../../../src/exporter/web/bound-address.ts';

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['128.0.0.1', false],
  ['fe80::1', false],
  ['::ffff:10.0.0.1', false],
])('%s is loopback: %j', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});

test.each([
  ['127.0.0.1', '127.0.0.1:9053'],
  ['::', '[::]:9053'],
])('%s', (address, expected) => {
  expect(formatAddress(address, 9053)).toBe(expected);
});
