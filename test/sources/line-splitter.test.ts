import { expect, test } from 'vitest';
import { splitLines } from '../../src/sources/line-splitter.ts';

const BOUND = { maxLineBytes: 16 };

test.each([
  { name: 'complete lines', text: 'one\ntwo\n', lines: ['one', 'two'], skipped: 0, consumed: 8 },
  { name: 'a torn line waits', text: 'one\ntw', lines: ['one'], skipped: 0, consumed: 4 },
  { name: 'nothing but a torn line', text: 'tw', lines: [], skipped: 0, consumed: 0 },
  { name: 'nothing at all', text: '', lines: [], skipped: 0, consumed: 0 },
  { name: 'CRLF', text: 'one\r\ntwo\r\n', lines: ['one', 'two'], skipped: 0, consumed: 10 },
  { name: 'a carriage return within a line', text: 'a\rb\n', lines: ['a\rb'], skipped: 0, consumed: 4 },
  { name: 'empty lines', text: '\n\r\none\n\n', lines: ['one'], skipped: 3, consumed: 8 },
  { name: 'a hole before a line', text: '\0\0\0one\n', lines: ['one'], skipped: 0, consumed: 7 },
  { name: 'a hole and nothing else yet', text: '\0\0\0', lines: [], skipped: 0, consumed: 3 },
  { name: 'a hole after the last line', text: 'one\n\0\0tw', lines: ['one'], skipped: 0, consumed: 6 },
])('$name', ({ text, lines, skipped, consumed }) => {
  expect(splitLines(Buffer.from(text), false, BOUND)).toEqual({
    lines,
    skipped,
    damaged: 0,
    consumedBytes: consumed,
    midLine: false,
  });
});

test('a line of which NUL bytes tore off the beginning counts as damaged', () => {
  expect(splitLines(Buffer.from('zero\ntor\0\0\0one\ntwo\n'), false, BOUND)).toEqual({
    lines: ['zero', 'one', 'two'],
    skipped: 0,
    damaged: 1,
    consumedBytes: 19,
    midLine: false,
  });
});

test.each([
  {
    name: 'a long line is cut at the bound',
    text: '0123456789abcdefXYZ\none\n',
    expected: { lines: ['0123456789abcdef', 'one'], damaged: 1, consumedBytes: 24, midLine: false },
  },
  {
    name: 'a line as long as the bound is whole',
    text: '0123456789abcdef\none\n',
    expected: { lines: ['0123456789abcdef', 'one'], damaged: 0, consumedBytes: 21, midLine: false },
  },
  {
    name: 'a long line without its newline is cut too, and what follows belongs to it',
    text: 'one\n0123456789abcdefX',
    expected: { lines: ['one', '0123456789abcdef'], damaged: 1, consumedBytes: 21, midLine: true },
  },
  {
    name: 'a torn line as long as the bound still waits',
    text: 'one\n0123456789abcdef',
    expected: { lines: ['one'], damaged: 0, consumedBytes: 4, midLine: false },
  },
])('$name', ({ text, expected }) => {
  expect(splitLines(Buffer.from(text), false, BOUND)).toEqual({ skipped: 0, ...expected });
});

test.each([
  { text: 'rest\none\n', lines: ['one'], consumedBytes: 9, midLine: false },
  { text: 'still no newline', lines: [], consumedBytes: 16, midLine: true },
  { text: '', lines: [], consumedBytes: 0, midLine: true },
  { text: 'rest\n', lines: [], consumedBytes: 5, midLine: false },
])('the rest of a dropped line is dropped: $text', ({ text, ...expected }) => {
  expect(splitLines(Buffer.from(text), true, BOUND)).toEqual({ skipped: 0, damaged: 0, ...expected });
});

test.each([
  { text: 'a\nb K1\nc\nd\nK2\n', lines: ['b K1', 'K2'], skipped: 3 },
  { text: 'K1 K K\nK2\n', lines: ['K1 K K', 'K2'], skipped: 0 },
  { text: 'a\nb\n', lines: [], skipped: 2 },
  { text: 'a\nb K\r\n\n', lines: ['b K'], skipped: 2 },
  { text: 'a\ntorn K', lines: [], skipped: 1 },
])('with a tag only its lines are delivered and all others counted: $text', ({ text, lines, skipped }) => {
  const split = splitLines(Buffer.from(text), false, { ...BOUND, tag: Buffer.from('K') });
  expect({ lines: split.lines, skipped: split.skipped }).toEqual({ lines, skipped });
});

test.each([
  { text: 'no tag in this endless li', lines: [], skipped: 1 },
  { text: 'K in this endless line is', lines: ['K in this endles'], skipped: 0 },
])('an endless line is delivered only with the tag: $text', ({ text, lines, skipped }) => {
  expect(splitLines(Buffer.from(text), false, { ...BOUND, tag: Buffer.from('K') })).toEqual({
    lines,
    skipped,
    damaged: 1,
    consumedBytes: 25,
    midLine: true,
  });
});

test('bytes that are no UTF-8 become U+FFFD, characters of several bytes stay whole', () => {
  const bytes = Buffer.concat([Buffer.from('Zürich 服务器\n'), Buffer.from([0x61, 0xff, 0x62, 0x0a])]);
  expect(splitLines(bytes, false, { maxLineBytes: 100 }).lines).toEqual(['Zürich 服务器', 'a\ufffdb']);
});
