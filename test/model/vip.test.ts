import { expect, test } from 'vitest';
import { hostAddresses, MAX_HOST_ADDRESSES, vipRole, vipStates } from '../../src/model/vip.ts';

function on(name: string, address = '192.168.56.185', prefixLength = 32) {
  return { interface: name, address, prefixLength };
}

test.each([
  ['eth0', 'owner'],
  ['eth2', 'owner'],
  ['bond0.100', 'owner'],
  ['lo', 'real-server'],
  ['tunl0', 'real-server'],
  ['ip6tnl0', 'real-server'],
  ['dummy0', 'real-server'],
  ['kube-ipvs0', 'real-server'],
  ['local0', 'owner'],
] as const)('an address on %s makes its host %s', (name, role) => {
  expect(vipRole(on(name))).toBe(role);
});

test('an address of scope host is never announced', () => {
  expect(vipRole({ ...on('eth0'), scope: 'host' })).toBe('real-server');
});

test('the states of watched addresses, each once', () => {
  const eth0 = on('eth0');
  const lo = { ...on('lo'), label: 'lo:0' };
  const tunnel = on('tunl0', '172.16.0.1');
  const ipv6 = on('eth0', '2001:db8::185', 128);
  expect(
    vipStates(
      ['192.168.56.185', '172.16.0.1', '10.0.0.1', '2001:DB8:0::185', '2001:db8::185'],
      [lo, eth0, tunnel, ipv6, on('eth0', '192.168.56.181')],
    ),
  ).toEqual([
    { address: '192.168.56.185', role: 'owner', on: [lo, eth0] },
    { address: '172.16.0.1', role: 'real-server', on: [tunnel] },
    { address: '10.0.0.1', role: 'absent', on: [] },
    { address: '2001:db8::185', role: 'owner', on: [ipv6] },
  ]);
});

test('the addresses of a host, each once', () => {
  expect(
    hostAddresses([
      on('lo', '127.0.0.1'),
      on('eth0', '2001:DB8:0::1'),
      on('lo'),
      on('eth0'),
      on('lo', '127.0.0.1'),
    ]),
  ).toEqual(['127.0.0.1', '2001:db8::1', '192.168.56.185']);
});

test('not more addresses than a server has', () => {
  const many = Array.from({ length: 2000 }, (_, at) => on('eth0', `10.0.${at >> 8}.${at & 255}`));
  expect(hostAddresses(many)).toHaveLength(MAX_HOST_ADDRESSES);
});
