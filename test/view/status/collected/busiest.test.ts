import fc from 'fast-check';
import { expect, test } from 'vitest';
import { busiest } from '../../../../src/view/status/collected/busiest.ts';

test('as if all had been sorted', () => {
  const items = fc.array(fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(items, fc.nat(12), (figures, most) => {
      const numbered = figures.map((figure, at) => ({ figure, at }));
      const sorted = [...numbered].sort((one, other) => other.figure - one.figure);
      expect(busiest(numbered, most, ({ figure }) => figure)).toEqual(sorted.slice(0, most));
    }),
  );
});
