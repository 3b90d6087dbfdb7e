import { expect, test } from 'vitest';
import { Differences, differences, MOST_OF_A_LAYER } from '../../src/live/differences.ts';
import type { NewEvent } from '../../src/model/stack-event.ts';
import type {
  HaproxyRowStatus,
  IpvsStatus,
  NodeStatus,
  SourceStatus,
} from '../../src/view/status/node-status.ts';
import {
  exampleNode,
  exampleRealServer,
  exampleSource,
  exampleVirtualServer,
  TAKEN_AT_SECONDS,
  VIP,
} from '../view/support/example-node.ts';
import { largeStatus } from '../view/support/example-status.ts';

const BEFORE = withSources(exampleNode('ds1'), []);
const UDP = `udp/${VIP}:53`;

/** All sources of the example are well but these, and are read each at another time. */
function withSources(
  node: NodeStatus,
  changes: readonly Partial<SourceStatus>[],
  laterSeconds = 0,
): NodeStatus {
  const names: readonly (readonly [SourceStatus['subsystem'], string])[] = [
    ['haproxy', 'lb1'],
    ['ipvs', ''],
    ['bind', 'rs1'],
    ['keepalived', 'local'],
    ['vip', ''],
  ];
  return {
    ...node,
    sources: names.map(([subsystem, source], index) => ({
      ...exampleSource(subsystem, source, 'test'),
      finishedAtSeconds: TAKEN_AT_SECONDS + laterSeconds + index / 10,
      ...changes.find((change) => change.subsystem === subsystem),
    })),
  };
}

function after(changes: Partial<NodeStatus>, sources: readonly Partial<SourceStatus>[] = []): NodeStatus {
  return withSources({ ...BEFORE, takenAtSeconds: TAKEN_AT_SECONDS + 1, ...changes }, sources, 1);
}

function told({ layer, kind, subject, from, to, tone, detail }: NewEvent): string {
  const change = from === undefined && to === undefined ? [] : [`${from ?? ''}>${to ?? ''}`];
  return [layer, kind, subject, ...change, tone, ...(detail === undefined ? [] : [`(${detail})`])].join(' ');
}

function changes(status: NodeStatus): string[] {
  return differences(BEFORE, status).map(told);
}

function ipvsOf(virtualServers: IpvsStatus['virtualServers']): Partial<NodeStatus> {
  return { ipvs: { ...IPVS, virtualServers } };
}

function ipvsOfExample(): IpvsStatus {
  if (BEFORE.ipvs === undefined) throw new Error('the example has no IPVS');
  return BEFORE.ipvs;
}

const IPVS = ipvsOfExample();
const [FIRST = exampleVirtualServer('UDP', VIP, 53, []), ...OTHERS] = IPVS.virtualServers;
const [REAL = exampleRealServer('192.168.56.183', 53), ...REALS] = FIRST.realServers;

test('figures that changed are no events, nor is the same table once more', () => {
  const busier = { ...REAL, active: 99, counters: undefined, rates: undefined };
  expect(changes(after(ipvsOf([{ ...FIRST, realServers: [busier, ...REALS] }, ...OTHERS])))).toEqual([]);
  expect(changes(BEFORE)).toEqual([]);
});

test('real servers that come and go, and weights', () => {
  const added = exampleRealServer('192.168.56.190', 53, { weight: 3 });
  const [second = REAL] = REALS;
  expect(
    changes(after(ipvsOf([{ ...FIRST, realServers: [{ ...second, weight: 0 }, added] }, ...OTHERS]))),
  ).toEqual([
    `ipvs removed ${UDP} 192.168.56.183:53 bad (weight 1)`,
    `ipvs weight ${UDP} 192.168.56.184:53 1>0 bad`,
    `ipvs added ${UDP} 192.168.56.190:53 good (weight 3)`,
  ]);
});

test.each([
  [0, 1, 'good'],
  [1, 0, 'bad'],
  [1, 2, 'neutral'],
])('a weight of %s that becomes %s is %s', (from, to, tone) => {
  const table = (weight: number) =>
    after(ipvsOf([{ ...FIRST, realServers: [{ ...REAL, weight }] }, ...OTHERS]));
  expect(differences(table(from), table(to)).map((event) => event.tone)).toEqual([tone]);
});

test('virtual servers that come and go are one event each', () => {
  const added = exampleVirtualServer('TCP', '10.0.0.1', 80, [exampleRealServer('10.0.0.2', 80)]);
  expect(changes(after(ipvsOf([...OTHERS, added])))).toEqual([
    `ipvs removed ${UDP} bad (with 2 real servers)`,
    'ipvs added tcp/10.0.0.1:80 neutral (with 1 real server)',
  ]);
});

test('another scheduler, other flags, another way of forwarding', () => {
  const changed = {
    ...FIRST,
    scheduler: 'sh',
    flags: ['sh-port'],
    realServers: [{ ...REAL, forward: 'Masq' }, ...REALS],
  };
  expect(changes(after(ipvsOf([changed, ...OTHERS])))).toEqual([
    `ipvs scheduler ${UDP} wrr>sh neutral`,
    `ipvs flags ${UDP} >sh-port neutral`,
    `ipvs forward ${UDP} 192.168.56.183:53 Route>Masq neutral`,
  ]);
});

test('a failed or absent read removes nothing, and is told itself', () => {
  const { ipvs: _, ...without } = BEFORE;
  const failed: Partial<SourceStatus> = {
    subsystem: 'ipvs',
    state: 'failed',
    reason: 'ipvsadm is not there',
  };
  const gone = withSources(without, [failed], 1);
  expect(changes(gone)).toEqual(['source state ipvs ok>failed bad (ipvsadm is not there)']);
  expect(differences(gone, after({})).map(told)).toEqual(['source state ipvs failed>ok good']);
  const absent = withSources(without, [{ ...failed, state: 'absent' }], 1);
  expect(changes(absent)).toEqual(['source state ipvs ok>absent neutral (ipvsadm is not there)']);
});

test('what changed while a source could not be read is told when it can be read again', () => {
  const { ipvs: _, ...without } = BEFORE;
  const gone = withSources(without, [{ subsystem: 'ipvs', state: 'failed', reason: 'timeout' }], 1);
  const back = withSources({ ...BEFORE, ...ipvsOf(OTHERS) }, [], 2);
  const node = new Differences();
  expect(node.between(BEFORE, gone).map(told)).toEqual(['source state ipvs ok>failed bad (timeout)']);
  const events = node.between(gone, back);
  expect(events.map(told)).toEqual([
    'source state ipvs failed>ok good',
    `ipvs removed ${UDP} bad (with 2 real servers)`,
  ]);
  const nanoseconds = (seconds: number): bigint =>
    BigInt(TAKEN_AT_SECONDS + seconds) * 1_000_000_000n + 100_000_000n;
  expect(events.map(({ earliestNs, latestNs }) => [earliestNs, latestNs])).toEqual([
    [nanoseconds(1), nanoseconds(2)],
    [nanoseconds(0), nanoseconds(2)],
  ]);
  expect(node.between(back, back)).toEqual([]);
});

test('sources of a new configuration are no changes', () => {
  const sources = BEFORE.sources.filter(({ subsystem }) => subsystem !== 'haproxy');
  const without = { ...BEFORE, sources, haproxys: [] };
  expect(changes(without)).toEqual([]);
  expect(differences(without, after({}))).toEqual([]);
});

function haproxyWith(
  row: Partial<HaproxyRowStatus> & Pick<HaproxyRowStatus, 'status'>,
  uptimeSeconds = 60,
): NodeStatus {
  const rows: HaproxyRowStatus[] = [
    { key: 'server/web1', scope: 'server', name: 'web1', health: 'none', cells: {}, ...row },
  ];
  return after({ haproxys: [{ source: 'lb1', uptimeSeconds, proxies: [{ name: 'www', rows }] }] });
}

test.each([
  ['UP', 'DOWN', 'bad'],
  ['UP', 'UP 1/2', 'neutral'],
  ['UP 1/2', 'DOWN', 'bad'],
  ['DOWN', 'DOWN 1/2', 'neutral'],
  ['DOWN 1/2', 'UP', 'good'],
  ['UP', 'MAINT', 'neutral'],
  ['MAINT (via www/web2)', 'UP', 'good'],
  ['DRAIN', 'DOWN', 'bad'],
  ['DOWN (agent)', 'MAINT', 'neutral'],
  ['no check', 'NOLB', 'bad'],
  ['OPEN', 'FULL', 'bad'],
  ['FULL', 'OPEN', 'good'],
  ['UP', '<script>', 'neutral'],
])('HAProxy: %s to %s is %s', (from, to, tone) => {
  expect(differences(haproxyWith({ status: from }), haproxyWith({ status: to })).map(told)).toEqual([
    `haproxy state www/web1 ${from}>${to} ${tone}`,
  ]);
});

test('a server that is down tells why, as its last check has it', () => {
  const cells = {
    check_status: 'L7STS',
    check_code: 503,
    check_duration: 3,
    last_chk: 'Service Unavailable',
  };
  const [event] = differences(haproxyWith({ status: 'UP' }), haproxyWith({ status: 'DOWN', cells }));
  expect(event?.detail).toBe('L7STS/503 in 3ms: Service Unavailable');
  const plain = { check_status: '* L4CON', check_duration: 0 };
  const [other] = differences(haproxyWith({ status: 'UP' }), haproxyWith({ status: 'DOWN', cells: plain }));
  expect(other?.detail).toBe('L4CON in 0ms');
});

test('proxies and servers that come and go, and several processes', () => {
  const one = haproxyWith({ status: 'UP', key: 'server/web1#2' });
  expect(differences(one, haproxyWith({ status: 'UP', key: 'server/web2#2' })).map(told)).toEqual([
    'haproxy removed www/web1#2 neutral',
    'haproxy added www/web2#2 neutral',
  ]);
  const none = after({ haproxys: [{ source: 'lb1', uptimeSeconds: 60, proxies: [] }] });
  expect(differences(one, none).map(told)).toEqual(['haproxy removed www neutral']);
  expect(differences(none, one).map(told)).toEqual(['haproxy added www neutral']);
});

test('a restart of HAProxy is seen by its uptime, one of BIND by its start', () => {
  expect(differences(haproxyWith({ status: 'UP' }, 60), haproxyWith({ status: 'UP' }, 2)).map(told)).toEqual([
    'haproxy restart lb1 neutral (up for 2 s)',
  ]);
  expect(differences(haproxyWith({ status: 'UP' }, 60), haproxyWith({ status: 'UP' }, 60))).toEqual([]);
  const [bind] = BEFORE.binds;
  const booted = (bootTimeSeconds: number): NodeStatus =>
    after({ binds: bind === undefined ? [] : [{ ...bind, source: 'rs1', bootTimeSeconds }] });
  expect(differences(booted(1000), booted(1001))).toEqual([]);
  expect(differences(booted(1000), booted(1100)).map(told)).toEqual(['bind restart rs1 neutral']);
});

test('a virtual IP that moves proves a failover', () => {
  const on = [{ interface: 'eth2', address: VIP, prefixLength: 24 }];
  const held = (role: 'owner' | 'absent' | 'real-server'): NodeStatus =>
    after({ vips: [{ address: VIP, role, on: role === 'absent' ? [] : on }] });
  expect(differences(held('absent'), held('owner')).map(told)).toEqual([
    `vip role ${VIP} absent>owner neutral (on eth2)`,
  ]);
  expect(differences(held('owner'), held('absent')).map(told)).toEqual([
    `vip role ${VIP} owner>absent neutral`,
  ]);
  expect(differences(held('real-server'), held('absent')).map(told)).toEqual([
    `vip role ${VIP} real-server>absent bad`,
  ]);
  expect(differences(after({ vips: [] }), held('owner'))).toEqual([]);
});

test('a change happened between the two reads of its own source', () => {
  const [event] = differences(BEFORE, after(ipvsOf(OTHERS)));
  const at = BigInt(TAKEN_AT_SECONDS) * 1_000_000_000n + 100_000_000n;
  expect(event).toMatchObject({
    earliestNs: at,
    timeNs: at + 1_000_000_000n,
    latestNs: at + 1_000_000_000n,
    node: 'ds1',
    source: '',
  });
});

test('too many at once are summed up, each layer by itself', () => {
  const [large] = largeStatus(1000, 1000).nodes;
  if (large === undefined) throw new Error('there is no node');
  const many = withSources(large, []);
  const rows = many.haproxys.flatMap(({ proxies }) => proxies.flatMap((proxy) => proxy.rows)).length;
  const down = {
    ...many,
    haproxys: many.haproxys.map((instance) => ({
      ...instance,
      proxies: instance.proxies.map((proxy) => ({
        ...proxy,
        rows: proxy.rows.map((row) => ({ ...row, status: 'DOWN' })),
      })),
    })),
    ipvs: { ...IPVS, virtualServers: many.ipvs?.virtualServers.slice(1) ?? [] },
  };
  const events = differences(many, down);
  expect(events).toHaveLength(MOST_OF_A_LAYER + 2);
  expect(events.filter(({ layer }) => layer === 'ipvs')).toHaveLength(1);
  expect(events.filter(({ kind }) => kind === 'more').map(told)).toEqual([
    `haproxy more ${rows - MOST_OF_A_LAYER} more bad (changes at once that are not listed)`,
  ]);
});

test('a large table is compared in a few milliseconds', () => {
  const [large] = largeStatus(2400, 12_000).nodes;
  if (large === undefined) throw new Error('there is no node');
  const many = withSources(large, []);
  const other = structuredClone(many);
  expect(differences(many, other)).toEqual([]);
  const startedMs = performance.now();
  for (let round = 0; round < 10; round += 1) differences(many, other);
  expect((performance.now() - startedMs) / 10).toBeLessThan(100);
});
