import { expect, test } from 'vitest';
import { encodeClientSubnet } from '../../../src/loadgen/shaping/client-subnet.ts';

// RFC 7871 §6: as few octets of the address as hold the prefix, and zeros in the bits behind it.
test.each([
  ['192.168.77.130', 24, '00011800c0a84d'],
  ['192.168.77.130', 32, '00012000c0a84d82'],
  ['192.168.77.130', 25, '00011900c0a84d80'],
  ['192.168.77.130', 17, '00011100c0a800'],
  ['255.255.255.255', 1, '0001010080'],
  ['192.168.77.130', 0, '00010000'],
  ['2001:db8:ffff::1', 56, '0002380020010db8ffff00'],
  ['2001:db8:ffff::1', 33, '0002210020010db880'],
  ['::1', 128, '0002800000000000000000000000000000000001'],
  ['::0:0:0:0:0:0:1', 128, '0002800000000000000000000000000000000001'],
  ['::ffff:192.0.2.1', 128, '0002800000000000000000000000ffffc0000201'],
])('%s/%d', (address, prefixLength, expected) => {
  expect(Buffer.from(encodeClientSubnet(address, prefixLength)).toString('hex')).toBe(expected);
});

test.each([
  ['localhost', 24, 'client subnet localhost: not an IPv4 or IPv6 address'],
  ['fe80::1%eth0', 64, 'client subnet fe80::1%eth0: not an IPv4 or IPv6 address'],
  ['10.0.0.1', 33, 'client subnet 10.0.0.1/33: the prefix is not 0 to 32 bits'],
  ['::1', 129, 'client subnet ::1/129: the prefix is not 0 to 128 bits'],
  ['::1', -1, 'client subnet ::1/-1: the prefix is not 0 to 128 bits'],
  ['::1', 1.5, 'client subnet ::1/1.5: the prefix is not 0 to 128 bits'],
])('%s/%d is refused', (address, prefixLength, message) => {
  expect(() => encodeClientSubnet(address, prefixLength)).toThrow(new RangeError(message));
});
