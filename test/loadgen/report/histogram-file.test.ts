import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outOfRange, renderHistogramFile } from '../../../src/loadgen/report/histogram-file.ts';
import { bucketsOf } from '../../../src/loadgen/stats/buckets.ts';
import { BUCKETS, bucketOf } from '../../../src/loadgen/stats/histogram.ts';
import { addSums, latencyOf } from '../../../src/loadgen/stats/latency.ts';
import type { Latency } from '../../../src/loadgen/stats/latency-summary.ts';
import { NO_LATENCY, PLAIN_RESULT } from '../support/plain-result.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

function measuredUs(...all: readonly number[]): Latency {
  const counts = new Float64Array(BUCKETS);
  for (const us of all) counts[bucketOf(us * 1_000)] = (counts[bucketOf(us * 1_000)] ?? 0) + 1;
  const sums = all.map((us) => ({
    count: 1,
    sumSeconds: us / 1e6,
    sumSquaresSeconds2: (us / 1e6) ** 2,
    minSeconds: us / 1e6,
    maxSeconds: us / 1e6,
  }));
  return latencyOf(addSums(sums), bucketsOf(counts));
}

test('every bucket has its middle in microseconds and its percent', () => {
  expect(renderHistogramFile(PLAIN_RESULT.latency, { buckets: 5, bucketUs: 100 })).toBe(
    '50.000000 0.000\n150.000000 66.667\n250.000000 0.000\n350.000000 33.333\n450.000000 0.000\n',
  );
});

test('what is out of range is counted apart', () => {
  const latency = measuredUs(50, 150, 250, 1_000);
  expect(renderHistogramFile(latency, { buckets: 2, bucketUs: 100 })).toBe(
    '50.000000 25.000\n150.000000 25.000\n',
  );
  expect(outOfRange(latency, { buckets: 2, bucketUs: 100 })).toBe(2);
  expect(outOfRange(latency, { buckets: 50_000, bucketUs: 100 })).toBe(0);
});

test('without an answer every bucket is empty', () => {
  expect(renderHistogramFile(NO_LATENCY, { buckets: 2, bucketUs: 5 })).toBe(
    '2.500000 0.000\n7.500000 0.000\n',
  );
  expect(outOfRange(NO_LATENCY, { buckets: 2, bucketUs: 5 })).toBe(0);
});

test('a wide bucket of ours spreads over the narrow ones that it covers', () => {
  // 1,000 answers between 1,015.808 and 1,048.576 µs, the bounds of one bucket being wider on both sides.
  const latency: Latency = {
    ...measuredUs(1_020, 1_040),
    count: 1_000,
    minSeconds: 0.001_02,
    maxSeconds: 0.001_04,
    buckets: [[1_015_808, 1_048_576, 1_000]],
  };
  expect(renderHistogramFile(latency, { buckets: 106, bucketUs: 10 }).split('\n').slice(101, 106)).toEqual([
    '1015.000000 0.000',
    '1025.000000 50.000',
    '1035.000000 50.000',
    '1045.000000 0.000',
    '1055.000000 0.000',
  ]);
});

test('what is in range and what is out of it are all answers', () => {
  const latencies = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 30 });
  const sizes = fc.record({
    buckets: fc.integer({ min: 1, max: 500 }),
    bucketUs: fc.integer({ min: 1, max: 1_000 }),
  });
  fc.assert(
    fc.property(latencies, sizes, (all, size) => {
      const latency = measuredUs(...all);
      const lines = renderHistogramFile(latency, size).trimEnd().split('\n');
      expect(lines).toHaveLength(size.buckets);
      const percent = lines.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
      const outside = (100 * outOfRange(latency, size)) / latency.count;
      // Half an answer of rounding, and half a thousandth of a percent for each line.
      expect(Math.abs(percent + outside - 100)).toBeLessThanOrEqual(
        50 / latency.count + 0.0005 * size.buckets + 1e-6,
      );
    }),
    { numRuns: RUNS },
  );
});
