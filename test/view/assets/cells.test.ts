import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from '../../../src/text/html.ts';
import { isPlainText } from '../../../src/view/assets/cells.js';

test.each([
  ['4,711', true],
  ['"quoted" > text', true],
  ['a &amp; b', false],
  ['<b>1</b>', false],
])('%s: plain %s', (markup, isPlain) => {
  expect(isPlainText(markup)).toBe(isPlain);
});

test('text that was escaped is the same as its markup wherever it counts as plain, but for quotes', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { markup } = html`${text}`;
      return !isPlainText(markup) || markup === text;
    }),
  );
});
