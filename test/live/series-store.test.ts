import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeriesStore } from '../../src/live/series-store.ts';
import type { SeriesGroup, SeriesPoint } from '../../src/view/series/series.ts';

const START = 1_000_000_020;

const point = (id: string, value: number, group: SeriesGroup = 'ipvs'): SeriesPoint => ({
  id,
  group,
  label: `label of ${id}`,
  value,
});

const store = (options: Partial<ConstructorParameters<typeof SeriesStore>[0]> = {}) =>
  new SeriesStore({ points: 900, stepSeconds: 1, maxSeries: 4096, ...options });

function values(kept: SeriesStore, id: string, since?: number): readonly (number | null)[] | undefined {
  return kept.range(since).series[id]?.values;
}

describe('range', () => {
  test('has a value a second, and nothing where nothing was collected', () => {
    const kept = store();
    kept.add(START + 0.03, [point('a', 1)]);
    kept.add(START + 5.9, [point('a', 2), point('b', 0.1)]);
    expect(kept.range()).toEqual({
      fromSeconds: START,
      stepSeconds: 1,
      series: {
        a: { group: 'ipvs', label: 'label of a', values: [1, null, null, null, null, 2] },
        b: { group: 'ipvs', label: 'label of b', values: [null, null, null, null, null, 0.1] },
      },
    });
  });

  test('begins where it is asked to, but not before the first and behind the last second', () => {
    const kept = store();
    for (let second = 0; second < 4; second += 1) kept.add(START + second, [point('a', second)]);
    expect(kept.range(START + 2.5).fromSeconds).toBe(START + 2);
    expect(values(kept, 'a', START + 2.5)).toEqual([2, 3]);
    expect(values(kept, 'a', 0)).toEqual([0, 1, 2, 3]);
    expect(values(kept, 'a', START + 99)).toEqual([]);
  });

  test('has nothing before anything was added', () => {
    expect(store().range()).toEqual({ fromSeconds: 0, stepSeconds: 1, series: {} });
  });

  test('keeps so many steps, over a gap of any length', () => {
    const kept = store({ points: 60 });
    for (let second = 0; second < 200; second += 1) kept.add(START + second, [point('a', second)]);
    expect(values(kept, 'a')).toEqual(Array.from({ length: 60 }, (_, index) => 140 + index));
    kept.add(START + 230, [point('a', 230)]);
    expect(values(kept, 'a')?.slice(27, 32)).toEqual([198, 199, null, null, null]);
    expect(values(kept, 'a')?.at(-1)).toBe(230);
    kept.add(START + 100_000, [point('a', 7)]);
    expect(values(kept, 'a')).toEqual([...Array(59).fill(null), 7]);
  });

  test('leaves out what is drawn in rows only', () => {
    const kept = store();
    kept.add(START, [point('a', 1), point('b', 2, 'spark')]);
    expect(Object.keys(kept.range().series)).toEqual(['a']);
    expect(kept.latest()).toEqual({ a: 1 });
  });

  test('takes what is no number for nothing', () => {
    const kept = store();
    kept.add(START, [point('a', Number.NaN), point('b', Number.POSITIVE_INFINITY), point('c', 1e39)]);
    expect(kept.latest()).toEqual({ a: null, b: null, c: null });
  });
});

test('the latest values are those of the latest step alone', () => {
  const kept = store();
  expect(kept.latest()).toEqual({});
  kept.add(START, [point('a', 1), point('b', 1)]);
  kept.add(START + 1, [point('a', 2)]);
  expect(kept.latest()).toEqual({ a: 2, b: null });
  kept.add(START + 1.9, [point('a', 3)]);
  expect(kept.latest()).toEqual({ a: 3, b: null });
});

test('the first series are kept, and one that is gone makes place', () => {
  const kept = store({ points: 60, maxSeries: 2 });
  kept.add(START, [point('a', 1), point('b', 1), point('c', 1)]);
  expect(kept.latest()).toEqual({ a: 1, b: 1 });
  for (let second = 1; second < 70; second += 1) kept.add(START + second, [point('a', 1), point('c', 1)]);
  expect(kept.latest()).toEqual({ a: 1, c: 1 });
});

test('a series goes by the group and label that it has now', () => {
  const kept = store();
  kept.add(START, [point('a', 1)]);
  kept.add(START + 1, [{ id: 'a', group: 'haproxy', label: 'www', value: 2 }]);
  expect(kept.range().series).toEqual({ a: { group: 'haproxy', label: 'www', values: [1, 2] } });
});

test('a clock that was set back takes away what is later now', () => {
  const kept = store({ points: 60 });
  for (let second = 0; second < 20; second += 1)
    kept.add(START + second, [point('a', second), point('b', 1)]);
  kept.add(START + 10, [point('a', 100)]);
  expect(values(kept, 'a')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100]);
  kept.add(START + 12, [point('a', 102)]);
  expect(values(kept, 'a')?.slice(-3)).toEqual([100, null, 102]);
  expect(values(kept, 'b')?.slice(-4)).toEqual([1, null, null, null]);
  kept.add(START - 3600, [point('a', 5)]);
  expect(values(kept, 'a')).toEqual([5]);
});

describe('sparkline', () => {
  test('has the greatest of each quarter of a minute, without the one that goes on', () => {
    const kept = store();
    expect(kept.sparkline('a')).toBeUndefined();
    for (let second = 0; second <= 45; second += 1) {
      kept.add(START + second, [point('a', second % 15 === 7 ? second : 1)]);
    }
    const line = kept.sparkline('a');
    expect(line).toHaveLength(60);
    expect(line?.slice(-4)).toEqual([null, 7, 22, 37]);
    expect(START % 15).toBe(0);
  });

  test('changes only at the border of a part', () => {
    const kept = store();
    const lines = Array.from({ length: 61 }, (_, second) => {
      kept.add(START + second, [point('a', second)]);
      return kept.sparkline('a');
    });
    const changes = lines.flatMap((line, second) => (line === lines[second - 1] ? [] : [second]));
    expect(changes).toEqual([15, 30, 45, 60]);
  });

  test('its oldest part is whole', () => {
    const kept = store();
    for (let second = 0; second < 15 * 61 + 14; second += 1) {
      kept.add(START + second, [point('a', second < 15 ? 0 : second < 16 ? 99 : 1)]);
    }
    expect(kept.sparkline('a')?.[0]).toBe(99);
  });

  test('is told of what is drawn in rows only', () => {
    const kept = store();
    for (let second = 0; second < 16; second += 1) kept.add(START + second, [point('a', 3, 'spark')]);
    expect(kept.sparkline('a')?.at(-1)).toBe(3);
  });
});

test('more or fewer steps are kept from then on', () => {
  const kept = store({ points: 60 });
  for (let second = 0; second < 60; second += 1) kept.add(START + second, [point('a', second)]);
  kept.reconfigure({ points: 120 });
  kept.add(START + 60, [point('a', 60)]);
  expect(values(kept, 'a')).toEqual([...Array(61).keys()]);
  kept.reconfigure({ points: 60 });
  kept.add(START + 61, [point('a', 61)]);
  expect(values(kept, 'a')).toEqual([...Array(60).keys()].map((index) => index + 2));
});

test('whatever the clock does, it has what a plain list would have', () => {
  const moves = fc.array(fc.tuple(fc.integer({ min: -80, max: 80 }), fc.nat(3)), { maxLength: 60 });
  fc.assert(
    fc.property(moves, (steps) => {
      const kept = store({ points: 60 });
      let plain: (readonly [at: number, value: number])[] = [];
      let at = START;
      let first = START;
      for (const [move, value] of steps) {
        at += move;
        first = Math.min(first, at);
        const now = at;
        plain = [...plain.filter(([second]) => second < now), [at, value]];
        kept.add(at, [point('a', value)]);
      }
      const known = new Map(plain);
      const { fromSeconds, series } = kept.range();
      for (const [index, value] of (series['a']?.values ?? []).entries()) {
        // What a ring has lost to later steps does not come back with the clock.
        if (value !== null) expect(value).toBe(known.get(fromSeconds + index));
      }
      if (steps.length > 0) expect(kept.latest()).toEqual({ a: known.get(at) });
    }),
  );
});
