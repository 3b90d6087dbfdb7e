import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PassPlan, passOrder } from '../../../src/loadgen/queries/pass-order.ts';
import { xorshift } from '../../../src/loadgen/queries/xorshift.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const timeout = 120_000;

function orderOf(plan: Partial<PassPlan> & { readonly count: number }): number[] | undefined {
  const order = passOrder({ stages: [], ...plan });
  if (order !== undefined) expect(order.buffer).toBeInstanceOf(SharedArrayBuffer);
  return order && [...order];
}

describe('order of a pass', () => {
  test('is the queries’ own where nothing changes it', () => {
    expect(orderOf({ count: 5 })).toBeUndefined();
  });

  test('repeats follow each other', () => {
    expect(orderOf({ count: 3, repeats: Uint32Array.of(1, 3, 0) })).toEqual([0, 1, 1, 1, 2]);
  });

  test('turns are spread evenly', () => {
    const weights = Uint32Array.of(4, 0, 0, 0, 0, 0, 0, 0);
    expect(orderOf({ count: 8, weights })).toEqual([0, 1, 0, 2, 3, 0, 4, 5, 0, 6, 7]);
    expect(orderOf({ count: 2, weights: Uint32Array.of(3, 3) })).toEqual([0, 1, 0, 1, 0, 1]);
  });

  test('a weighted line’s repeats stay in a row', () => {
    const plan = { count: 3, weights: Uint32Array.of(1, 2, 1), repeats: Uint32Array.of(1, 2, 1) };
    expect(orderOf(plan)).toEqual([0, 1, 1, 2, 1, 1]);
  });

  test('is the same for the same seed, and another for another', () => {
    expect(orderOf({ count: 10, random: xorshift(7) })).toEqual([6, 2, 5, 9, 7, 4, 3, 0, 8, 1]);
    expect(orderOf({ count: 10, random: xorshift(7) })).toEqual(orderOf({ count: 10, random: xorshift(7) }));
    expect(orderOf({ count: 10, random: xorshift(8) })).not.toEqual(
      orderOf({ count: 10, random: xorshift(7) }),
    );
  });

  test('each order of three comes about equally often', () => {
    const random = xorshift(1);
    const times = new Map<string, number>();
    for (let run = 0; run < 6_000; run += 1) {
      const key = String(orderOf({ count: 3, random }));
      times.set(key, (times.get(key) ?? 0) + 1);
    }
    expect(times.size).toBe(6);
    // 1,000 each; 150 are more than five standard deviations.
    for (const count of times.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  test('every query has its places, within its stage', { timeout }, () => {
    const query = fc.record({ repeat: fc.nat(4), weight: fc.nat(6) });
    fc.assert(
      fc.property(
        fc.array(query, { minLength: 1, maxLength: 30 }),
        fc.uniqueArray(fc.nat(29), { maxLength: 4 }),
        fc.option(fc.nat(), { nil: undefined }),
        (queries, changes, seed) => {
          const count = queries.length;
          const starts = changes.filter((start) => start < count).sort((a, b) => a - b);
          const order = orderOf({
            count,
            repeats: Uint32Array.from(queries, ({ repeat }) => repeat),
            weights: Uint32Array.from(queries, ({ weight }) => weight),
            stages: starts.map((firstQuery) => ({ firstQuery })),
            ...(seed !== undefined && { random: xorshift(seed) }),
          });
          const places = queries.flatMap(({ repeat, weight }, index) =>
            new Array<number>((repeat || 1) * (weight || 1)).fill(index),
          );
          expect([...(order ?? [])].sort((a, b) => a - b)).toEqual(places);
          const stageOf = (index: number): number => starts.filter((start) => start <= index).length;
          const stages = (order ?? []).map(stageOf);
          expect(stages).toEqual([...stages].sort((a, b) => a - b));
        },
      ),
      { numRuns },
    );
  });

  test('queries of weight 1 keep their order', { timeout }, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 1, 2, 7), { minLength: 1, maxLength: 50 }), (weights) => {
        const order = orderOf({ count: weights.length, weights: Uint32Array.from(weights) }) ?? [];
        const single = order.filter((index) => weights[index] === 1);
        expect(single).toEqual([...single].sort((a, b) => a - b));
      }),
      { numRuns },
    );
  });
});
