import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketsOf } from '../../../src/loadgen/stats/buckets.ts';
import { BUCKETS, bucketOf } from '../../../src/loadgen/stats/histogram.ts';
import {
  addLatencies,
  addSums,
  type DurationSums,
  latencyOf,
  momentsOf,
  sumsOf,
  sumsOfBuckets,
} from '../../../src/loadgen/stats/latency.ts';
import type { Buckets, Latency } from '../../../src/loadgen/stats/latency-summary.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const NONE: DurationSums = { count: 0, sumSeconds: 0, sumSquaresSeconds2: 0, minSeconds: 0, maxSeconds: 0 };

function measured(...seconds: readonly number[]): Latency {
  const counts = new Float64Array(BUCKETS);
  for (const one of seconds) counts[bucketOf(one * 1e9)] = (counts[bucketOf(one * 1e9)] ?? 0) + 1;
  const sums = seconds.map((one) => ({
    count: 1,
    sumSeconds: one,
    sumSquaresSeconds2: one * one,
    minSeconds: one,
    maxSeconds: one,
  }));
  return latencyOf(addSums(sums), bucketsOf(counts));
}

test('summarizes 1, 2, 3 and 6 seconds', () => {
  const latency = measured(1, 2, 3, 6);
  expect(latency.count).toBe(4);
  expect(latency.minSeconds).toBe(1);
  expect(latency.meanSeconds).toBe(3);
  expect(latency.maxSeconds).toBe(6);
  expect(latency.sumSquaresSeconds2).toBe(50);
  // √(50/4 − 9)
  expect(latency.standardDeviationSeconds).toBeCloseTo(1.870_828_693, 9);
  expect(latency.percentilesSeconds.p50).toBeCloseTo(2, 1);
  expect(latency.percentilesSeconds['p99.9']).toBeCloseTo(6, 1);
});

test('nothing measured is 0 throughout', () => {
  expect(latencyOf({ ...NONE, minSeconds: 5, maxSeconds: 7 }, [])).toEqual({
    count: 0,
    minSeconds: 0,
    meanSeconds: 0,
    standardDeviationSeconds: 0,
    maxSeconds: 0,
    percentilesSeconds: { p50: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0 },
    sumSquaresSeconds2: 0,
    buckets: [],
  });
});

test('equal durations do not deviate, whatever the sums lose', () => {
  const count = 1_000_003;
  const latency = momentsOf({
    count,
    sumSeconds: count * 0.1,
    sumSquaresSeconds2: count * 0.1 * 0.1 * (1 + 1e-12),
    minSeconds: 0.1,
    maxSeconds: 0.1,
  });
  expect(latency.standardDeviationSeconds).toBe(0);
  expect(latency.meanSeconds).toBe(0.1);
});

test('sums too small for their mean make no square root of a negative', () => {
  const latency = momentsOf({
    count: 2,
    sumSeconds: 2,
    sumSquaresSeconds2: 1.999_999_999,
    minSeconds: 0.9,
    maxSeconds: 1.1,
  });
  expect(latency.standardDeviationSeconds).toBe(0);
});

test('parts in which nothing was measured have no minimum to give', () => {
  const one = { count: 1, sumSeconds: 3, sumSquaresSeconds2: 9, minSeconds: 3, maxSeconds: 3 };
  expect(addSums([NONE, one, NONE])).toEqual(one);
  expect(addSums([])).toEqual(NONE);
});

test('sums of buckets alone take each middle, within what is known', () => {
  const buckets: Buckets = [
    [1_024, 1_056, 1],
    [2_048, 2_112, 3],
  ];
  expect(sumsOfBuckets(buckets)).toEqual({
    count: 4,
    sumSeconds: 7.28e-6,
    sumSquaresSeconds2: expect.closeTo(1.406_08e-11, 20),
    minSeconds: 1.024e-6,
    maxSeconds: 2.112e-6,
  });
  expect(sumsOfBuckets(buckets, { lowNs: 1_056, highNs: 2_048 })).toEqual({
    count: 4,
    sumSeconds: expect.closeTo(7.2e-6, 15),
    sumSquaresSeconds2: expect.closeTo(1.369_804_8e-11, 20),
    minSeconds: 1.056e-6,
    maxSeconds: 2.048e-6,
  });
  expect(sumsOfBuckets([])).toEqual(NONE);
});

const someSeconds = fc.array(fc.double({ min: 1e-6, max: 60, noNaN: true }), { minLength: 1, maxLength: 20 });

test('the summary of parts added is the summary of all', () => {
  fc.assert(
    fc.property(fc.array(someSeconds, { minLength: 1, maxLength: 5 }), (parts) => {
      const whole = measured(...parts.flat());
      const added = addLatencies(parts.map((part) => measured(...part)));
      expect(added.count).toBe(whole.count);
      expect(added.minSeconds).toBe(whole.minSeconds);
      expect(added.maxSeconds).toBe(whole.maxSeconds);
      expect(added.buckets).toEqual(whole.buckets);
      expect(added.percentilesSeconds).toEqual(whole.percentilesSeconds);
      expect(added.meanSeconds).toBeCloseTo(whole.meanSeconds, 9);
      expect(added.standardDeviationSeconds).toBeCloseTo(whole.standardDeviationSeconds, 5);
      expect(sumsOf(added).sumSeconds).toBeCloseTo(sumsOf(whole).sumSeconds, 6);
    }),
    { numRuns: RUNS },
  );
});
