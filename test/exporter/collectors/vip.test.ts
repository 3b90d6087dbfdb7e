import type { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { createVipCollector, type VipCollectorDeps } from '../../../src/exporter/collectors/vip.ts';
import type { VipSource } from '../../../src/exporter/config/config.ts';
import { SourceError } from '../../../src/sources/source-error.ts';
import { fixture } from '../../support/fixture.ts';

const SIGNAL = new AbortController().signal;
const WATCHED = ['192.168.56.185', '2001:db8::185', '192.168.56.186', '172.16.0.1', '10.7.0.1', '10.0.0.1'];

const INTERFACES = JSON.parse(fixture('ip', 'node-network-interfaces.json')) as ReturnType<
  typeof networkInterfaces
>;

async function roles(source: VipSource, deps: Partial<VipCollectorDeps> = {}): Promise<string[]> {
  const collector = createVipCollector(source, {
    knownVips: () => [],
    networkInterfaces: () => INTERFACES,
    ...deps,
  });
  const outcome = await collector.collect(SIGNAL);
  if (outcome.kind !== 'ok') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return outcome.value.vips.map(({ address, role, on }) =>
    [address, role, ...on.map((place) => `${place.label ?? place.interface}/${place.prefixLength}`)].join(
      ' ',
    ),
  );
}

const ROLES = [
  '192.168.56.185 owner v0/24',
  '2001:db8::185 owner v0/128',
  '192.168.56.186 real-server lo:0/32',
  '172.16.0.1 real-server tunl0/32',
  '10.7.0.1 real-server dummy0/32',
  '10.0.0.1 absent',
];

test("this host's own interfaces", async () => {
  expect(await roles({ addresses: WATCHED })).toEqual(ROLES);
});

test.each(['ip-addr.txt', 'ip-j-addr.json'])('the same from %s', async (name) => {
  const readTextFile = async () => fixture('ip', name);
  expect(await roles({ addresses: WATCHED, file: '/srv/ip.txt' }, { readTextFile })).toEqual(ROLES);
});

/** Before, during and after keepalived on the directors and on a real server, of operators' notes. */
test.each([
  [
    'director with the address',
    '    inet 192.168.56.185/24 scope global secondary eth2',
    '192.168.56.185',
    'owner eth2/24',
  ],
  [
    'director without it',
    '    inet 192.168.56.182/24 brd 192.168.56.255 scope global noprefixroute eth2',
    '192.168.56.185',
    'absent',
  ],
  [
    'real server',
    '    inet 192.168.56.185/32 brd 192.168.56.185 scope global lo:0',
    '192.168.56.185',
    'real-server lo:0/32',
  ],
  ['director of 2009', '    inet 172.16.0.1/16 scope global secondary eth0', '172.16.0.1', 'owner eth0/16'],
  [
    'director whose address is no secondary',
    ' inet 192.168.10.100/32 scope global eth0',
    '192.168.10.100',
    'owner eth0/32',
  ],
  [
    'the other one',
    ' inet 192.168.10.102/24 brd 192.168.10.255 scope global eth0',
    '192.168.10.100',
    'absent',
  ],
  [
    'director by ifconfig',
    'eth0:0    Link encap:Ethernet\n          inet addr:172.16.0.1  Bcast:172.16.0.1  Mask:255.255.255.255',
    '172.16.0.1',
    'owner eth0:0/32',
  ],
  [
    'real server by ifconfig',
    'lo:0      Link encap:Local Loopback\n          inet addr:172.16.0.1  Mask:255.255.255.255',
    '172.16.0.1',
    'real-server lo:0/32',
  ],
  [
    'real server of a tunnel',
    'tunl0     Link encap:IPIP Tunnel  HWaddr\n          inet addr:172.16.0.1  Mask:255.255.255.255',
    '172.16.0.1',
    'real-server tunl0/32',
  ],
])('%s', async (_host, text, address, expected) => {
  const readTextFile = async () => text;
  expect(await roles({ addresses: [address], file: '/srv/ip.txt' }, { readTextFile })).toEqual([
    `${address} ${expected}`,
  ]);
});

test('a virtual IP with mask 0.0.0.0 is owned, and a problem', async () => {
  const text =
    'eth0:0    Link encap:Ethernet\n          inet addr:172.16.0.1  Bcast:255.255.255.255  Mask:0.0.0.0\n';
  const collector = createVipCollector(
    { addresses: ['172.16.0.1'], file: '/srv/ip.txt' },
    { knownVips: () => [], readTextFile: async () => text },
  );
  expect(await collector.collect(SIGNAL)).toMatchObject({
    kind: 'ok',
    value: { vips: [{ role: 'owner' }] },
    problems: {
      count: 1,
      kept: [
        { reason: '172.16.0.1 has mask 0 on eth0:0; a virtual IP wants /32, or the mask of its network' },
      ],
    },
  });
});

test('without a configured address those that IPVS and keepalived name are watched', async () => {
  const knownVips = () => ['192.168.56.185', 'vip.example.com', '192.168.56.185'];
  expect(await roles({ addresses: [] }, { knownVips })).toEqual(['192.168.56.185 owner v0/24']);
  expect(await roles({ addresses: ['10.0.0.1'] }, { knownVips })).toEqual(['10.0.0.1 absent']);
});

test.each([
  [new SourceError('not-found', '/srv/ip.txt does not exist'), '/srv/ip.txt does not exist'],
  ['<html>', '/srv/ip.txt: not the output of ip addr or ifconfig: it begins with "<html>"'],
])('a file that cannot be read has failed: %s', async (answer, reason) => {
  const readTextFile = async () => {
    if (answer instanceof SourceError) throw answer;
    return answer;
  };
  const collector = createVipCollector(
    { addresses: ['10.0.0.1'], file: '/srv/ip.txt' },
    { knownVips: () => [], readTextFile },
  );
  expect(await collector.collect(SIGNAL)).toEqual({ kind: 'failed', reason });
});

test('the interfaces of this very host can be read', async () => {
  const collector = createVipCollector({ addresses: ['127.0.0.1'] }, { knownVips: () => [] });
  expect(await collector.collect(SIGNAL)).toMatchObject({
    kind: 'ok',
    value: {
      vips: [{ address: '127.0.0.1', role: 'real-server', on: [{ interface: 'lo', prefixLength: 8 }] }],
      addresses: expect.arrayContaining(['127.0.0.1']),
    },
  });
});
