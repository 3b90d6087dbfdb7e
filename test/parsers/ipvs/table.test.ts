import { expect, test } from 'vitest';
import { endpointText, type VirtualServer, virtualServerKey } from '../../../src/model/ipvs.ts';
import { ProblemLog } from '../../../src/model/problem.ts';
import { IpvsTableReader } from '../../../src/parsers/ipvs/table.ts';
import { eachLine } from '../../../src/parsers/lines.ts';
import { fixture } from '../../support/fixture.ts';

const ALL = 'linux-6.1-ipvsadm-1.31-all-kinds';
const DEFAULT_HEAD = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;

function read(text: string) {
  const problems = new ProblemLog();
  const reader = new IpvsTableReader(problems);
  eachLine(text, (line, number) => {
    if (!reader.read(line, number)) {
      reader.skip(line);
      problems.add(number, 'not a row', line);
    }
  });
  return { tables: reader.tables(), problems: problems.kept.map(({ line, reason }) => `${line}: ${reason}`) };
}

function servers(text: string): readonly VirtualServer[] {
  const { tables, problems } = read(text);
  expect(problems).toEqual([]);
  return tables.flatMap(({ virtualServers }) => virtualServers);
}

const ALL_KINDS = [
  'fwm/2147483658 wrr flag-1,flag-3',
  'tcp/172.16.0.2:0 rr persistent 300 mask 255.255.255.0 > 172.16.0.10:0',
  'tcp/172.16.0.3:80 dh > 172.16.0.11:80',
  'tcp/10.9.0.1:8000 rr > 172.16.0.9:8001 > 10.9.0.1:8001',
  'tcp/10.9.0.1:8010 wlc persistent 360 > 10.9.0.1:8001',
  'udp/10.9.0.1:5060 rr persistent 60 pe sip ops > 10.9.0.1:8002',
  'udp/10.9.0.1:8020 rr > 10.9.0.1:8002',
  'udp/10.9.0.1:8021 rr ops > 10.9.0.1:8002',
  'sctp/172.16.0.1:9999 rr > 172.16.0.10:9999',
  'tcp/[fd00:9::1]:8000 mh mh-fallback,mh-port persistent 100 mask 64 > [fd00:9::1]:8001',
  'tcp/[2001:db8::100]:443 sh sh-port persistent 50 > [2001:db8::11]:443',
  'fwm/10 rr persistent 120 > 10.9.0.1:0',
  'fwm6/10 wrr',
];

function described(server: VirtualServer): string {
  return [
    virtualServerKey(server),
    server.scheduler ?? '-',
    ...(server.schedulerFlags.length > 0 ? [server.schedulerFlags.join(',')] : []),
    ...(server.persistentSeconds === undefined ? [] : [`persistent ${server.persistentSeconds}`]),
    ...(server.persistenceMask === undefined ? [] : [`mask ${server.persistenceMask}`]),
    ...(server.persistenceEngine === undefined ? [] : [`pe ${server.persistenceEngine}`]),
    ...(server.onePacket ? ['ops'] : []),
    ...server.realServers.map((real) => `> ${endpointText(real)}`),
  ].join(' ');
}

test.each([
  'ipvsadm-L',
  'ipvsadm-Ln',
  'ipvsadm-Ln--thresholds',
  'ipvsadm-Ln--persistent-conn',
  'ipvsadm-Ln--tun-info',
])('%s names services of every kind', (name) => {
  expect(servers(fixture('ipvs', ALL, `${name}.txt`)).map(described)).toEqual(ALL_KINDS);
});

test.each(['ipvsadm-Ln--stats', 'ipvsadm-Ln--stats--exact', 'ipvsadm-Ln--rate--exact'])(
  '%s names the same servers, without their options',
  (name) => {
    expect(servers(fixture('ipvs', ALL, `${name}.txt`)).map(described)).toEqual(
      ALL_KINDS.map((line) => {
        const [key, , ...rest] = line.split(' ');
        const real = rest.indexOf('>');
        return [key, '-', ...(real < 0 ? [] : rest.slice(real))].join(' ');
      }),
    );
  },
);

const ROUTE = { address: '10.0.0.2', port: 80 };

test.each([
  [
    'no option',
    'Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
    'Route   0      15312      681',
    { forward: 'Route', weight: 0, activeConnections: 15_312, inactiveConnections: 681 },
  ],
  [
    '--tun-info',
    'Scheduler Flags\n  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn',
    'Tunnel  gue:6080:-c   65535  1          2',
    {
      forward: 'Tunnel',
      tunnel: 'gue:6080:-c',
      weight: 65_535,
      activeConnections: 1,
      inactiveConnections: 2,
    },
  ],
  [
    '--tun-info, no tunnel',
    'Scheduler Flags\n  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn',
    'Route   n/a           1      0          0',
    { forward: 'Route', weight: 1, activeConnections: 0, inactiveConnections: 0 },
  ],
  [
    '--thresholds',
    '           Uthreshold Lthreshold ActiveConn InActConn \n  -> RemoteAddress:Port',
    '1000       10         5          6',
    { upperThreshold: 1000, lowerThreshold: 10, activeConnections: 5, inactiveConnections: 6 },
  ],
  [
    '--persistent-conn',
    '           Weight    PersistConn ActiveConn InActConn \n  -> RemoteAddress:Port',
    '3         7           5          6',
    { weight: 3, persistentConnections: 7, activeConnections: 5, inactiveConnections: 6 },
  ],
  [
    '--stats',
    '              Conns   InPkts  OutPkts  InBytes OutBytes\n  -> RemoteAddress:Port',
    '        5     1133     3153    59396  157451K',
    {
      counters: {
        connections: 5,
        incomingPackets: 1133,
        outgoingPackets: 3153,
        incomingBytes: 59_396,
        outgoingBytes: 157_451_000,
        rounded: true,
      },
    },
  ],
  [
    '--rate',
    '                CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port',
    '        1      130      360     6812 17970944',
    {
      rates: {
        connectionsPerSecond: 1,
        incomingPacketsPerSecond: 130,
        outgoingPacketsPerSecond: 360,
        incomingBytesPerSecond: 6812,
        outgoingBytesPerSecond: 17_970_944,
      },
    },
  ],
])('columns by their titles: %s', (_mode, titles, cells, expected) => {
  const figures = titles.includes('Conns') || titles.includes('CPS') ? cells : 'rr';
  const text = `Prot LocalAddress:Port ${titles}\nTCP  10.0.0.1:80 ${figures}\n  -> 10.0.0.2:80  ${cells}\n`;
  expect(servers(text)[0]?.realServers).toEqual([{ ...ROUTE, ...expected }]);
});

test('a virtual server has figures of its own with --stats', () => {
  expect(
    servers(fixture('ipvs', ALL, 'ipvsadm-Ln--stats--exact.txt')).find(({ port }) => port === 8000),
  ).toEqual({
    protocol: 'TCP',
    address: '10.9.0.1',
    port: 8000,
    family: 'ipv4',
    schedulerFlags: [],
    onePacket: false,
    counters: {
      connections: 1,
      incomingPackets: 6,
      outgoingPackets: 4,
      incomingBytes: 323,
      outgoingBytes: 1216,
    },
    realServers: [
      {
        address: '172.16.0.9',
        port: 8001,
        counters: {
          connections: 0,
          incomingPackets: 0,
          outgoingPackets: 0,
          incomingBytes: 0,
          outgoingBytes: 0,
        },
      },
      {
        address: '10.9.0.1',
        port: 8001,
        counters: {
          connections: 1,
          incomingPackets: 6,
          outgoingPackets: 4,
          incomingBytes: 323,
          outgoingBytes: 1216,
        },
      },
    ],
  });
});

test.each([
  ['FWM  1 wrr', 'fwm/1 wrr'],
  ['FWM  -2147483638 rr', 'fwm/2147483658 rr'],
  ['FWM  10 IPv6 wlc persistent 360', 'fwm6/10 wlc persistent 360'],
  ['TCP  10.0.0.1:80 rr persistent 600 mask /64', 'tcp/10.0.0.1:80 rr persistent 600 mask 64'],
  ['TCP  lvs-test1:http rr', 'tcp/lvs-test1:80 rr'],
  ['TCP  [host.example]:6443 rr', 'tcp/host.example:6443 rr'],
  ['ICMP  10.0.0.1:0 rr', 'icmp/10.0.0.1:0 rr'],
  ['DCCP  10.0.0.1:5001 rr', 'dccp/10.0.0.1:5001 rr'],
  [
    'MATCH icmp,from=172.16.0.0-172.16.255.254:0-0,oif=dpdk1 rr',
    'match/[icmp,from=172.16.0.0-172.16.255.254:0-0,oif=dpdk1]:0 rr',
  ],
  ['    TCP  10.0.0.1:80 rr', 'tcp/10.0.0.1:80 rr'],
])('the virtual server %s', (row, expected) => {
  expect(servers(`${DEFAULT_HEAD}${row}\n`).map(described)).toEqual([expected]);
});

test('what DPVS adds is kept', () => {
  const [server] = servers(`IP Virtual Server version 1.9.5
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  10.0.0.100:80 rr synproxy conn-timeout 7
  -> 192.168.100.2:80             FullNat 100    0          39409      inhibited,overload
`);
  expect(server?.otherFlags).toEqual(['synproxy', 'conn-timeout', '7']);
  expect(server?.realServers[0]).toMatchObject({ forward: 'FullNat', otherFlags: ['inhibited,overload'] });
});

test('a version without a size, and rates with words before them', () => {
  const { tables, problems } = read(`IP Virtual Server version 1.9.5
Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS
  -> RemoteAddress:Port
TCP  10.0.0.100:80 bps 10M               1        2        3        4        5
`);
  expect(problems).toEqual([]);
  expect(tables).toEqual([
    {
      version: '1.9.5',
      virtualServers: [
        {
          protocol: 'TCP',
          address: '10.0.0.100',
          port: 80,
          family: 'ipv4',
          schedulerFlags: [],
          onePacket: false,
          otherFlags: ['bps', '10M'],
          rates: {
            connectionsPerSecond: 1,
            incomingPacketsPerSecond: 2,
            outgoingPacketsPerSecond: 3,
            incomingBytesPerSecond: 4,
            outgoingBytesPerSecond: 5,
          },
          realServers: [],
        },
      ],
    },
  ]);
});

test.each([
  ['Masq    1      0          0', { forward: 'Masq', weight: 1 }],
  ['Tunnel  ipip          1      0          0', { forward: 'Tunnel', tunnel: 'ipip', weight: 1 }],
])('a row without any title is told by its cells: %s', (cells, expected) => {
  expect(servers(`TCP  10.0.0.1:80 rr\n  -> 10.0.0.2:80  ${cells}\n`)[0]?.realServers[0]).toMatchObject(
    expected,
  );
});

test.each([
  [
    '-> 10.0.0.2:80 1000 10 5 6',
    { ...ROUTE, activeConnections: 5, inactiveConnections: 6 },
    '2: without a title line this may be --thresholds or --persistent-conn',
  ],
  ['-> 10.0.0.2:80 1 2 3 4 5', ROUTE, '2: without a title line this may be --stats or --rate'],
])('a row without a title that two modes print: %s', (row, expected, problem) => {
  const { tables, problems } = read(`TCP  10.0.0.1:80 rr\n  ${row}\n`);
  expect(tables[0]?.virtualServers[0]?.realServers).toEqual([expected]);
  expect(problems).toEqual([problem]);
});

test.each([
  [
    '-> 10.0.0.2:80 Route x 0 0',
    { ...ROUTE, forward: 'Route', activeConnections: 0, inactiveConnections: 0 },
    '"x" is no figure',
  ],
  ['-> 10.0.0.2:80 Route 1', { ...ROUTE, forward: 'Route', weight: 1 }, 'the row ends after 2 of 4 columns'],
  [
    '-> 10.0.0.2:80 Route 1 4294967295 0',
    { ...ROUTE, forward: 'Route', weight: 1, activeConnections: 0, inactiveConnections: 0 },
    '4294967295 connections have run below zero, taken as 0',
  ],
  [
    '-> 10.0.0.2:gopher9 Route 1 0 0',
    {
      address: '10.0.0.2',
      port: 0,
      portName: 'gopher9',
      forward: 'Route',
      weight: 1,
      activeConnections: 0,
      inactiveConnections: 0,
    },
    'the number of port "gopher9" is not known; ipvsadm -n prints it',
  ],
])('a doubtful row is kept: %s', (row, expected, reason) => {
  const { tables, problems } = read(`${DEFAULT_HEAD}TCP  10.0.0.1:80 rr\n  ${row}\n`);
  expect(tables[0]?.virtualServers[0]?.realServers).toEqual([expected]);
  expect(problems).toEqual([`5: ${reason}`]);
});

test('two ports that are known by name only stay two servers', () => {
  const { tables } = read(`${DEFAULT_HEAD}TCP  10.0.0.1:gopher8 rr\nTCP  10.0.0.1:gopher9 rr\n`);
  expect(tables[0]?.virtualServers.map(virtualServerKey)).toEqual([
    'tcp/10.0.0.1:gopher8',
    'tcp/10.0.0.1:gopher9',
  ]);
});

test('a real server without a virtual server is a problem', () => {
  expect(read(`${DEFAULT_HEAD}  -> 10.0.0.2:80 Route 1 0 0\n`)).toEqual({
    tables: [{ version: '1.2.1', connectionTableSize: 4096, virtualServers: [] }],
    problems: ['4: a real server without a virtual server above it'],
  });
});

test('real servers under a row that cannot be read do not go to the virtual server before it', () => {
  const { tables, problems } = read(
    `${DEFAULT_HEAD}TCP  10.0.0.1:80 rr\nSCTP 10.0.0.1: rr :x\nUDP  !! rr\n  -> 10.0.0.2:53 Route 1 0 0\n`,
  );
  expect(tables[0]?.virtualServers.map(described)).toEqual(['tcp/10.0.0.1:80 rr', 'sctp/10.0.0.1:0 rr']);
  expect(problems).toEqual([
    '5: "10.0.0.1" was cut before its port; ipvsadm -n prints it whole',
    '6: not a row',
    '7: a real server without a virtual server above it',
  ]);
});

test('a line that is no row leaves the virtual server as it is', () => {
  const { tables, problems } = read(
    `${DEFAULT_HEAD}TCP  10.0.0.1:80 rr\n[root@ds1 ~]#\n  -> 10.0.0.2:80 Route 1 0 0\n`,
  );
  expect(tables[0]?.virtualServers.map(described)).toEqual(['tcp/10.0.0.1:80 rr > 10.0.0.2:80']);
  expect(problems).toEqual(['5: not a row']);
});

test('a virtual server that is listed twice is one', () => {
  const { tables, problems } = read(
    `${DEFAULT_HEAD}TCP  10.0.0.1:80 rr\n  -> 10.0.0.2:80 Route 1 0 0\nTCP  10.0.0.1:http rr\n  -> 10.0.0.3:80 Route 1 0 0\n`,
  );
  expect(tables[0]?.virtualServers.map(described)).toEqual([
    'tcp/10.0.0.1:80 rr > 10.0.0.2:80 > 10.0.0.3:80',
  ]);
  expect(problems).toEqual(['6: tcp/10.0.0.1:80 is listed twice; its real servers are taken together']);
});

test('a table that is listed over and over takes the room of one', () => {
  const { tables } = read(DEFAULT_HEAD.repeat(10_000));
  expect(tables).toEqual([{ version: '1.2.1', connectionTableSize: 4096, virtualServers: [] }]);
});

test('a real server that is listed twice counts once', () => {
  const { tables, problems } = read(
    `${DEFAULT_HEAD}TCP  10.0.0.1:80 rr\n  -> 10.0.0.2:80 Route 1 0 0\n  -> 10.0.0.2:80 Route 7 0 0\n`,
  );
  expect(tables[0]?.virtualServers[0]?.realServers.map(({ weight }) => weight)).toEqual([1]);
  expect(problems).toEqual(['6: 10.0.0.2:80 is listed twice under one virtual server; its first row counts']);
});

test('a listing of all replaces an earlier one of the same mode, listings of single services do not', () => {
  const all = (address: string) => `${DEFAULT_HEAD}TCP  ${address}:80 rr\n`;
  const one = (address: string) => all(address).replace(/^.*\n/, '');
  const addresses = (text: string) => servers(text).map(({ address }) => address);
  expect(addresses(all('10.0.0.1') + all('10.0.0.2'))).toEqual(['10.0.0.2']);
  expect(addresses(one('10.0.0.1') + one('10.0.0.2'))).toEqual(['10.0.0.1', '10.0.0.2']);
});
