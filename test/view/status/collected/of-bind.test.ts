import { expect, test } from 'vitest';
import { type BindStats, type BindZone, NO_COUNTERS } from '../../../../src/model/bind.ts';
import { parseNamedStats } from '../../../../src/parsers/bind/named-stats.ts';
import { parseStatisticsChannel } from '../../../../src/parsers/bind/statistics-channel.ts';
import { nodeStatus } from '../../../../src/view/status/collected/of-snapshot.ts';
import { type BindStatus, MAX_ZONES, type NodeStatus } from '../../../../src/view/status/node-status.ts';
import { fixture } from '../../../support/fixture.ts';
import { ok, snapshotOf } from '../../support/snapshot-of.ts';

function collected(stats: BindStats, before?: NodeStatus): NodeStatus {
  return nodeStatus(snapshotOf({ bind: [ok('rs1', { stats })] }), before);
}

function bindOf({ binds: [bind] }: NodeStatus): BindStatus {
  if (bind === undefined) throw new Error('no BIND');
  return bind;
}

const STATS: BindStats = {
  dumpTimeSeconds: 1000,
  omitsZeros: true,
  bootTimeSeconds: 10,
  incomingRequests: new Map([['QUERY', 500]]),
  incomingQueries: new Map([['A', 500]]),
  outgoingRcodes: new Map([['NOERROR', 500]]),
  nameServer: new Map([
    ['Response', 500],
    ['RecursClients', 9],
  ]),
  zoneMaintenance: NO_COUNTERS,
  resolver: NO_COUNTERS,
  sockets: NO_COUNTERS,
  memory: NO_COUNTERS,
  tasks: NO_COUNTERS,
  traffic: [],
  views: [],
  zones: [],
  unknown: [],
  underflows: 0,
};

const LATER: BindStats = {
  ...STATS,
  dumpTimeSeconds: 1010,
  incomingRequests: new Map([['QUERY', 700]]),
  outgoingRcodes: new Map([
    ['NOERROR', 680],
    ['SERVFAIL', 20],
  ]),
  nameServer: new Map([
    ['Response', 700],
    ['RecursClients', 4],
  ]),
};

test('a dump of named.stats', () => {
  const bind = bindOf(collected(parseNamedStats(fixture('bind', '9.18-authoritative-named.stats')).records));
  expect(bind).toMatchObject({
    source: 'rs1',
    dumpTimeSeconds: 1795167746,
    rcodes: { NOERROR: expect.any(Number) },
    nameServer: { Requestv4: expect.any(Number) },
  });
  const [busiest] = bind.zones;
  expect(busiest).toEqual({
    name: 'abc.local',
    view: 'default',
    queries: 14,
    counters: { QrySuccess: 14, QryAuthAns: 14, QryUDP: 14 },
  });
  expect(bind.zoneCount).toBeGreaterThan(1);
  expect(bind).not.toHaveProperty('rates');
});

test('the cache and the recursion of a view', () => {
  const bind = bindOf(
    collected(parseStatisticsChannel(fixture('bind', '9.18-recursive-stats.json')).records),
  );
  expect(bind.version).toMatch(/^9\.18/);
  expect(bind.views).toEqual([
    {
      name: 'default',
      cacheHits: expect.any(Number),
      cacheMisses: expect.any(Number),
      ...('RecursClients' in bind.nameServer && { recursionClients: bind.nameServer['RecursClients'] }),
    },
  ]);
});

test('rates are those between two dumps, without what goes up and down', () => {
  const first = collected(STATS);
  const second = collected(LATER, first);
  const rates = {
    overSeconds: 10,
    requests: 20,
    rcodes: { NOERROR: 18, SERVFAIL: 2 },
    nameServer: { Response: 20 },
  };
  expect(bindOf(second).rates).toEqual(rates);
  // The same dump, read again.
  expect(bindOf(collected(LATER, second))).toBe(bindOf(second));
  // Another with the same time, as of two in one second.
  const more = { ...LATER, incomingRequests: new Map([['QUERY', 701]]) };
  expect(bindOf(collected(more, second))).toMatchObject({ requests: 701, rates });
});

test.each<[string, Partial<BindStats>]>([
  ['requests fell', { incomingRequests: new Map([['QUERY', 3]]) }],
  ['an rcode fell', { outgoingRcodes: new Map([['NOERROR', 3]]) }],
  ['a counter of the server fell', { nameServer: new Map([['Response', 3]]) }],
  ['it was started at another time', { bootTimeSeconds: 1005 }],
  ['the dump is older', { dumpTimeSeconds: 900 }],
])('no rates where %s', (_what, changes) => {
  expect(bindOf(collected({ ...LATER, ...changes }, collected(STATS)))).not.toHaveProperty('rates');
});

test('of many zones the busiest', () => {
  const zones = Array.from({ length: 5000 }, (_, at): BindZone => {
    const queries = new Map([['QrySuccess', (at * 7919) % 5000]]);
    return {
      name: `zone${at}`,
      view: 'default',
      queries,
      incomingQueries: NO_COUNTERS,
      glueCache: NO_COUNTERS,
    };
  });
  const bind = bindOf(collected({ ...STATS, zones }));
  expect(bind.zoneCount).toBe(5000);
  expect(bind.zones.map(({ queries }) => queries)).toEqual(
    Array.from({ length: MAX_ZONES }, (_, at) => 4999 - at),
  );
});

test.each<[string, Partial<BindZone>, number]>([
  [
    'received',
    {
      queries: new Map([
        ['QryUDP', 5],
        ['QryTCP', 2],
        ['QrySuccess', 6],
      ]),
    },
    7,
  ],
  [
    'by type',
    {
      incomingQueries: new Map([
        ['A', 3],
        ['AAAA', 1],
      ]),
    },
    4,
  ],
  [
    'ended',
    {
      queries: new Map([
        ['QrySuccess', 6],
        ['QryNXDOMAIN', 2],
        ['QryAuthAns', 8],
      ]),
    },
    8,
  ],
])('queries of a zone as they were %s', (_how, counters, queries) => {
  const nothing = { queries: NO_COUNTERS, incomingQueries: NO_COUNTERS, glueCache: NO_COUNTERS };
  const zone = { name: 'abc.local', view: 'default', ...nothing, ...counters };
  expect(bindOf(collected({ ...STATS, zones: [zone] })).zones).toMatchObject([{ queries }]);
});

test('a counter may have any name', () => {
  const outgoingRcodes = new Map([['__proto__', 7]]);
  const bind = bindOf(collected({ ...STATS, outgoingRcodes }));
  expect(Object.entries(bind.rcodes)).toEqual([['__proto__', 7]]);
  const later = { ...STATS, dumpTimeSeconds: 1010, outgoingRcodes: new Map([['__proto__', 17]]) };
  expect(
    Object.entries(bindOf(collected(later, collected({ ...STATS, outgoingRcodes }))).rates?.rcodes ?? {}),
  ).toEqual([['__proto__', 1]]);
});
