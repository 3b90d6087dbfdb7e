import { expect, test } from 'vitest';
import { bucketsInMicroseconds } from '../../../src/loadgen/report/format-buckets.ts';

test('buckets narrower than a microsecond are added up', () => {
  const buckets = [
    [0, 512, 1],
    [992, 1008, 2],
    [1024, 1056, 4],
    [1984, 2016, 8],
    [2016, 2048, 16],
    [90_112, 94_208, 32],
  ] as const;
  expect(bucketsInMicroseconds(buckets, 1)).toEqual([
    [0, 0, 3],
    [1, 1, 12],
    [2, 2, 16],
    [90, 93, 32],
  ]);
});

test('the bucket without an end goes up to the longest duration', () => {
  const buckets = [[68_719_476_736, Number.MAX_SAFE_INTEGER, 1]] as const;
  expect(bucketsInMicroseconds(buckets, 70)).toEqual([[68_719_476, 70_000_000, 1]]);
});
