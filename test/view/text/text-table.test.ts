import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../../../src/text/display-width.ts';
import { left, right, textTable } from '../../../src/view/text/text-table.ts';

const COLUMNS = [left('NAME'), right('N'), left('')];

test('numbers stand right, nothing is behind the last word, control characters are shown as such', () => {
  expect(
    textTable(COLUMNS, [
      ['web', '5', ''],
      ['\u001b[2Jx', '12345', 'note'],
    ]),
  ).toBe('NAME       N\nweb        5\n\ufffd[2Jx  12345  note\n');
});

test('characters of two cells and of none line up', () => {
  expect(
    textTable(COLUMNS, [
      ['网关', '5', 'a'],
      ['e\u0301', '12', 'b'],
    ]),
  ).toBe('NAME   N\n网关   5  a\ne\u0301     12  b\n');
});

test('colours are around words only, and only when asked for', () => {
  const rows = [[{ text: 'DOWN', tone: 'bad' as const }, '1'], ['UP']];
  expect(textTable(COLUMNS, rows, { colour: true })).toBe(
    '\u001b[1mNAME\u001b[0m  \u001b[1mN\u001b[0m\n\u001b[1;31mDOWN\u001b[0m  1\nUP\n',
  );
  expect(textTable(COLUMNS, rows)).toBe('NAME  N\nDOWN  1\nUP\n');
});

test('no rows are no table, and columns without headings have no line of them', () => {
  expect([textTable(COLUMNS, []), textTable([left(''), left('')], [['a', 'b']])]).toEqual(['', 'a  b\n']);
});

test('a hundred thousand rows are a table', () => {
  const rows = Array.from({ length: 150_000 }, () => ['a', '1']);
  expect(textTable(COLUMNS, rows).length).toBe(150_001 * 'NAME  N\n'.length);
});

test('no line is wider than the terminal, whatever stands in it', () => {
  const cell = fc.string({ unit: 'binary', maxLength: 30 });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 5 }), fc.nat(40), (rows, width) => {
      const lines = textTable(COLUMNS, rows, { colour: false, width }).split('\n');
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});
