import { expect, test } from 'vitest';
import { type BindStats, NO_COUNTERS } from '../../src/model/bind.ts';
import { keepSeenCounters } from '../../src/model/bind-seen.ts';

const EMPTY: BindStats = {
  dumpTimeSeconds: 1,
  omitsZeros: true,
  incomingRequests: NO_COUNTERS,
  incomingQueries: NO_COUNTERS,
  outgoingRcodes: NO_COUNTERS,
  nameServer: NO_COUNTERS,
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

function counters(values: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(values));
}

const VIEW = {
  name: 'v',
  outgoingQueries: counters({ A: 1 }),
  resolver: counters({ Retry: 2 }),
  adb: counters({ namescnt: 3 }),
  cache: { name: 'v', stats: counters({ HeapMemTotal: 4 }), rrsets: counters({ '!A': 5 }) },
};
const ZONE = {
  name: 'example.com',
  view: 'v',
  queries: counters({ QrySuccess: 1 }),
  incomingQueries: counters({ A: 1 }),
  glueCache: counters({ GLUECACHEhitspresent: 1 }),
};

test('the first dump is as it is', () => {
  expect(keepSeenCounters(undefined, EMPTY)).toBe(EMPTY);
});

test('counters that vanish are 0, new ones are as they are', () => {
  const before: BindStats = {
    ...EMPTY,
    incomingRequests: counters({ QUERY: 9, UPDATE: 1 }),
    nameServer: counters({ RecursClients: 3 }),
    views: [VIEW],
    zones: [ZONE],
  };
  const now: BindStats = {
    ...EMPTY,
    dumpTimeSeconds: 2,
    incomingRequests: counters({ QUERY: 2, NOTIFY: 1 }),
    views: [
      {
        ...VIEW,
        outgoingQueries: NO_COUNTERS,
        resolver: NO_COUNTERS,
        adb: NO_COUNTERS,
        cache: { name: 'v', stats: NO_COUNTERS, rrsets: counters({ A: 1 }) },
      },
    ],
    zones: [{ ...ZONE, queries: NO_COUNTERS, incomingQueries: NO_COUNTERS, glueCache: NO_COUNTERS }],
  };
  expect(keepSeenCounters(before, now)).toEqual({
    ...EMPTY,
    dumpTimeSeconds: 2,
    incomingRequests: counters({ QUERY: 2, NOTIFY: 1, UPDATE: 0 }),
    nameServer: counters({ RecursClients: 0 }),
    views: [
      {
        name: 'v',
        outgoingQueries: counters({ A: 0 }),
        resolver: counters({ Retry: 0 }),
        adb: counters({ namescnt: 0 }),
        cache: { name: 'v', stats: NO_COUNTERS, rrsets: counters({ A: 1, '!A': 0 }) },
      },
    ],
    zones: [
      {
        name: 'example.com',
        view: 'v',
        queries: counters({ QrySuccess: 0 }),
        incomingQueries: counters({ A: 0 }),
        glueCache: counters({ GLUECACHEhitspresent: 0 }),
      },
    ],
  });
});

test('views and zones that are gone stay gone, and new ones have nothing to remember', () => {
  const before: BindStats = { ...EMPTY, views: [VIEW], zones: [ZONE] };
  const now: BindStats = { ...EMPTY, views: [{ ...VIEW, name: 'w' }], zones: [{ ...ZONE, view: 'w' }] };
  expect(keepSeenCounters(before, EMPTY)).toEqual(EMPTY);
  expect(keepSeenCounters(before, now)).toEqual(now);
});

test('it is remembered over any number of dumps', () => {
  const first: BindStats = { ...EMPTY, sockets: counters({ UDP4Open: 1 }) };
  const second = keepSeenCounters(first, EMPTY);
  const third = keepSeenCounters(second, { ...EMPTY, sockets: counters({ TCP4Open: 1 }) });
  expect(third.sockets).toEqual(counters({ TCP4Open: 1, UDP4Open: 0 }));
});

test('unknown counters are remembered too', () => {
  const before: BindStats = {
    ...EMPTY,
    unknown: [
      { section: 'nsstats', name: 'a', value: 1 },
      { section: 'resstats', view: 'v', name: 'a', value: 2 },
    ],
  };
  const now: BindStats = { ...EMPTY, unknown: [{ section: 'nsstats', name: 'a', value: 3 }] };
  expect(keepSeenCounters(before, now).unknown).toEqual([
    { section: 'nsstats', name: 'a', value: 3 },
    { section: 'resstats', view: 'v', name: 'a', value: 0 },
  ]);
});

test('no more names are remembered than a block of BIND has', () => {
  const many = (prefix: string): BindStats => ({
    ...EMPTY,
    incomingQueries: new Map(Array.from({ length: 1000 }, (_, index) => [`${prefix}${index}`, 1])),
    unknown: Array.from({ length: 1000 }, (_, index) => ({
      section: 's',
      name: `${prefix}${index}`,
      value: 1,
    })),
  });
  const kept = ['b', 'c', 'd'].map(many).reduce(keepSeenCounters, many('a'));
  expect(kept.incomingQueries.size).toBe(1024);
  expect(kept.unknown).toHaveLength(1024);
  expect(kept.incomingQueries.get('d999')).toBe(1);
});
