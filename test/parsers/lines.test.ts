import { expect, test } from 'vitest';
import { eachLine, words } from '../../src/parsers/lines.ts';

function lines(text: string): [number, string][] {
  const seen: [number, string][] = [];
  eachLine(text, (line, number) => seen.push([number, line]));
  return seen;
}

test.each([
  ['', []],
  ['a', [[1, 'a']]],
  ['a\n', [[1, 'a']]],
  [
    'a\r\n\r\nb\r',
    [
      [1, 'a'],
      [2, ''],
      [3, 'b'],
    ],
  ],
  [
    '\n\nc',
    [
      [1, ''],
      [2, ''],
      [3, 'c'],
    ],
  ],
])('lines of %j', (text, expected) => {
  expect(lines(text)).toEqual(expected);
});

test.each([
  ['', []],
  ['   \t ', []],
  ['  -> 10.0.0.1:80   Route\t1', ['->', '10.0.0.1:80', 'Route', '1']],
  ['ü é', ['ü', 'é']],
])('words of %j', (line, expected) => {
  expect(words(line)).toEqual(expected);
});
