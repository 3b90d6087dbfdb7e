import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paired } from '../../src/live/paired.ts';

interface Item {
  readonly key: string;
  readonly at: number;
}

test('every thing of both moments is in one pair, with what has its key', () => {
  const items = fc
    .uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 2 }), { maxLength: 12 })
    .map((keys) => keys.map((key, at): Item => ({ key, at })));
  fc.assert(
    fc.property(items, items, (before, after) => {
      const pairs = paired(before, after, ({ key }) => key);
      expect(pairs.flatMap((pair) => pair.before ?? [])).toEqual(before);
      expect(new Set(pairs.flatMap((pair) => pair.after ?? []))).toEqual(new Set(after));
      expect(pairs.length).toBe(new Set([...before, ...after].map(({ key }) => key)).size);
      for (const pair of pairs) {
        if (pair.before !== undefined && pair.after !== undefined)
          expect(pair.after.key).toBe(pair.before.key);
      }
    }),
  );
});

test('one list twice has nothing to compare', () => {
  const list: Item[] = [{ key: 'a', at: 1 }];
  expect(paired(list, list, ({ key }) => key)).toEqual([]);
});
