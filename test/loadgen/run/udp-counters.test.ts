import { expect, test } from 'vitest';
import { readUdpCounters, udpCountersGrowth } from '../../../src/loadgen/run/udp-counters.ts';

/** As Linux 6.1 has it, shortened. */
const SNMP = `Ip: Forwarding DefaultTTL InReceives
Ip: 1 64 120
Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
Udp: 1871532 24 4017 1876123 4011 3 0 12 0
UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
UdpLite: 9 9 9 9 9 9 9 9 9
`;
const SNMP6 = `Ip6InReceives                   	57
Udp6InDatagrams                 	100
Udp6NoPorts                     	0
Udp6InErrors                    	20
Udp6OutDatagrams                	100
Udp6RcvbufErrors                	7
Udp6SndbufErrors                	1
UdpLite6InErrors                	9
`;

function reader(files: Readonly<Record<string, string>>): (path: string) => string | undefined {
  return (path) => files[path];
}

test('IPv4 and IPv6 together', () => {
  expect(readUdpCounters(reader({ '/proc/net/snmp': SNMP, '/proc/net/snmp6': SNMP6 }))).toEqual({
    udpInErrors: 4_037,
    udpReceiveBufferErrors: 4_018,
    udpSendBufferErrors: 4,
  });
});

test('without IPv6', () => {
  expect(readUdpCounters(reader({ '/proc/net/snmp': SNMP }))).toEqual({
    udpInErrors: 4_017,
    udpReceiveBufferErrors: 4_011,
    udpSendBufferErrors: 3,
  });
});

test('counters that a kernel does not have are 0', () => {
  const old = 'Udp: InDatagrams NoPorts InErrors OutDatagrams\nUdp: 5 1 2 6\n';
  expect(readUdpCounters(reader({ '/proc/net/snmp': old }))).toEqual({
    udpInErrors: 2,
    udpReceiveBufferErrors: 0,
    udpSendBufferErrors: 0,
  });
});

test('nothing without /proc', () => {
  expect(readUdpCounters(reader({}))).toBe(undefined);
});

test('growth', () => {
  expect(
    udpCountersGrowth(
      { udpInErrors: 10, udpReceiveBufferErrors: 5, udpSendBufferErrors: 1 },
      { udpInErrors: 17, udpReceiveBufferErrors: 5, udpSendBufferErrors: 3 },
    ),
  ).toEqual({ udpInErrors: 7, udpReceiveBufferErrors: 0, udpSendBufferErrors: 2 });
});
