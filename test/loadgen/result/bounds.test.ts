import { expect, test } from 'vitest';
import type { Ledger } from '../../../src/loadgen/ledger/disturbance.ts';
import { findFigure } from '../../../src/loadgen/result/bound-figures.ts';
import { judge } from '../../../src/loadgen/result/bounds.ts';
import type { Bound } from '../../../src/loadgen/settings.ts';
import { disturbance } from '../ledger/support/ledger-facts.ts';
import { NO_LATENCY, PLAIN_RESULT, plainResult } from '../support/plain-result.ts';

function bound(figure: string, operator: Bound['operator'], value: number, text: string): Bound {
  return { figure, operator, value, text };
}

const LEDGER: Ledger = {
  sliceSeconds: 0.01,
  flows: 2,
  disturbances: [disturbance(1, 5), disturbance(10, 10.5)],
  disturbancesLeftOut: 0,
  background: { lost: 0, ratio: 0 },
  lossesLeftOut: 0,
};
const RESULT = plainResult({
  ledger: LEDGER,
  qps: 49_000.5,
  lossRatio: 0.002,
  rcodes: { NOERROR: 950, SERVFAIL: 50 },
  totals: { sent: 1_002, answered: 1_000, timedOut: 2, late: 1_234 },
  latency: {
    count: 1_000,
    minSeconds: 0.0001,
    meanSeconds: 0.002,
    standardDeviationSeconds: 0.001,
    maxSeconds: 1.5,
    percentilesSeconds: { p50: 0.001, p90: 0.01, p95: 0.0151, p99: 0.0234, 'p99.9': 0.9 },
    sumSquaresSeconds2: 1,
    buckets: [],
  },
});

test.each([
  [bound('loss', '>', 0.001, 'loss>0.1%'), 'loss is 0.2 %, which breaks loss>0.1%'],
  [bound('qps', '<', 50_000, 'qps<50000'), 'qps is 49,000.5 qps, which breaks qps<50000'],
  [bound('min', '<', 0.001, 'min<1ms'), 'min is 0.1 ms, which breaks min<1ms'],
  [bound('mean', '>=', 0.002, 'mean>=2ms'), 'mean is 2 ms, which breaks mean>=2ms'],
  [bound('p95', '>', 0.015, 'p95>15ms'), 'p95 is 15.1 ms, which breaks p95>15ms'],
  [bound('p99', '>', 0.02, 'p99>20ms'), 'p99 is 23.4 ms, which breaks p99>20ms'],
  [bound('p99.9', '>', 0.5, 'p99.9>0.5s'), 'p99.9 is 900 ms, which breaks p99.9>0.5s'],
  [bound('max', '>', 1, 'max>1s'), 'max is 1.5 s, which breaks max>1s'],
  [bound('late', '>', 0, 'late>0'), 'late is 1,234, which breaks late>0'],
  [bound('timedOut', '<=', 2, 'timedOut<=2'), 'timedOut is 2, which breaks timedOut<=2'],
  [
    bound('rcode:SERVFAIL', '>', 0.01, 'rcode:SERVFAIL>1%'),
    'rcode:SERVFAIL is 5 %, which breaks rcode:SERVFAIL>1%',
  ],
  [
    bound('rcode:noerror', '<', 0.99, 'rcode:noerror<99%'),
    'rcode:noerror is 95 %, which breaks rcode:noerror<99%',
  ],
  [bound('outage', '>', 4, 'outage>4s'), 'outage is 4.002 s, which breaks outage>4s'],
  [bound('lost', '>', 1_999, 'lost>1999'), 'lost is 2,000, which breaks lost>1999'],
  [bound('speed', '>', 1, 'speed>1'), "speed>1 cannot be judged: there is no figure 'speed'"],
])('$text is broken', (broken, line) => {
  expect(judge(RESULT, [broken]).failed).toEqual([line]);
});

test.each([
  bound('loss', '>', 0.002, 'loss>0.2%'),
  bound('qps', '<', 49_000, 'qps<49000'),
  bound('p50', '>', 0.001, 'p50>1ms'),
  bound('p90', '>=', 0.011, 'p90>=11ms'),
  bound('max', '<=', 1.4, 'max<=1.4s'),
  bound('duplicate', '>', 0, 'duplicate>0'),
  bound('rcode:REFUSED', '>', 0, 'rcode:REFUSED>0'),
])('$text is kept', (kept) => {
  expect(judge(RESULT, [kept]).failed).toEqual([]);
});

test('every bound that is broken has its line, in their order', () => {
  const { failed } = judge(RESULT, [
    bound('qps', '<', 50_000, 'qps<50000'),
    bound('late', '<', 1, 'late<1'),
    bound('loss', '>', 0, 'loss>0'),
  ]);
  expect(failed).toEqual([
    'qps is 49,000.5 qps, which breaks qps<50000',
    'loss is 0.2 %, which breaks loss>0',
  ]);
});

test('a server that says nothing is not fast', () => {
  const dead = plainResult({
    qps: 0,
    lossRatio: 1,
    rcodes: {},
    totals: { sent: 10, answered: 0, timedOut: 10 },
    latency: NO_LATENCY,
  });
  expect(
    judge(dead, [
      bound('p99', '>', 0.02, 'p99>20ms'),
      bound('max', '>=', 1, 'max>=1s'),
      bound('p50', '<', 0.001, 'p50<1ms'),
      bound('loss', '>', 0.001, 'loss>0.1%'),
      bound('rcode:SERVFAIL', '>', 0, 'rcode:SERVFAIL>0'),
    ]).failed,
  ).toEqual([
    'nothing was answered, so there is no p99, which breaks p99>20ms',
    'nothing was answered, so there is no max, which breaks max>=1s',
    'loss is 100 %, which breaks loss>0.1%',
  ]);
});

test('the figures that bounds can be set on', () => {
  const unitOf = (name: string) => findFigure(name)?.unit;
  expect(['loss', 'qps', 'rcode:BADVERS'].map(unitOf)).toEqual(['ratio', 'qps', 'ratio']);
  expect(['min', 'mean', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'].map(unitOf)).toEqual(
    Array(8).fill('seconds'),
  );
  expect(['sent', 'answeredInWindow', 'timedOut', 'mismatched'].map(unitOf)).toEqual(Array(4).fill('count'));
  expect(findFigure('rcode:NXDOMAIN')?.of(PLAIN_RESULT)).toBe(1 / 3);
  expect(['rcode:', 'rcode:NOPE', 'p98', 'constructor', ''].map(findFigure)).toEqual(
    Array(5).fill(undefined),
  );
});

test('without a disturbance there was no outage; without a ledger nobody knows', () => {
  const bounds = [bound('outage', '>', 4, 'outage>4s'), bound('lost', '>', 0, 'lost>0')];
  expect(judge(plainResult({ ledger: { ...LEDGER, disturbances: [] } }), bounds).failed).toEqual([]);
  expect(judge(PLAIN_RESULT, bounds).failed).toEqual([
    'there is no ledger, so there is no outage, which breaks outage>4s',
    'there is no ledger, so there is no lost, which breaks lost>0',
  ]);
});
