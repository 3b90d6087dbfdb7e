import { expect, test } from 'vitest';
import { endpointText, type IpvsConnectionSummary } from '../../../src/model/ipvs.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { fixture } from '../../support/fixture.ts';

const ALL = 'linux-6.1-ipvsadm-1.31-all-kinds';

function read(text: string) {
  const { records, problems } = parseIpvsText(text);
  return {
    connections: described(records.connections),
    problems: problems.kept.map(({ line, reason }) => `${line}: ${reason}`),
  };
}

function described(summary: IpvsConnectionSummary | undefined) {
  return {
    entries: summary?.entries,
    states: summary?.byState.map(({ protocol, state, entries }) => `${protocol} ${state} ${entries}`).sort(),
    servers: summary?.byRealServer
      .map(
        ({ protocol, mark, virtual, real, entries, templates }) =>
          `${protocol} ${mark === undefined ? endpointText(virtual) : `mark ${mark}`} > ${endpointText(real)}: ${entries}+${templates}`,
      )
      .sort(),
  };
}

const EVERY_KIND = {
  entries: 8,
  states: ['IP ASSURED 1', 'TCP ASSURED 2', 'TCP TIME_WAIT 4', 'UDP UDP 1'],
  servers: [
    'IP mark 10 > 10.9.0.1:0: 0+1',
    'TCP 10.9.0.1:7777 > 10.9.0.1:7777: 1+0',
    'TCP 10.9.0.1:8000 > 10.9.0.1:8001: 1+0',
    'TCP 10.9.0.1:8010 > 10.9.0.1:8001: 1+1',
    'TCP [fd00:9::1]:8000 > [fd00:9::1]:8001: 1+1',
    'UDP 10.9.0.1:8020 > 10.9.0.1:8002: 1+0',
  ],
};

test.each([
  'ipvsadm-Lnc',
  'ipvsadm-Lc',
  'ipvsadm-Lnc--persistent-conn',
  'proc-net-ip_vs_conn',
  'proc-net-ip_vs_conn_sync',
])('%s counts the same connections', (name) => {
  expect(read(fixture('ipvs', ALL, `${name}.txt`))).toEqual({ connections: EVERY_KIND, problems: [] });
});

test.each(['ipvsadm-Lnc', 'proc-net-ip_vs_conn'])('%s without its title', (name) => {
  const text = fixture('ipvs', ALL, `${name}.txt`);
  const rows = text.split('\n').slice(name === 'ipvsadm-Lnc' ? 2 : 1);
  expect(read(rows.join('\n'))).toEqual({ connections: EVERY_KIND, problems: [] });
});

test('a second table of the same connections is not counted on top', () => {
  const text = fixture('ipvs', ALL, 'ipvsadm-Lnc.txt') + fixture('ipvs', ALL, 'proc-net-ip_vs_conn.txt');
  expect(read(text).connections).toEqual(EVERY_KIND);
});

test('the template of a mark of IPv6 has the mark in the first half of its address', () => {
  expect(
    read(`IPVS connection entries
pro expire state       source             virtual            destination
IP  01:56  ASSURED     [fd00:9::1]:0      [0:a::]:0          [fd00:9::1]:0
IP  01:56  NONE        [fd00:9::1]:0      [8000:a::]:0       [fd00:9::1]:0
IP  15:27  NONE        192.168.0.6:0      0.0.0.10:0         10.0.0.17:0
`).connections.servers,
  ).toEqual([
    'IP mark 10 > 10.0.0.17:0: 0+1',
    'IP mark 10 > [fd00:9::1]:0: 0+1',
    'IP mark 2147483658 > [fd00:9::1]:0: 0+1',
  ]);
});

test('engine data behind the destination changes nothing', () => {
  expect(
    read(`IPVS connection entries
pro expire state       source             virtual            destination        pe name          pe_data
UDP 05:00  UDP         10.9.0.2:0         10.9.0.1:5060      10.9.0.1:8002      sip              7c1f@10.9.0.2
`),
  ).toEqual({
    connections: {
      entries: 1,
      states: ['UDP UDP 1'],
      servers: ['UDP 10.9.0.1:5060 > 10.9.0.1:8002: 0+1'],
    },
    problems: [],
  });
});

test("DPVS has its core before the protocol and its own address before the real server's", () => {
  expect(
    read('[3]tcp 7s     ESTABLISHED 10.0.0.48:4000 10.0.0.100:80 192.168.100.200:1030 192.168.100.2:80\n'),
  ).toEqual({
    connections: {
      entries: 1,
      states: ['TCP ESTABLISHED 1'],
      servers: ['TCP 10.0.0.100:80 > 192.168.100.2:80: 1+0'],
    },
    problems: [],
  });
});

test('an empty table of connections has none', () => {
  expect(
    read(
      'IPVS connection entries\npro expire state       source             virtual            destination\n',
    ),
  ).toEqual({ connections: { entries: 0, states: [], servers: [] }, problems: [] });
});

test('a connection that cannot be read is a problem, and the others are counted', () => {
  const { connections, problems } = read(`IPVS connection entries
pro expire state       source             virtual            destination
TCP 01:57  TIME_WAIT   10.9.0.2:44680     10.9.0.1           10.9.0.1:8001
TCP 01:57  TIME_WAIT   10.9.0.2:44680
TCP 01:57  TIME_WAIT   10.9.0.2:44694     10.9.0.1:8000      10.9.0.1:8001
`);
  expect(connections.entries).toBe(1);
  expect(problems).toEqual([
    '3: a connection whose servers are no endpoints',
    '4: a row of no mode of ipvsadm and of no /proc/net/ip_vs file',
  ]);
});
