import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparisonText, holds, parseComparison } from '../../../src/scenario/plan/comparison.ts';
import { around, isWithin } from '../../../src/scenario/plan/figure-bound.ts';

test.each([
  [1, { operator: '=', figure: 1 }],
  ['1', { operator: '=', figure: 1 }],
  ['>= 3', { operator: '>=', figure: 3 }],
  ['!=-1.5e3', { operator: '!=', figure: -1500 }],
  ['=> 3', undefined],
  ['>= a', undefined],
  ['', undefined],
  [true, undefined],
])('%j is the comparison %j', (written, comparison) => {
  expect(parseComparison(written)).toEqual(comparison);
});

test('a comparison that is written is read again, and means the same', () => {
  const operator = fc.constantFrom('=', '!=', '>=', '<=', '>', '<');
  fc.assert(
    fc.property(operator, fc.integer(), fc.integer(), (sign, figure, value) => {
      const comparison = parseComparison(`${sign} ${figure}`);
      if (comparison === undefined) throw new Error('it was not read');
      expect(parseComparison(comparisonText(comparison))).toEqual(comparison);
      const opposite = { '=': '!=', '!=': '=', '>=': '<', '<': '>=', '<=': '>', '>': '<=' }[sign];
      expect(holds(value, comparison)).toBe(!holds(value, { ...comparison, operator: opposite as '=' }));
    }),
  );
});

const whole = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined);

test.each([
  ['500 ± 40', 460, 540],
  ['500 +- 40', 460, 540],
  ['500+/-40', 460, 540],
  ['500', 500, 500],
])('%s is from %i to %i, both included', (text, least, most) => {
  const bound = around(text, whole);
  if (bound === undefined) throw new Error('it was not read');
  expect([least - 1, least, most, most + 1].map((value) => isWithin(value, bound))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test.each(['', '±', '5 ± ', '5 ± 4 ± 3', 'a ± 5'])('%j is no figure', (text) => {
  expect(around(text, whole)).toBeUndefined();
});
