import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newCharacters } from '../../../src/view/status/new-characters.ts';
import { shareData } from '../../../src/view/status/share-data.ts';

test('what is the same costs nothing, whatever its size', () => {
  const before = { name: 'a', rows: [{ key: 'x'.repeat(10_000) }], figures: { a: 1 } };
  expect(newCharacters(before, before)).toBe(0);
  expect(newCharacters(shareData(structuredClone(before), before), before)).toBe(0);
});

test('a long text costs its length, wherever it stands', () => {
  const text = 'x'.repeat(10_000);
  const before = { rows: [{ key: 'a', cells: {} }], node: 'ds2' };
  for (const now of [
    { ...before, node: text },
    { ...before, rows: [...before.rows, { key: text, cells: {} }] },
    { ...before, rows: [{ key: 'a', cells: { [text]: 1 } }] },
  ]) {
    const characters = newCharacters(shareData<object>(now, before), before);
    expect(characters).toBeGreaterThanOrEqual(10_000);
    expect(characters).toBeLessThan(10_200);
  }
});

test('rows that moved cost their places', () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({ key: `${index}`, text: 'x'.repeat(1000) }));
  expect(newCharacters(rows.slice(1), rows)).toBeLessThan(100 * 20);
});

test('any data can be weighed against any other', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (now, before) => {
      const length = JSON.stringify(now).length;
      const characters = newCharacters(now, before);
      return characters >= 0 && characters <= length * 20 + 20;
    }),
  );
});
