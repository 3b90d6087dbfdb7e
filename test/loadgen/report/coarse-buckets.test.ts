import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarseBuckets } from '../../../src/loadgen/report/coarse-buckets.ts';
import { bucketsOf, totalCount } from '../../../src/loadgen/stats/buckets.ts';
import { BUCKETS } from '../../../src/loadgen/stats/histogram.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

// One octave, from 1,024 to 2,048 ns: 32 buckets of 32 ns.
const OCTAVE = {
  minSeconds: 0,
  maxSeconds: 1,
  buckets: Array.from({ length: 32 }, (_, at) => [1_024 + at * 32, 1_056 + at * 32, 1] as const),
};

test.each([
  [32, [1_024, 1_056, 1]],
  [31, [1_024, 1_088, 2]],
  [8, [1_024, 1_152, 4]],
  [1, [1_024, 2_048, 32]],
])('an octave in at most %d buckets: the first of them', (most, first) => {
  expect(coarseBuckets(OCTAVE, most)[0]).toEqual(first);
});

test('the outer ones end where durations do', () => {
  expect(coarseBuckets({ ...OCTAVE, minSeconds: 1.03e-6, maxSeconds: 2.0e-6 }, 1)).toEqual([
    [1_030, 2_000, 32],
  ]);
});

test('what has no end ends with the longest', () => {
  const counts = new Float64Array(BUCKETS);
  counts[BUCKETS - 1] = 7;
  expect(coarseBuckets({ minSeconds: 70, maxSeconds: 80, buckets: bucketsOf(counts) }, 40)).toEqual([
    [70e9, 80e9, 7],
  ]);
});

test('nothing counted', () => {
  expect(coarseBuckets({ minSeconds: 0, maxSeconds: 0, buckets: [] }, 40)).toEqual([]);
});

test('no count is lost, and none is shown twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 5 }), { maxLength: BUCKETS }),
      fc.integer({ min: 1, max: 40 }),
      (counts, most) => {
        const buckets = bucketsOf(counts);
        const coarse = coarseBuckets({ minSeconds: 0, maxSeconds: 1e6, buckets }, most);
        expect(totalCount(coarse)).toBe(totalCount(buckets));
        for (const [at, [lowNs]] of coarse.entries())
          expect(lowNs).toBeGreaterThanOrEqual(coarse[at - 1]?.[1] ?? 0);
        if (most >= 29) expect(coarse.length).toBeLessThanOrEqual(most);
      },
    ),
    { numRuns: RUNS },
  );
});
