import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, fitted } from '../../src/text/display-width.ts';

test.each([
  ['web1', 4],
  ['网关', 4],
  ['e\u0301', 1],
  ['\u{1f600}', 2],
  ['\uff21', 2],
  ['', 0],
])('%j takes %i cells', (text, cells) => {
  expect(displayWidth(text)).toBe(cells);
});

test('what does not fit is cut where a character ends', () => {
  expect([fitted('web1', 4), fitted('web10', 4), fitted('网关一', 4), fitted('x', 0)]).toEqual([
    'web1',
    'web\u2026',
    '网\u2026',
    '',
  ]);
});

test('a fitted text never takes more cells than it may', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(12), (text, cells) => {
      expect(displayWidth(fitted(text, cells))).toBeLessThanOrEqual(cells);
    }),
  );
});
