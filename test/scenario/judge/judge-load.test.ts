import { expect, test } from 'vitest';
import { judgeLoad } from '../../../src/scenario/judge/judge-load.ts';
import type { LoadDisturbance } from '../../../src/scenario/load/load-disturbances.ts';
import type { LoadReading } from '../../../src/scenario/load/load-reading.ts';
import type { LoadCheck } from '../../../src/scenario/plan/expectation.ts';
import { around, atMost, type FigureBound } from '../../../src/scenario/plan/figure-bound.ts';

const disturbance = (given: Partial<LoadDisturbance>): LoadDisturbance => ({
  firstLostSeconds: 1,
  lastLostSeconds: 2,
  lost: 100,
  outageSeconds: 1,
  outageByLossSeconds: 1,
  isPartial: false,
  cause: 'unknown',
  isFailBack: false,
  ...given,
});

const load = (given: Partial<LoadReading>): LoadReading => ({
  startedAtSeconds: 1000,
  windowSeconds: 10,
  totals: { sent: 1000, answered: 800, timedOut: 190, interrupted: 10 },
  intervals: [],
  disturbances: [],
  hasLedger: true,
  remarks: [],
  ...given,
});

const near = (text: string): FigureBound => {
  const bound = around(text, Number);
  if (bound === undefined) throw new Error(`${text} is no figure`);
  return bound;
};

function judged(check: LoadCheck, reading: LoadReading) {
  return judgeLoad('it', check, reading).map(({ name, outcome, measured }) => [name, outcome, measured]);
}

const RS1 = disturbance({
  cause: 'real-server',
  subject: '192.168.56.183:53',
  outageSeconds: 3.2,
  lost: 800,
});
const VI_1 = disturbance({ cause: 'vrrp', subject: 'VI_1', outageSeconds: 4.5 });
const BACK = disturbance({ cause: 'vrrp', subject: 'VI_1', outageSeconds: 0.2, isFailBack: true, lost: 7 });

test.each([
  ['the longest counts', 4.5, 'passed'],
  ['a bound below it is broken', 4.4, 'failed'],
])('outage: %s', (_what, most, outcome) => {
  const check = { kind: 'outage', bound: atMost(most, `${most}s`) } as const;
  expect(judged(check, load({ disturbances: [RS1, VI_1] }))).toEqual([
    ['it', outcome, '4.5 s, lost from 1 s to 2 s of the load'],
  ]);
});

test('without a disturbance there was no outage, which only a bound from 0 allows', () => {
  expect(judged({ kind: 'outage', bound: atMost(1, '1s') }, load({}))).toEqual([
    ['it', 'passed', 'no disturbance'],
  ]);
  expect(judged({ kind: 'outage', bound: near('2 ± 1') }, load({}))).toEqual([
    ['it', 'failed', 'no disturbance'],
  ]);
});

test.each([
  [190, 'passed'],
  [189, 'failed'],
])('lost: all that timed out, at most %i', (most, outcome) => {
  expect(judged({ kind: 'lost', bound: atMost(most, String(most)) }, load({}))).toEqual([
    ['it', outcome, '190 of 1000'],
  ]);
});

test.each([
  [10, 'passed', '1000 = 800 + 190 + 10'],
  [9, 'failed', '1000 = 800 + 190 + 9 does not hold'],
])('accounted: with %i interrupted it has %s', (interrupted, outcome, measured) => {
  const totals = { sent: 1000, answered: 800, timedOut: 190, interrupted };
  expect(judged({ kind: 'accounted' }, load({ totals }))).toEqual([['it', outcome, measured]]);
});

test('shares: of all answers, each by itself, one that never answered too', () => {
  const shares = [
    { origin: 'rs1', percent: near('75 ± 5') },
    { origin: 'rs2', percent: near('25 ± 1') },
    { origin: 'rs3', percent: near('0 ± 1') },
  ];
  const countedBy = {
    counts: [
      ['rs1', 72],
      ['rs2', 27],
    ] as const,
    others: 1,
  };
  expect(judged({ kind: 'shares', shares }, load({ countedBy }))).toEqual([
    ['it: rs1', 'passed', '72 %, 72 of 100'],
    ['it: rs2', 'failed', '27 %, 27 of 100'],
    ['it: rs3', 'passed', '0 %, 0 of 100'],
  ]);
  expect(judged({ kind: 'shares', shares: shares.slice(2) }, load({}))).toEqual([
    ['it: rs3', 'failed', 'the load did not count who answered'],
  ]);
});

test('disturbances: each is found by what it is, once, and judged by its own bounds', () => {
  const wanted = [
    { cause: 'vrrp', isFailBack: true, lost: atMost(6, '6') },
    { cause: 'real-server', subject: '192.168.56.183', outage: atMost(4, '4s') },
    { cause: 'vrrp', subject: 'VI_1' },
    { cause: 'haproxy' },
  ] as const;
  const check = { kind: 'disturbances', wanted, noneElse: true } as const;
  expect(judged(check, load({ disturbances: [RS1, VI_1, BACK] }))).toEqual([
    [
      'it: 1: vrrp fail-back',
      'failed',
      'vrrp fail-back VI_1: 0.2 s, 7 lost, lost from 1 s to 2 s of the load',
    ],
    [
      'it: 2: real-server 192.168.56.183',
      'passed',
      'real-server 192.168.56.183:53: 3.2 s, 800 lost, lost from 1 s to 2 s of the load',
    ],
    ['it: 3: vrrp VI_1', 'passed', 'vrrp VI_1: 4.5 s, 100 lost, lost from 1 s to 2 s of the load'],
    ['it: 4: haproxy', 'failed', 'did not happen'],
    ['it: none else', 'passed', 'none'],
  ]);
});

test('disturbances: one too many is named, unless others are allowed', () => {
  const check = { kind: 'disturbances', wanted: [{ cause: 'vrrp' }] } as const;
  const reading = load({ disturbances: [VI_1, BACK] });
  expect(judged({ ...check, noneElse: true }, reading).at(-1)).toEqual([
    'it: none else',
    'failed',
    'vrrp fail-back VI_1: 0.2 s, 7 lost, lost from 1 s to 2 s of the load',
  ]);
  expect(judged({ ...check, noneElse: false }, reading)).toHaveLength(1);
});
