import { expect, test } from 'vitest';
import { createBoundedCounts } from '../../../src/loadgen/verify/bounded-counts.ts';

test('most first, equal ones by name, and the rest together', () => {
  const counts = createBoundedCounts(3);
  for (const key of ['b', 'a', '__proto__', 'c', 'd', 'a', 'c', '__proto__', '__proto__']) counts.add(key);
  expect(counts.entries()).toEqual([
    ['__proto__', 3],
    ['a', 2],
    ['b', 1],
  ]);
  expect(counts.others).toBe(3);
});
