import { expect, test } from 'vitest';
import { canonicalAddress, sameAddress } from '../../src/model/ip-address.ts';

test.each([
  ['192.168.56.185', '192.168.56.185'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['2001:0db8:0000:0000:0000:0000:0000:0100', '2001:db8::100'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['::ffff:102:304', '::ffff:1.2.3.4'],
  ['::', '::'],
  ['fe80::1%eth0', 'fe80::1'],
  ['vip.example.com', 'vip.example.com'],
  ['(null)', '(null)'],
  ['1.2.3', '1.2.3'],
  ['', ''],
])('%j is written %j', (text, canonical) => {
  expect(canonicalAddress(text)).toBe(canonical);
});

test('two spellings are one address', () => {
  expect(sameAddress('2001:DB8::1', '2001:db8:0:0:0:0:0:1')).toBe(true);
  expect(sameAddress('10.0.0.1', '10.0.0.10')).toBe(false);
});
