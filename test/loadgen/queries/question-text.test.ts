import { expect, test } from 'vitest';
import { questionText } from '../../../src/loadgen/queries/question-text.ts';

test.each([
  ['03777777076578616d706c6503636f6d0000010001', 'www.example.com A'],
  ['0000060001', '. SOA'],
  ['01610000010003', 'a CH A'],
  ['0161 00 ff00 0001'.replaceAll(' ', ''), 'a TYPE65280'],
  ['01610000ff00ff', 'a CLASS255 ANY'],
  ['0161000001000100002904d0000000000000', 'a A'],
  ['016100000100', '(no question)'],
  ['c00c00010001', '(no question)'],
  ['', '(no question)'],
])('%s is %s', (wire, text) => {
  const questions = Buffer.from(`ffff${wire}`, 'hex');
  const pool = { count: 1, questions, offsets: Uint32Array.of(2, questions.length), stages: [] };
  expect(questionText(pool, 0)).toBe(text);
});
