import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WeightedCache } from '../../src/live/weighted-cache.ts';

test('the oldest go first', () => {
  const cache = new WeightedCache<number | undefined>(10);
  cache.set('a', 1, 4);
  cache.set('b', undefined, 4);
  cache.set('c', 3, 4);
  expect([cache.get('a'), cache.get('b'), cache.get('c')?.value]).toEqual([
    undefined,
    expect.objectContaining({ value: undefined }),
    3,
  ]);
});

test('one that is too heavy is kept alone, and goes with the next', () => {
  const cache = new WeightedCache<number>(10);
  cache.set('a', 1, 4);
  cache.set('b', 2, 40);
  expect([cache.size, cache.get('b')?.value]).toEqual([1, 2]);
  cache.set('c', 3, 4);
  expect([cache.size, cache.get('c')?.value]).toEqual([1, 3]);
});

test('whatever comes, the weight of all stays within the limit, and the last one is there', () => {
  const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 9 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(entries, (all) => {
      const cache = new WeightedCache<number>(20);
      for (const [key, weight] of all) cache.set(key, weight, weight);
      const sum = ['a', 'b', 'c', 'd'].reduce((total, key) => total + (cache.get(key)?.value ?? 0), 0);
      const [lastKey = '', lastWeight] = all.at(-1) ?? [];
      return sum <= 20 && cache.get(lastKey)?.value === lastWeight;
    }),
  );
});
