import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumDirectors } from '../../../src/loadgen/ledger/directors-sum.ts';
import type { DirectorFigures } from '../../../src/loadgen/ledger/node-figures.ts';
import { expectedShares, schedulerMeaning } from '../../../src/loadgen/ledger/scheduler-meaning.ts';
import { flowsForWanted, shareInterval } from '../../../src/loadgen/ledger/share-interval.ts';
import { type Shares, sharesOf } from '../../../src/loadgen/ledger/shares.ts';
import { director, RS1, RS2, realServer } from './support/stack-facts.ts';

/** Two real servers of weights 3 and 1 with so many flows and queries. */
function sharesBy(
  scheduler: string,
  [one, two]: readonly [readonly [number, number], readonly [number, number]],
  more: Partial<DirectorFigures> = {},
): Shares {
  const sum = sumDirectors([director(scheduler, [realServer(RS1, 3, one), realServer(RS2, 1, two)], more)]);
  if (sum === undefined) throw new Error('there is a director');
  return sharesOf(sum, [], 16);
}

describe('a verdict by what weights mean to the scheduler', () => {
  test.each<[string, readonly [readonly [number, number], readonly [number, number]], string]>([
    [
      'wrr',
      [
        [12, 7_500],
        [4, 2_500],
      ],
      'within: expected 75/25 by weight, got 75/25: within what 16 flows allow',
    ],
    [
      'wlc',
      [
        [11, 6_875],
        [5, 3_125],
      ],
      'within: expected 75/25 by weight, got 68.8/31.3: within what 16 flows allow',
    ],
    [
      'sed',
      [
        [400, 5_000],
        [400, 5_000],
      ],
      'outside: expected 75/25 by weight, got 50/50: outside of what 800 flows allow',
    ],
    [
      'rr',
      [
        [8, 5_000],
        [8, 5_000],
      ],
      'within: expected 75/25 by weight, got 50/50: rr ignores weights',
    ],
    [
      'lc',
      [
        [8, 5_000],
        [8, 5_000],
      ],
      'within: expected 75/25 by weight, got 50/50: lc ignores weights',
    ],
    [
      'rr',
      [
        [600, 7_500],
        [200, 2_500],
      ],
      'outside: expected 50/50 in equal parts, got 75/25: outside of what 800 flows allow',
    ],
    [
      'sh',
      [
        [16, 10_000],
        [0, 0],
      ],
      'unknown: got 100/0: sh chooses by a hash, so that shares follow the clients and not the weights',
    ],
    [
      'new',
      [
        [8, 5_000],
        [8, 5_000],
      ],
      'unknown: got 50/50: what new does is not known here',
    ],
    [
      'wrr',
      [
        [0, 0],
        [0, 0],
      ],
      'unknown: got 0/0: no real server is known to have been asked',
    ],
  ])('%s of %j', (scheduler, counts, told) => {
    const { verdict, text } = sharesBy(scheduler, counts);
    expect(`${verdict}: ${text}`).toBe(told);
  });

  test('a server of weight 0 gets nothing, whatever the scheduler', () => {
    expect(expectedShares(schedulerMeaning('rr'), [3, 0, 1])).toEqual([0.5, 0, 0.5]);
    expect(expectedShares(schedulerMeaning('wrr'), [3, 0, 1])).toEqual([0.75, 0, 0.25]);
    expect(expectedShares(schedulerMeaning('wrr'), [0, 0])).toBeUndefined();
  });

  test('with one-packet scheduling queries count, else flows', () => {
    const counts = [
      [5_100, 5_100],
      [4_900, 4_900],
    ] as const;
    expect(sharesBy('wrr', counts, { flags: ['ops'] })).toMatchObject({
      sample: { count: 10_000, unit: 'queries' },
      verdict: 'outside',
    });
    expect(
      sharesBy('wrr', [
        [8, 5_100],
        [8, 4_900],
      ]).sample,
    ).toEqual({ count: 16, unit: 'flows' });
  });

  test('a persistent virtual server, or a table that changed, has no one share', () => {
    const counts = [
      [8, 5_000],
      [8, 5_000],
    ] as const;
    expect(sharesBy('wrr', counts, { flags: ['persistent 600'] }).text).toContain('persistent');
    const changes = [{ atSeconds: 5, what: 'weight', real: `${RS1}:53` }] as const;
    expect(sharesBy('wrr', counts, { changes }).text).toBe(
      'got 50/50: 192.168.56.183:53: its weight changed during the run, and there is no one share to expect',
    );
  });
});

test('directors are added up; one that no query came to says nothing of weights', () => {
  const one = director('wrr', [realServer(RS1, 3, [6, 300]), realServer(RS2, 1, [2, 100])]);
  const two = director('wrr', [realServer(RS2, 1, [2, 50]), realServer(RS1, 3, [6, 150])], { node: 'ds2' });
  const idle = director('rr', [realServer(RS1, 9, [0, 0])], { node: 'ds3' });
  const sum = sumDirectors([two, idle, one]);
  expect(sum?.directors.map(({ node }) => node)).toEqual(['ds1', 'ds2']);
  expect(sum?.packets).toEqual({ grown: 600 });
  expect(sum && sharesOf(sum, [], 16)).toMatchObject({ verdict: 'within', directors: ['ds1', 'ds2'] });
  const differing = sumDirectors([one, { ...two, scheduler: 'rr' }]);
  expect(differing && sharesOf(differing, [], 16).text).toContain('the tables of ds1 and ds2 differ');
  expect(sumDirectors([])).toBeUndefined();
});

describe('the interval that so many flows allow', () => {
  test.each([
    [0.5, 16, 0.28, 0.72],
    [0.75, 16, 0.5051, 0.8982],
    [0, 10, 0, 0.2775],
    [1, 10, 0.7225, 1],
    [0.75, 10_000, 0.7414, 0.7584],
  ])('%d of %i flows', (share, flows, low, high) => {
    const interval = shareInterval(share, flows);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  test('it has the share in it, lies between 0 and 1 and gets narrower with more flows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        (share, flows) => {
          const { low, high } = shareInterval(share, flows);
          const wider = shareInterval(share, Math.max(1, flows >> 1));
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low <= share && share <= high).toBe(true);
          expect(high - low).toBeLessThanOrEqual(wider.high - wider.low + 1e-12);
        },
      ),
    );
  });

  test('how many flows tell a share to ±2 %', () => {
    expect([flowsForWanted(0.5), flowsForWanted(0.75), flowsForWanted(0)]).toEqual([2_401, 1_801, 0]);
    const { low, high } = shareInterval(0.75, flowsForWanted(0.75));
    expect((high - low) / 2).toBeCloseTo(0.02, 3);
  });
});
