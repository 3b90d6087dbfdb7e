import { expect, test } from 'vitest';
import { FormatError } from '../../../src/parsers/format-error.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { fixture } from '../../support/fixture.ts';

const ALL = 'linux-6.1-ipvsadm-1.31-all-kinds';

function all(...names: readonly string[]): string {
  return names.map((name) => fixture('ipvs', ALL, `${name}.txt`)).join('');
}

test('one file may hold every mode and every file of /proc, one after the other', () => {
  const { records, problems } = parseIpvsText(
    all(
      'ipvsadm-Ln',
      'ipvsadm-Ln--stats--exact',
      'ipvsadm-Ln--rate--exact',
      'ipvsadm-Ln--thresholds',
      'ipvsadm-Ln--persistent-conn',
      'ipvsadm-Ln--tun-info',
      'ipvsadm-L--timeout',
      'ipvsadm-L--daemon',
      'ipvsadm-Lnc',
      'ipvsadm-Sn',
      'proc-net-ip_vs',
      'proc-net-ip_vs_stats',
      'proc-net-ip_vs_stats_percpu',
      'proc-net-ip_vs_conn',
    ),
  );
  expect(problems.kept).toEqual([]);
  expect(records).toMatchObject({
    version: '1.2.1',
    connectionTableSize: 4096,
    timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
    syncDaemons: [
      {
        role: 'master',
        interface: 'v0',
        syncId: 7,
        maxLength: 1472,
        group: '224.0.0.81',
        port: 8848,
        ttl: 2,
      },
      {
        role: 'backup',
        interface: 'v0',
        syncId: 7,
        maxLength: 1472,
        group: '224.0.0.81',
        port: 8848,
        ttl: 1,
      },
    ],
    totals: { connections: 6 },
    connections: { entries: 8 },
  });
  expect(records.virtualServers).toHaveLength(13);
  const server = records.virtualServers.find(({ port }) => port === 8010);
  expect(server).toEqual({
    protocol: 'TCP',
    address: '10.9.0.1',
    port: 8010,
    family: 'ipv4',
    scheduler: 'wlc',
    schedulerFlags: [],
    persistentSeconds: 360,
    persistentJiffies: 36_000,
    onePacket: false,
    counters: {
      connections: 1,
      incomingPackets: 6,
      outgoingPackets: 4,
      incomingBytes: 323,
      outgoingBytes: 1216,
    },
    rates: {
      connectionsPerSecond: 0,
      incomingPacketsPerSecond: 0,
      outgoingPacketsPerSecond: 0,
      incomingBytesPerSecond: 13,
      outgoingBytesPerSecond: 48,
    },
    realServers: [
      {
        address: '10.9.0.1',
        port: 8001,
        forward: 'Masq',
        weight: 1,
        activeConnections: 0,
        inactiveConnections: 1,
        persistentConnections: 1,
        upperThreshold: 0,
        lowerThreshold: 0,
        counters: {
          connections: 1,
          incomingPackets: 6,
          outgoingPackets: 4,
          incomingBytes: 323,
          outgoingBytes: 1216,
        },
        rates: {
          connectionsPerSecond: 0,
          incomingPacketsPerSecond: 0,
          outgoingPacketsPerSecond: 0,
          incomingBytesPerSecond: 13,
          outgoingBytesPerSecond: 48,
        },
      },
    ],
  });
});

test("the kernel's own table does not take the place of ipvsadm's, though it has the same titles", () => {
  const { records } = parseIpvsText(all('ipvsadm-Ln', 'proc-net-ip_vs'));
  expect(records.virtualServers.find(({ port }) => port === 8010)).toMatchObject({
    persistentSeconds: 360,
    persistentJiffies: 36_000,
  });
});

test('the sum of the services is what the kernel counts in all', () => {
  const { records } = parseIpvsText(all('ipvsadm-Ln--stats--exact', 'proc-net-ip_vs_stats'));
  const sum = records.virtualServers.reduce(
    (bytes, server) => bytes + (server.counters?.incomingBytes ?? 0),
    0,
  );
  expect(sum).toBe(1367);
  expect(records.totals?.incomingBytes).toBe(1367);
});

test('ipvsadm before 1.28 told less of its daemons', () => {
  expect(parseIpvsText('backup sync daemon (mcast=eth0, syncid=0)\n').records.syncDaemons).toEqual([
    { role: 'backup', interface: 'eth0', syncId: 0 },
  ]);
});

test('a terminal with prompts around a table', () => {
  const { records, problems } = parseIpvsText(`neo@ubuntu:~$ sudo ipvsadm
IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
TCP  172.16.0.1:www wlc
  -> 172.16.0.20:www              Route   1      0          0
neo@ubuntu:~$
`);
  expect(records.virtualServers[0]?.realServers).toHaveLength(1);
  expect(problems.kept.map(({ line, text }) => `${line}: ${text}`)).toEqual([
    '1: neo@ubuntu:~$ sudo ipvsadm',
    '7: neo@ubuntu:~$',
  ]);
});

test.each([
  ['', 'not the text of ipvsadm or of /proc/net/ip_vs: the text is empty'],
  [' \n\n', 'not the text of ipvsadm or of /proc/net/ip_vs: the text is empty'],
  [
    "Can't initialize ipvs: Protocol not available",
    'not the text of ipvsadm or of /proc/net/ip_vs: it begins with "Can\'t initialize ipvs: Protocol not available"',
  ],
])('%j is none of the formats', (text, message) => {
  expect(() => parseIpvsText(text)).toThrow(
    new FormatError('the text of ipvsadm or of /proc/net/ip_vs', text),
  );
  expect(() => parseIpvsText(text)).toThrow(message);
});

test.each(['yum-transcript.txt', 'numbered-configuration.txt', 'tcpdump.txt'])(
  'nothing is found in %s',
  (name) => {
    expect(() => parseIpvsText(fixture('foreign', name))).toThrow(FormatError);
  },
);
