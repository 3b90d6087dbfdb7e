import { expect, test } from 'vitest';
import {
  domainOf,
  encodeSocketAddress,
  portOf,
} from '../../../../src/loadgen/transport/mmsg/socket-address.ts';
import { hexOf, octets } from '../../support/octets.ts';

test.each([
  ['127.0.0.1', 53, '0200 0035 7f000001 0000000000000000'],
  ['192.0.2.255', 65_535, '0200 ffff c00002ff 0000000000000000'],
  ['0.0.0.0', 0, '0200 0000 00000000 0000000000000000'],
])('IPv4: %s port %i', (address, port, bytes) => {
  expect(hexOf(encodeSocketAddress({ address, port, scopeId: 0 }))).toBe(hexOf(octets(bytes)));
});

test.each([
  ['::', '00000000000000000000000000000000'],
  ['::1', '00000000000000000000000000000001'],
  ['1::', '00010000000000000000000000000000'],
  ['2001:db8::1', '20010db8000000000000000000000001'],
  ['2001:DB8:0:0:8:800:200C:417A', '20010db80000000000080800200c417a'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['::2:3:4:5:6:7:8', '00000002000300040005000600070008'],
  ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
  ['1:0:0:2::3', '00010000000000020000000000000003'],
  ['::ffff:1.2.3.4', '00000000000000000000ffff01020304'],
  ['::ffff:102:304', '00000000000000000000ffff01020304'],
  ['::1.2.3.4', '00000000000000000000000001020304'],
  ['64:ff9b::192.0.2.33', '0064ff9b0000000000000000c0000221'],
])('IPv6: %s', (address, bytes) => {
  expect(hexOf(encodeSocketAddress({ address, port: 853, scopeId: 0 }))).toBe(
    hexOf(octets(`0a00 0355 00000000 ${bytes} 00000000`)),
  );
});

test('the scope of a link-local address', () => {
  expect(hexOf(encodeSocketAddress({ address: 'fe80::1', port: 53, scopeId: 258 }))).toBe(
    hexOf(octets('0a00 0035 00000000 fe80 0000000000000000000000000001 02010000')),
  );
});

test.each([
  ['127.0.0.1', 2],
  ['::1', 10],
  ['::ffff:127.0.0.1', 10],
])('domain of %s', (address, domain) => {
  expect(domainOf(address)).toBe(domain);
});

test('the port is read back', () => {
  expect(portOf(encodeSocketAddress({ address: '::1', port: 40_000, scopeId: 0 }))).toBe(40_000);
});
