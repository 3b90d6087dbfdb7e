import { expect, test } from 'vitest';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { fixture } from '../../support/fixture.ts';

const ALL = 'linux-6.1-ipvsadm-1.31-all-kinds';

function read(text: string) {
  const { records, problems } = parseIpvsText(text);
  return { records, problems: problems.kept.map(({ line, reason }) => `${line}: ${reason}`) };
}

const TOTALS = {
  virtualServers: [],
  totals: {
    connections: 6,
    incomingPackets: 1366,
    outgoingPackets: 3790,
    incomingBytes: 71_608,
    outgoingBytes: 188_942_044,
  },
  totalRates: {
    connectionsPerSecond: 1,
    incomingPacketsPerSecond: 127,
    outgoingPacketsPerSecond: 350,
    incomingBytesPerSecond: 6636,
    outgoingBytesPerSecond: 17_414_536,
  },
};

test('totals and rates of ip_vs_stats are hexadecimal', () => {
  expect(read(fixture('ipvs', 'proc-net-ip_vs_stats.txt'))).toEqual({ records: TOTALS, problems: [] });
});

test('the sum row of ip_vs_stats_percpu is what ip_vs_stats tells', () => {
  const whole = read(fixture('ipvs', ALL, 'proc-net-ip_vs_stats.txt'));
  expect(read(fixture('ipvs', ALL, 'proc-net-ip_vs_stats_percpu.txt'))).toEqual(whole);
  expect(whole.records.totals?.connections).toBe(6);
});

const PERCPU = `       Total Incoming Outgoing         Incoming         Outgoing
CPU    Conns  Packets  Packets            Bytes            Bytes
  0        6       18        F              557              F1F
  A        1        1        1                1                1
  ~        7       19       10              558              F20
`;

test('the rows of processors are not added to their sum', () => {
  expect(read(PERCPU).records.totals?.connections).toBe(7);
});

test('64-bit figures', () => {
  const head = PERCPU.split('\n', 1)[0];
  const text = `${head}\n   Conns  Packets  Packets            Bytes            Bytes\n FFFFFFFF 0 0 FFFFFFFFFFFFFFFF 20000000000001\n`;
  expect(read(text).records.totals).toMatchObject({
    connections: 4_294_967_295,
    incomingBytes: 2 ** 64,
    outgoingBytes: 2 ** 53,
  });
});

test('a row that is cut is a problem, and gives no totals', () => {
  const head = '   Total Incoming Outgoing         Incoming         Outgoing';
  expect(
    read(`${head}\n   Conns  Packets  Packets            Bytes            Bytes\n       6      556\n`),
  ).toEqual({
    records: { virtualServers: [] },
    problems: ['3: five hexadecimal figures are wanted'],
  });
});
