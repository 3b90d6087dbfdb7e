import { SocketAddress } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOctets } from '../../../src/loadgen/wire/address-octets.ts';
import { hexOf } from '../support/octets.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

test.each([
  ['0.0.0.0', '00000000'],
  ['192.0.2.255', 'c00002ff'],
  ['::', '00000000000000000000000000000000'],
  ['::1', '00000000000000000000000000000001'],
  ['1::', '00010000000000000000000000000000'],
  ['2001:DB8:0:0:8:800:200C:417A', '20010db80000000000080800200c417a'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['::2:3:4:5:6:7:8', '00000002000300040005000600070008'],
  ['::0:0:0:0:0:0:1', '00000000000000000000000000000001'],
  ['1:0:0:2::3', '00010000000000020000000000000003'],
  ['::ffff:1.2.3.4', '00000000000000000000ffff01020304'],
  ['::ffff:102:304', '00000000000000000000ffff01020304'],
  ['64:ff9b::192.0.2.33', '0064ff9b0000000000000000c0000221'],
])('%s', (address, expected) => {
  expect(hexOf(addressOctets(address))).toBe(expected);
});

test('any octets come back from their text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (octets) => {
      expect(addressOctets(octets.join('.'))).toEqual(octets);
    }),
    { numRuns: RUNS },
  );
  // Zeros often, for they are what canonical text leaves out.
  const group = fc.oneof(fc.constant('0000'), fc.constantFrom('ffff', '00ff', '0a00'));
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const canonical = new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
      const octets = groups.join('');
      expect([hexOf(addressOctets(groups.join(':'))), hexOf(addressOctets(canonical))]).toEqual([
        octets,
        octets,
      ]);
    }),
    { numRuns: RUNS },
  );
});
