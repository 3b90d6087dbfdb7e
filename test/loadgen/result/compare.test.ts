import { expect, test } from 'vitest';
import { compareResults } from '../../../src/loadgen/result/compare.ts';
import type { Latency } from '../../../src/loadgen/stats/latency-summary.ts';
import { NO_LATENCY, plainResult } from '../support/plain-result.ts';

function latency(p50: number, p99: number): Latency {
  return {
    count: 1_000,
    minSeconds: 0.0001,
    meanSeconds: 0.001,
    standardDeviationSeconds: 0.0005,
    maxSeconds: 0.1,
    percentilesSeconds: { p50, p90: 0.002, p95: 0.003, p99, 'p99.9': 0.05 },
    sumSquaresSeconds2: 0.001,
    buckets: [],
  };
}

const A = plainResult({
  qps: 40_000,
  windowSeconds: 60,
  lossRatio: 0,
  rcodes: { NOERROR: 1_000 },
  totals: { sent: 1_000, answered: 1_000, late: 5 },
  latency: latency(0.001, 0.01),
});
const B = plainResult({
  qps: 50_000,
  windowSeconds: 60,
  lossRatio: 0.01,
  rcodes: { REFUSED: 100, NOERROR: 900 },
  totals: { sent: 2_000, answered: 1_000, late: 10 },
  latency: latency(0.001_02, 0.02),
  settings: { server: '192.0.2.2', outstanding: 200, load: { kind: 'rate', qps: 50_000 } },
});

test('two runs beside each other', () => {
  expect(compareResults(A, B).rows).toEqual([
    { figure: 'queries per second', unit: 'qps', a: 40_000, b: 50_000, differenceRatio: 0.25, better: 'b' },
    { figure: 'window', unit: 'seconds', a: 60, b: 60, differenceRatio: 0, better: 'same' },
    { figure: 'queries sent', unit: 'count', a: 1_000, b: 2_000, differenceRatio: 1, better: 'neither' },
    { figure: 'queries answered', unit: 'count', a: 1_000, b: 1_000, differenceRatio: 0, better: 'same' },
    { figure: 'queries lost', unit: 'ratio', a: 0, b: 0.01, better: 'a' },
    { figure: 'late answers', unit: 'ratio', a: 0.005, b: 0.005, differenceRatio: 0, better: 'same' },
    { figure: 'truncated answers', unit: 'ratio', a: 0, b: 0, better: 'same' },
    { figure: 'answers not as expected', unit: 'ratio', a: 0, b: 0, better: 'same' },
    { figure: 'min latency', unit: 'seconds', a: 0.0001, b: 0.0001, differenceRatio: 0, better: 'same' },
    { figure: 'mean latency', unit: 'seconds', a: 0.001, b: 0.001, differenceRatio: 0, better: 'same' },
    {
      figure: 'stddev of latency',
      unit: 'seconds',
      a: 0.0005,
      b: 0.0005,
      differenceRatio: 0,
      better: 'same',
    },
    {
      figure: 'p50 latency',
      unit: 'seconds',
      a: 0.001,
      b: 0.001_02,
      differenceRatio: expect.closeTo(0.02, 9),
      better: 'same',
    },
    { figure: 'p90 latency', unit: 'seconds', a: 0.002, b: 0.002, differenceRatio: 0, better: 'same' },
    { figure: 'p95 latency', unit: 'seconds', a: 0.003, b: 0.003, differenceRatio: 0, better: 'same' },
    { figure: 'p99 latency', unit: 'seconds', a: 0.01, b: 0.02, differenceRatio: 1, better: 'a' },
    { figure: 'p99.9 latency', unit: 'seconds', a: 0.05, b: 0.05, differenceRatio: 0, better: 'same' },
    { figure: 'max latency', unit: 'seconds', a: 0.1, b: 0.1, differenceRatio: 0, better: 'same' },
    {
      figure: 'answered NOERROR',
      unit: 'ratio',
      a: 1,
      b: 0.9,
      differenceRatio: expect.closeTo(-0.1, 9),
      better: 'neither',
    },
    { figure: 'answered REFUSED', unit: 'ratio', a: 0, b: 0.1, better: 'neither' },
  ]);
});

test('what was set otherwise is named', () => {
  expect(compareResults(A, B).settings).toEqual([
    { setting: 'server', values: ['192.0.2.1', '192.0.2.2'] },
    { setting: 'load', values: ['closed loop, as fast as answers come', 'open loop, 50,000 qps'] },
    { setting: 'outstanding queries of each worker', values: ['100', '200'] },
  ]);
  expect(compareResults(A, A).settings).toEqual([]);
});

test('a latency that nothing was measured of is on neither side', () => {
  const dead = plainResult({
    lossRatio: 1,
    rcodes: {},
    totals: { sent: 0, answered: 0 },
    latency: NO_LATENCY,
  });
  const { rows } = compareResults(dead, A);
  expect(rows.find(({ figure }) => figure === 'p99 latency')).toEqual({
    figure: 'p99 latency',
    unit: 'seconds',
    b: 0.01,
    better: 'neither',
  });
  expect(rows.find(({ figure }) => figure === 'late answers')).toEqual({
    figure: 'late answers',
    unit: 'ratio',
    b: 0.005,
    better: 'neither',
  });
  expect(rows.find(({ figure }) => figure === 'queries lost')?.better).toBe('b');
});
