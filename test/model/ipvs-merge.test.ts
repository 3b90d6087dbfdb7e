import { expect, test } from 'vitest';
import type { IpvsCounters, IpvsTable, RealServer, VirtualServer } from '../../src/model/ipvs.ts';
import { enrichIpvsTable, mergeIpvsTables } from '../../src/model/ipvs-merge.ts';

const BARE = { schedulerFlags: [], onePacket: false } as const;

function virtual(address: string, more: Partial<VirtualServer> = {}): VirtualServer {
  return { protocol: 'TCP', address, port: 80, ...BARE, realServers: [], ...more };
}

function real(address: string, more: Partial<RealServer> = {}): RealServer {
  return { address, port: 80, ...more };
}

function table(...virtualServers: readonly VirtualServer[]): IpvsTable {
  return { virtualServers };
}

const ZERO: IpvsCounters = {
  connections: 0,
  incomingPackets: 0,
  outgoingPackets: 0,
  incomingBytes: 0,
  outgoingBytes: 0,
};

test('nothing joined is nothing', () => {
  expect(mergeIpvsTables([])).toEqual({ virtualServers: [] });
});

test('each listing adds what it knows of a server', () => {
  const merged = mergeIpvsTables([
    {
      version: '1.2.1',
      ...table(virtual('10.0.0.1', { scheduler: 'wrr', realServers: [real('10.0.1.1', { weight: 3 })] })),
    },
    {
      connectionTableSize: 4096,
      ...table(virtual('10.0.0.1', { counters: ZERO, realServers: [real('10.0.1.1', { counters: ZERO })] })),
    },
    table(virtual('10.0.0.1', { realServers: [real('10.0.1.1', { upperThreshold: 5 })] })),
  ]);
  expect(merged).toEqual({
    version: '1.2.1',
    connectionTableSize: 4096,
    virtualServers: [
      virtual('10.0.0.1', {
        scheduler: 'wrr',
        counters: ZERO,
        realServers: [real('10.0.1.1', { weight: 3, counters: ZERO, upperThreshold: 5 })],
      }),
    ],
  });
});

test('servers of any listing are there, in the order in which they came', () => {
  const merged = mergeIpvsTables([
    table(virtual('10.0.0.2', { realServers: [real('10.0.1.1')] })),
    table(virtual('10.0.0.1'), virtual('10.0.0.2', { realServers: [real('10.0.1.2'), real('10.0.1.1')] })),
  ]);
  expect(merged.virtualServers).toEqual([
    virtual('10.0.0.2', { realServers: [real('10.0.1.1'), real('10.0.1.2')] }),
    virtual('10.0.0.1'),
  ]);
});

test('a table is enriched by what others know of its own servers alone', () => {
  const enriched = enrichIpvsTable(
    { version: '1.2.1', ...table(virtual('10.0.0.1', { realServers: [real('10.0.1.1')] })) },
    [
      {
        version: '1.2.0',
        timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
        ...table(
          virtual('10.0.0.1', { realServers: [real('10.0.1.1', { upperThreshold: 5 }), real('10.0.1.9')] }),
          virtual('10.0.0.9'),
        ),
      },
    ],
  );
  expect(enriched).toEqual({
    version: '1.2.1',
    timeouts: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
    virtualServers: [virtual('10.0.0.1', { realServers: [real('10.0.1.1', { upperThreshold: 5 })] })],
  });
});

test('a listing that is older does not bring back a scheduler that was replaced since, nor its flags', () => {
  const now = virtual('10.0.0.1', { scheduler: 'rr', realServers: [real('10.0.1.1', { weight: 3 })] });
  const before = virtual('10.0.0.1', {
    scheduler: 'sh',
    schedulerFlags: ['sh-port'],
    persistentSeconds: 60,
    realServers: [real('10.0.1.1', { upperThreshold: 5 })],
  });
  expect(enrichIpvsTable(table(now), [table(before)]).virtualServers[0]).toMatchObject({
    scheduler: 'rr',
    schedulerFlags: [],
    realServers: [{ weight: 3, upperThreshold: 5 }],
  });
});

test('exact counters are not given up for rounded ones, nor rounded ones kept', () => {
  const exact = { ...ZERO, incomingBytes: 157_451_426 };
  const rounded = { ...ZERO, incomingBytes: 157_451_000, rounded: true };
  const counters = (first: IpvsCounters, second: IpvsCounters) =>
    mergeIpvsTables([
      table(virtual('10.0.0.1', { counters: first })),
      table(virtual('10.0.0.1', { counters: second })),
    ]).virtualServers[0]?.counters;
  expect(counters(exact, rounded)).toEqual(exact);
  expect(counters(rounded, exact)).toEqual(exact);
  expect(counters(rounded, { ...rounded, connections: 1 })).toEqual({ ...rounded, connections: 1 });
});

test('flags survive listings that do not tell them', () => {
  const flagged = virtual('10.0.0.1', {
    scheduler: 'sh',
    schedulerFlags: ['sh-port'],
    onePacket: true,
    otherFlags: ['synproxy'],
  });
  expect(
    mergeIpvsTables([table(flagged), table(virtual('10.0.0.1', { otherFlags: ['bps', '10M'] }))]),
  ).toEqual(table({ ...flagged, otherFlags: ['synproxy', 'bps', '10M'] }));
});

test('a mark of IPv4 and the same mark of IPv6 are two services', () => {
  const mark = (family: 'ipv4' | 'ipv6') => virtual('', { protocol: 'FWM', port: 0, mark: 1, family });
  expect(mergeIpvsTables([table(mark('ipv4')), table(mark('ipv6'))]).virtualServers).toHaveLength(2);
});

test('any number of listings', () => {
  const listing = table(virtual('10.0.0.1', { realServers: [real('10.0.1.1')] }));
  expect(mergeIpvsTables(Array.from({ length: 200_000 }, () => listing))).toEqual(listing);
});

test('listings of another order', () => {
  const first = table(
    virtual('10.0.0.1', { realServers: [real('10.0.1.1', { weight: 1 }), real('10.0.1.2')] }),
  );
  const later = table(
    virtual('10.0.0.1', { realServers: [real('10.0.1.2', { weight: 2 }), real('10.0.1.1')] }),
  );
  const expected = [real('10.0.1.1', { weight: 1 }), real('10.0.1.2', { weight: 2 })];
  expect(mergeIpvsTables([first, later]).virtualServers[0]?.realServers).toEqual(expected);
  expect(enrichIpvsTable(first, [later]).virtualServers[0]?.realServers).toEqual(expected);
});
