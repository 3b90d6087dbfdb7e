import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History, type HistoryOptions } from '../../src/live/history.ts';
import type { Moment } from '../../src/live/moment.ts';
import type { StackEvent } from '../../src/model/stack-event.ts';
import { exampleEvent } from '../view/support/example-status.ts';
import { COUNTED_ROWS, countedNode, sessionsOf } from './support/counted-node.ts';

const START = 1_000_000_000;
/** What a moment costs beside its rows. */
const ROWS_OF_MOMENT = 10;

const history = (options: Partial<HistoryOptions> = {}): History =>
  new History({ lengthSeconds: 900, rowBudget: 200_000, rows: COUNTED_ROWS, ...options });

/** Adds a moment with a server for each of these figures. */
function add(kept: History, second: number, sessions: readonly number[], events: readonly StackEvent[] = []) {
  const moment: Moment = {
    takenAtSeconds: START + second,
    nodes: [kept.share(countedNode('ds1', START + second, sessions))],
    peers: [],
    events,
  };
  kept.add(moment);
  return moment;
}

/** When moments are kept, in seconds since the start. */
function timesOf(kept: History, toSecond: number): number[] {
  const times = new Set<number>();
  for (let second = toSecond; second >= -10_000; second -= 0.5) {
    const moment = kept.at(START + second);
    if (moment === undefined) break;
    times.add(moment.takenAtSeconds - START);
  }
  return [...times].sort((a, b) => a - b);
}

test('gives the moment in force: the latest that is not later', () => {
  const kept = history();
  expect([kept.at(START), kept.latest(), kept.range()]).toEqual([undefined, undefined, undefined]);
  const [first, second] = [add(kept, 0, [1]), add(kept, 5, [2])];
  expect(kept.at(START - 0.001)).toBeUndefined();
  expect(kept.at(START)).toBe(first);
  expect(kept.at(START + 4.999)).toBe(first);
  expect(kept.at(START + 5)).toBe(second);
  expect(kept.at(START + 1e9)).toBe(second);
  expect(kept.latest()).toBe(second);
  expect(kept.range()).toEqual({ fromSeconds: START, toSeconds: START + 5 });
});

test('keeps moments for their time', () => {
  const kept = history({ lengthSeconds: 60 });
  for (let second = 0; second < 200; second += 1) add(kept, second, [second]);
  expect(timesOf(kept, 200)).toEqual([...Array(61).keys()].map((index) => 139 + index));
  kept.reconfigure({ lengthSeconds: 10 });
  expect(kept.range()).toEqual({ fromSeconds: START + 189, toSeconds: START + 199 });
});

test('a row that does not change is kept once', () => {
  const kept = history();
  for (let second = 0; second < 100; second += 1) add(kept, second, [1, 2, second]);
  expect(kept.size()).toEqual({ moments: 100, rows: 100 * ROWS_OF_MOMENT + 2 + 100 });
  expect(sessionsOf(kept.at(START + 40)?.nodes[0])).toEqual([1, 2, 40]);
});

test('the same answer of a peer is shared once, and is what was shared as long as nothing else was there', () => {
  const kept = history();
  add(kept, 0, [1, 2]);
  const answer = countedNode('ds1', START, [1, 3]);
  const shared = kept.share(answer);
  kept.add({ takenAtSeconds: START + 1, nodes: [shared], peers: [], events: [] });
  expect(kept.share(answer)).toBe(shared);
  expect(shared).not.toBe(answer);
});

test('an event counts once, in the moment that has it first', () => {
  const kept = history();
  const [first, second] = [
    exampleEvent(9, { kind: 'a', subject: '' }),
    exampleEvent(5, { kind: 'b', subject: '' }),
  ];
  add(kept, 0, [], [first]);
  expect(kept.size().rows).toBe(ROWS_OF_MOMENT + 1);
  add(kept, 1, [], [second, first]);
  expect(kept.size().rows).toBe(2 * ROWS_OF_MOMENT + 2);
  add(kept, 2, [], [second, first]);
  expect(kept.size().rows).toBe(3 * ROWS_OF_MOMENT + 2);
});

describe('more rows than the budget has', () => {
  test('leave recent moments dense and old ones sparse, over the whole time', () => {
    const kept = history({ rowBudget: 2000 });
    const servers = [...Array(100).keys()];
    for (let second = 0; second < 3000; second += 1) {
      add(
        kept,
        second,
        servers.map((server) => server + second),
      );
      expect(kept.size().rows).toBeLessThanOrEqual(2000);
    }
    const ages = timesOf(kept, 3000).map((second) => 2999 - second);
    expect(ages.length).toBe(kept.size().moments);
    expect(ages.length).toBeGreaterThan(15);
    expect(ages.slice(-4)).toEqual([3, 2, 1, 0]);
    expect(ages[0]).toBeGreaterThan(450);
    // The gap before a moment grows with its age.
    for (const [index, age] of ages.entries()) {
      const older = ages[index - 1];
      if (older !== undefined && age > 3) expect(older / age).toBeLessThan(3);
    }
  });

  test('cost nothing where they do not change', () => {
    const kept = history({ rowBudget: 10_000 });
    const servers = [...Array(200).keys()];
    for (let second = 0; second < 900; second += 1) add(kept, second, servers);
    expect(kept.size()).toEqual({ moments: 900, rows: 200 + 900 * ROWS_OF_MOMENT });
  });

  test('leave the latest moment alone when that is too large by itself', () => {
    const kept = history({ rowBudget: 100 });
    for (let second = 0; second < 5; second += 1) add(kept, second, Array(200).fill(second));
    expect(kept.size().moments).toBe(1);
    expect(sessionsOf(kept.latest()?.nodes[0])[0]).toBe(4);
  });
});

test('a clock that is set back takes away what is later now', () => {
  const kept = history();
  for (let second = 0; second < 20; second += 1) add(kept, second, [second]);
  const moment = add(kept, 9.5, [100]);
  expect(kept.latest()).toBe(moment);
  expect(kept.range()).toEqual({ fromSeconds: START, toSeconds: START + 9.5 });
  expect(sessionsOf(kept.at(START + 9)?.nodes[0])).toEqual([9]);
  const earlier = add(kept, -3600, [1]);
  expect([kept.size().moments, kept.latest()]).toEqual([1, earlier]);
});

test('whatever the clock and the figures do, the count is right, times rise and the latest is there', () => {
  const moves = fc.array(
    fc.record({ move: fc.integer({ min: -20, max: 40 }), sessions: fc.array(fc.nat(2), { maxLength: 12 }) }),
    { minLength: 1, maxLength: 80 },
  );
  fc.assert(
    fc.property(moves, fc.integer({ min: 20, max: 400 }), (steps, rowBudget) => {
      const kept = history({ lengthSeconds: 100, rowBudget });
      let second = 0;
      for (const { move, sessions } of steps) {
        second += move;
        expect(add(kept, second, sessions)).toBe(kept.latest());
      }
      const times = timesOf(kept, second);
      expect(times.at(-1)).toBe(second);
      expect(times).toHaveLength(kept.size().moments);
      expect(second - (times[0] ?? 0)).toBeLessThanOrEqual(100);
      const moments = times.map((time) => kept.at(START + time));
      const rows = moments.map((moment, index) => {
        const [node, before] = [moment?.nodes[0], moments[index - 1]?.nodes[0]];
        return node === undefined ? 0 : ROWS_OF_MOMENT + COUNTED_ROWS.newRows(node, before);
      });
      expect(kept.size().rows).toBe(rows.reduce((sum, count) => sum + count, 0));
      expect(kept.size().rows <= rowBudget || kept.size().moments === 1).toBe(true);
    }),
  );
});
