import { expect, test } from 'vitest';
import type { StackEvent } from '../../../src/model/stack-event.ts';
import type { ConditionSources } from '../../../src/scenario/judge/condition-reading.ts';
import { readCondition } from '../../../src/scenario/judge/read-condition.ts';
import { Observations } from '../../../src/scenario/observe/observations.ts';
import type { SeenStatus } from '../../../src/scenario/observe/seen-status.ts';
import type { Condition } from '../../../src/scenario/plan/condition.ts';

const VIP = '192.168.56.185';

function status(node: string, verdict: string): () => Promise<SeenStatus> {
  const vips = [{ address: VIP, verdict, owners: [node] }];
  return () => Promise.resolve({ node, vips, document: { node, vips } });
}

function event(id: number, atSeconds: number, given: Partial<StackEvent> = {}) {
  const timeNs = BigInt(atSeconds) * 1_000_000_000n;
  const times = { timeNs, earliestNs: timeNs, latestNs: timeNs };
  const told = {
    node: 'ds1',
    layer: 'vrrp',
    source: 'ds1',
    kind: 'state',
    subject: 'VI_1',
    to: 'MASTER',
    tone: 'neutral',
  } as const;
  return {
    event: { id, ...times, ...told, ...given },
    atSeconds,
    earliestSeconds: atSeconds,
    latestSeconds: atSeconds,
  };
}

function sources(given: Partial<ConditionSources> = {}): ConditionSources {
  const observations = new Observations();
  observations.addEvents([event(1, 100), event(2, 200), event(3, 300, { to: 'BACKUP' })]);
  return {
    observations,
    statuses: new Map([
      ['ds1', status('ds1', 'ok')],
      ['ds2', status('ds2', 'ok')],
    ]),
    metricsPage: () => Promise.resolve('up{a="1"} 1\nup{a="2"} 0\n'),
    alertsDocument: () =>
      Promise.resolve(
        JSON.stringify({
          status: 'success',
          data: { alerts: [{ labels: { alertname: 'VipDead', vip: VIP }, state: 'pending' }] },
        }),
      ),
    ...given,
  };
}

test.each([
  ['ok', {}, true, 'ok'],
  ['no-owner', {}, false, 'ok'],
])('a verdict is %s when all vipscopes say so', async (is, more, holds, measured) => {
  const condition: Condition = { kind: 'verdict', vip: VIP, want: { is }, ...more };
  expect(await readCondition(condition, sources(), 0)).toEqual({ holds, measured });
});

test('vipscopes that say different things, or nothing, are told apart', async () => {
  const statuses = new Map([
    ['ds1', status('ds1', 'ok')],
    ['ds2', () => Promise.reject(new Error('http://ds2 refused\nthe rest'))],
  ]);
  const condition: Condition = { kind: 'verdict', vip: VIP, want: { is: 'ok' } };
  expect(await readCondition(condition, sources({ statuses }), 0)).toEqual({
    holds: false,
    measured: 'ds1: ok, ds2: http://ds2 refused',
  });
  expect(await readCondition({ ...condition, vipscope: 'ds1' }, sources({ statuses }), 0)).toMatchObject({
    holds: true,
  });
});

test('never: whoever said it at any time', async () => {
  const given = sources();
  const condition: Condition = { kind: 'verdict', vip: VIP, want: { never: 'split-brain' } };
  const say = (vipscope: string, verdict: string): unknown =>
    given.observations.addVerdict({ vipscope, vip: VIP, verdict, owners: [], atSeconds: 1 });
  expect(await readCondition(condition, given, 0)).toEqual({
    holds: false,
    measured: 'nothing was said of it',
  });
  say('ds1', 'ok');
  say('ds1', 'no-owner');
  expect(await readCondition(condition, given, 0)).toMatchObject({ holds: true, measured: 'ok, no-owner' });
  say('ds2', 'split-brain');
  say('ds2', 'ok');
  expect(await readCondition(condition, given, 0)).toMatchObject({
    holds: false,
    isFinal: true,
    measured: 'ds2 said split-brain',
  });
});

test.each([
  [{}, undefined, 0, { holds: true, measured: '3 events' }],
  [{ to: 'MASTER' }, undefined, 0, { holds: true, measured: '2 events' }],
  [{ to: 'MASTER' }, undefined, 150, { holds: true, measured: '1 event' }],
  [{ subject: 'VI' }, undefined, 301, { holds: false, measured: '0 events' }],
  [{ to: 'MASTER' }, 2, 0, { holds: true, isFinal: false, untilTheEnd: true }],
  [{ to: 'MASTER' }, 1, 0, { holds: false, isFinal: true }],
  [{ node: 'ds2' }, 0, 0, { holds: true, isFinal: false, untilTheEnd: true }],
])('events like %j, wanted %s, since %i', async (match, count, since, reading) => {
  const condition: Condition = { kind: 'event', match, ...(count !== undefined && { count }) };
  expect(await readCondition(condition, sources(), since)).toMatchObject(reading);
});

test.each<[Condition, boolean, string]>([
  [
    { kind: 'metric', vipscope: 'ds1', name: 'up', labels: { a: '1' }, want: { operator: '=', figure: 1 } },
    true,
    '1',
  ],
  [
    { kind: 'metric', vipscope: 'ds1', name: 'up', labels: {}, want: { operator: '=', figure: 1 } },
    false,
    '1, 0',
  ],
  [
    { kind: 'metric', vipscope: 'ds1', name: 'down', labels: {}, want: { operator: '=', figure: 1 } },
    false,
    'there is no such series',
  ],
  [{ kind: 'alert', name: 'VipDead', labels: {}, state: 'pending' }, true, 'pending'],
  [{ kind: 'alert', name: 'VipDead', labels: { vip: VIP }, state: 'firing' }, false, 'pending'],
  [{ kind: 'alert', name: 'VipDead', labels: { vip: '::1' }, state: 'inactive' }, true, 'inactive'],
  [{ kind: 'status', vipscope: 'ds2', path: '/vips/0/owners/0', want: 'ds2' }, true, '"ds2"'],
  [{ kind: 'status', vipscope: 'ds2', path: '/vips/1/owners/0', want: 'ds2' }, false, 'nothing there'],
])('%j', async (condition, holds, measured) => {
  expect(await readCondition(condition, sources(), 0)).toEqual({ holds, measured });
});

test('what cannot be read does not hold, and says why in one line', async () => {
  const condition: Condition = { kind: 'alert', name: 'a', labels: {}, state: 'firing' };
  const alertsDocument = () => Promise.resolve('<html>');
  expect(await readCondition(condition, sources({ alertsDocument }), 0)).toEqual({
    holds: false,
    measured: "Prometheus' alerts are no JSON document",
  });
});
