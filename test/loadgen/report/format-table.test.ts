import { expect, test } from 'vitest';
import { fieldLines, tableLines, wrappedLines } from '../../../src/loadgen/report/format-table.ts';

const COLUMNS = [
  { heading: 'Name', align: 'left' },
  { heading: 'count', align: 'right' },
] as const;

test('columns are as wide as what is in them', () => {
  expect(tableLines(COLUMNS, [{ cells: ['a', '1,234,567'] }, { cells: ['longer'] }])).toEqual([
    '  Name        count',
    '  a       1,234,567',
    '  longer',
  ]);
});

test('paint does not move columns', () => {
  const mark = (text: string): string => `<${text}>`;
  expect(tableLines(COLUMNS, [{ cells: ['a', '1'], paint: mark }], mark)).toEqual([
    '  <Name  count>',
    '  <a         1>',
  ]);
});

test('a table without headings has no line for them', () => {
  const columns = [
    { heading: '', align: 'left' },
    { heading: '', align: 'right' },
  ] as const;
  expect(tableLines(columns, [{ cells: ['a', '1'] }])).toEqual(['  a  1']);
});

test('a long field goes on under its value', () => {
  expect(fieldLines('Target', 'one two '.repeat(9).trim())).toEqual([
    '  Target:               one two one two one two one two one two one two one two',
    '                        one two one two',
  ]);
});

test('a word longer than a line stays whole', () => {
  const path = `/${'x'.repeat(100)}`;
  expect(wrappedLines('  ', `a ${path} b`, 4)).toEqual(['  a', `    ${path}`, '    b']);
});
