import { expect, test } from 'vitest';
import type { FeedResult } from '../../../../src/cli/dnsbench/events/event-feed.ts';
import { gatherEvents } from '../../../../src/cli/dnsbench/events/ledger-events.ts';
import type { NewEvent } from '../../../../src/model/stack-event.ts';

const START_SECONDS = 1_795_186_105.25;

function stateAt(node: string, seconds: number, to: string): NewEvent {
  const timeNs = BigInt(Math.round((START_SECONDS + seconds) * 1e6)) * 1_000n;
  return {
    ...{ timeNs, earliestNs: timeNs - 200_000_000n, latestNs: timeNs },
    ...{ node, layer: 'vrrp', source: 'log', kind: 'state', subject: 'VI_1', to, tone: 'neutral' },
  };
}

function feed(source: string, events: readonly NewEvent[], more: Partial<FeedResult> = {}): FeedResult {
  return { source, node: undefined, events, clock: undefined, remarks: [], ...more };
}

test("events are on the run's own time, corrected by the clocks of their feeds", () => {
  const clock = { offsetSeconds: 1.7, errorSeconds: 0.01 };
  const { events, feeds } = gatherEvents(
    [
      feed('http://ds2:9053', [stateAt('ds2', 11.7, 'MASTER')], { clock, node: 'ds2' }),
      feed('ds1.log', [stateAt('ds1', 9, 'STOP')], { remarks: ['a gap'] }),
    ],
    START_SECONDS,
  );
  expect(events.map(({ node }) => node)).toEqual(['ds1', 'ds2']);
  expect(events[1]?.atSeconds).toBeCloseTo(10, 6);
  expect(events[1]?.earliestSeconds).toBeCloseTo(9.8, 6);
  expect(events[1]?.clockErrorSeconds).toBe(0.01);
  expect(events[0]).toMatchObject({ to: 'STOP', clockErrorSeconds: 0 });
  expect(feeds).toEqual([
    { source: 'http://ds2:9053', node: 'ds2', events: 1, clock, remarks: [] },
    { source: 'ds1.log', events: 1, remarks: ['a gap'] },
  ]);
});

test('what two feeds tell stands there once', () => {
  const same = stateAt('ds1', 3, 'MASTER');
  expect(gatherEvents([feed('a', [same]), feed('b', [same])], START_SECONDS).events).toHaveLength(1);
});

test('of what was long before the run only the last state of each is kept', () => {
  const old = [
    stateAt('ds1', -900, 'BACKUP'),
    stateAt('ds1', -800, 'MASTER'),
    stateAt('ds2', -850, 'BACKUP'),
  ];
  const { events, feeds } = gatherEvents([feed('a', [...old, stateAt('ds2', 5, 'MASTER')])], START_SECONDS);
  expect(events.map(({ node, to }) => `${node} ${to}`)).toEqual(['ds2 BACKUP', 'ds1 MASTER', 'ds2 MASTER']);
  expect(feeds[0]?.events).toBe(1);
});

test('of too many the first are kept, and how many are missing is known', () => {
  const many = Array.from({ length: 10_010 }, (_, at) => stateAt('ds1', at, 'MASTER'));
  const { events, leftOut } = gatherEvents([feed('a', many)], START_SECONDS);
  expect([events.length, leftOut]).toEqual([10_000, 10]);
});
