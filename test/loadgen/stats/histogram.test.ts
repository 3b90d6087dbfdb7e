import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUCKETS, bucketOf, lowerBoundNs } from '../../../src/loadgen/stats/histogram.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

test('the range is divided into 866 buckets', () => {
  expect(BUCKETS).toBe(866);
});

test.each([
  [0, 0],
  [511, 0],
  [511.999, 0],
  [512, 1],
  [527.999, 1],
  [528, 2],
  [1_008, 32],
  [1_024, 33],
  [1_000_000, 350],
  [2_000_000, 382],
  [68_719_476_735, 864],
  [68_719_476_736, 865],
  [1e15, 865],
  [Number.MAX_VALUE, 865],
  [Number.POSITIVE_INFINITY, 865],
  [-1, 0],
  [-1e12, 0],
])('%d ns lies in bucket %i', (ns, bucket) => {
  expect(bucketOf(ns)).toBe(bucket);
});

test.each([
  [0, 0],
  [1, 512],
  [2, 528],
  [33, 1_024],
  [349, 983_040],
  [350, 999_424],
  [864, 67_645_734_912],
  [865, 68_719_476_736],
  [866, Number.POSITIVE_INFINITY],
])('bucket %i begins at %d ns', (bucket, ns) => {
  expect(lowerBoundNs(bucket)).toBe(ns);
});

test('every bucket from 512 ns to 68.7 s is at most 1/32 wide and joins the next', () => {
  for (let bucket = 1; bucket < BUCKETS - 1; bucket += 1) {
    const low = lowerBoundNs(bucket);
    const high = lowerBoundNs(bucket + 1);
    expect(high).toBeGreaterThan(low);
    expect((high - low) / low).toBeLessThanOrEqual(0.031_25);
    expect(bucketOf(low)).toBe(bucket);
    // The largest double below the bound.
    expect(bucketOf(high * (1 - Number.EPSILON / 2))).toBe(bucket);
  }
});

test('a duration lies between the bounds of its bucket', () => {
  const durations = fc.oneof(
    fc.double({ min: 0, max: 1e12, noNaN: true }),
    fc.integer({ min: 0, max: 40 }).map((octave) => 2 ** octave),
    fc.integer({ min: 0, max: 2_000_000 }),
  );
  fc.assert(
    fc.property(durations, (ns) => {
      const bucket = bucketOf(ns);
      expect(lowerBoundNs(bucket)).toBeLessThanOrEqual(ns);
      expect(ns).toBeLessThan(lowerBoundNs(bucket + 1));
    }),
    { numRuns: RUNS },
  );
});
