import { expect, test } from 'vitest';
import { type VirtualServer, virtualServerKey } from '../../../src/model/ipvs.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { fixture } from '../../support/fixture.ts';

const ALL = 'linux-6.1-ipvsadm-1.31-all-kinds';
const HEAD = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
`;

function servers(text: string): readonly VirtualServer[] {
  const { records, problems } = parseIpvsText(text);
  expect(problems.kept).toEqual([]);
  return records.virtualServers;
}

/** What /proc and `ipvsadm -Ln` both tell, in an order of its own. */
function shared(table: readonly VirtualServer[]) {
  return table
    .map(({ scheduler, onePacket, persistenceMask, realServers, ...server }) => ({
      key: virtualServerKey(server),
      scheduler,
      onePacket,
      persistenceMask,
      realServers: [...realServers].sort((a, b) => (a.address < b.address ? -1 : 1)),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

test.each([
  ['all of it', `${ALL}/`, []],
  ['all but whose a mark without real servers is', '', ['fwm6/2']],
])('the kernel and ipvsadm tell the same: %s', (_what, directory, unknown) => {
  const proc = shared(servers(fixture('ipvs', `${directory}proc-net-ip_vs.txt`)));
  const ipvsadm = shared(servers(fixture('ipvs', `${directory}ipvsadm-Ln.txt`)));
  expect(proc).toEqual(
    ipvsadm.map((server) => ({
      ...server,
      key: unknown.includes(server.key) ? server.key.replace('fwm6', 'fwm') : server.key,
    })),
  );
});

test('a row in full', () => {
  expect(
    servers(
      `${HEAD}TCP  AC100001:01BB sh  persistent 60000 FFFFFF00\n  -> AC10000A:01BB      Route   1      7          8         \n`,
    ),
  ).toEqual([
    {
      protocol: 'TCP',
      address: '172.16.0.1',
      port: 443,
      family: 'ipv4',
      scheduler: 'sh',
      schedulerFlags: [],
      onePacket: false,
      persistentJiffies: 60_000,
      persistenceMask: '255.255.255.0',
      realServers: [
        {
          address: '172.16.0.10',
          port: 443,
          forward: 'Route',
          weight: 1,
          activeConnections: 7,
          inactiveConnections: 8,
        },
      ],
    },
  ]);
});

test.each([
  [
    'TCP  [2001:0db8:0000:0000:0000:0000:0000:0100]:01BB sh persistent 5000 80000000',
    { address: '2001:db8::100' },
  ],
  [
    'TCP  [fd00:0009:0000:0000:0000:0000:0000:0001]:1F40 mh persistent 10000 40000000',
    { persistenceMask: '64' },
  ],
  [
    'TCP  [fd00:0009:0000:0000:0000:0000:0000:0001]:1F40 mh persistent 10000 00000040',
    { persistenceMask: '64' },
  ],
  ['UDP  0A090001:13C4 rr ops  persistent 6000 FFFFFFFF', { onePacket: true, persistentJiffies: 6000 }],
  ['FWM  8000000A wrr ', { protocol: 'FWM', mark: 2_147_483_658 }],
  ['FWM  00000010 wrr persistent 10000 80000000', { mark: 16, family: 'ipv6' }],
  ['FWM  00000010 wrr persistent 10000 FFFFFFFF', { mark: 16, family: 'ipv4' }],
])('%s', (row, expected) => {
  expect(servers(`${HEAD}${row}\n`)).toEqual([expect.objectContaining(expected)]);
});

test('masks that take each client for itself are left out, as ipvsadm does', () => {
  const [ipv4, ipv6] = servers(`${HEAD}TCP  0A090001:1F40 rr persistent 100 FFFFFFFF
TCP  [fd00:0009:0000:0000:0000:0000:0000:0001]:1F40 mh persistent 100 80000000
`);
  expect(ipv4).not.toHaveProperty('persistenceMask');
  expect(ipv6).not.toHaveProperty('persistenceMask');
});

test.each([
  ['  -> [2001:0db8:0000:0000:0000:0000:0000:0012]:0000      Masq    1      0          0\n', 'ipv6'],
  ['  -> AC10001E:0000      Route   1      0          0\n', 'ipv4'],
  ['  -> [2001:0db8:0000:0000:0000:0000:0000:0012]:0000      Tunnel  1      0          0\n', undefined],
  ['', undefined],
])('the family of a mark is told by real servers that are not behind a tunnel: %j', (rows, family) => {
  expect(servers(`${HEAD}FWM  00000001 rr \n${rows}`)[0]?.family).toBe(family);
});

test('of two services of one mark the certain one decides the other', () => {
  const table = servers(
    `${HEAD}FWM  00000001 rr \nFWM  00000001 wrr \n  -> AC10001E:0000      Route   1      0          0\n`,
  );
  expect(table.map(virtualServerKey)).toEqual(['fwm6/1', 'fwm/1']);
});

test('without its head a table is still known by its hexadecimal addresses', () => {
  const text = fixture('ipvs', ALL, 'proc-net-ip_vs.txt');
  expect(servers(text.split('\n').slice(3).join('\n'))).toEqual(servers(text));
});

test('rows that are cut or overflow are kept', () => {
  const { records, problems } = parseIpvsText(
    `${HEAD}TCP  0A090001:1F40 rr\n  -> AC10001E:0050      Route   1      -1          2\n  -> AC10001F:0050      Route\n`,
  );
  expect(records.virtualServers[0]?.realServers).toEqual([
    {
      address: '172.16.0.30',
      port: 80,
      forward: 'Route',
      weight: 1,
      activeConnections: 0,
      inactiveConnections: 2,
    },
    { address: '172.16.0.31', port: 80, forward: 'Route' },
  ]);
  expect(problems.kept.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '5: -1 connections have run below zero, taken as 0',
    '6: three figures are wanted, not ""',
  ]);
});
