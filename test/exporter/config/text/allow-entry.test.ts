import { expect, test } from 'vitest';
import { isAllowEntry } from '../../../../src/exporter/config/text/allow-entry.ts';

test.each([
  'lb1',
  'LB1.example',
  'ha_proxy.example',
  '*.example.com',
  '192.0.2.7',
  '10.0.0.0/8',
  '0.0.0.0/0',
  '2001:db8::1',
  '2001:db8::/32',
  '::/0',
  `${'a'.repeat(63)}.example`,
])('%s may stand in an allow list', (text) => {
  expect(isAllowEntry(text)).toBe(true);
});

test.each([
  '',
  '*',
  '*.',
  'a.*.example',
  '-lb1',
  'lb1.',
  'lb1:8080',
  'http://lb1',
  'lb 1',
  '10.0.0.0/33',
  '10.0.0.0/8/8',
  '10.0.0.0/',
  '10.0.0.0/+8',
  '2001:db8::/129',
  'fe80::1%eth0',
  // Names that URL parsers take for addresses: an entry of one kind would admit the other.
  '10.1',
  '2130706433',
  '0x7f.1',
  '0x7f000001',
  `${'a'.repeat(64)}.example`,
])('%j may not', (text) => {
  expect(isAllowEntry(text)).toBe(false);
});
