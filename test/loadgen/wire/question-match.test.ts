import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatsQuestion } from '../../../src/loadgen/wire/question-match.ts';
import { octets } from '../support/octets.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const HEADER = '1234 8400 0001 0000 0000 0000';
/** `a.b A IN`. */
const QUESTION = octets('0161 0162 00 0001 0001');

test.each([
  ['the same', `${HEADER} 0161 0162 00 0001 0001`, 0, true],
  ['another case', `${HEADER} 0141 0162 00 0001 0001`, 0, true],
  ['more behind it', `${HEADER} 0161 0162 00 0001 0001 c00c 0001`, 0, true],
  ['another name', `${HEADER} 0161 0163 00 0001 0001`, 0, false],
  ['another division into labels', `${HEADER} 03610162 00 0001 0001`, 0, false],
  ['another type', `${HEADER} 0161 0162 00 001c 0001`, 0, false],
  ['a type that differs as letters of two cases do', `${HEADER} 0161 0162 00 0021 0001`, 0, false],
  ['another class', `${HEADER} 0161 0162 00 0001 0003`, 0, false],
  ['no question', '1234 8400 0000 0000 0000 0000', 0, false],
  ['two questions', '1234 8400 0002 0000 0000 0000 0161 0162 00 0001 0001', 0, false],
  ['half a question', `${HEADER} 0161 0162 00 0001 00`, 0, false],
  ['a label before it', `${HEADER} 03 787978 0161 0162 00 0001 0001`, 3, true],
  ['a label of another length before it', `${HEADER} 02 7879 0161 0162 00 0001 0001`, 3, false],
  ['no label before it', `${HEADER} 0161 0162 00 0001 0001`, 3, false],
])('an answer with %s', (_what, answer, prefixLength, expected) => {
  expect(repeatsQuestion(octets(answer), QUESTION, prefixLength)).toBe(expected);
});

test('only name, type and class of a binary message are compared', () => {
  const binary = Buffer.concat([QUESTION, octets('00 0029 04d0 00000000 0000')]);
  expect(repeatsQuestion(octets(`${HEADER} 0161 0162 00 0001 0001`), binary, 0)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['a name alone', '0161 0162 00'],
  ['a name that breaks off', '0161 03'],
  ['a pointer', 'c00c 0001 0001'],
])('%s is no question, and no answer repeats it', (_what, question) => {
  expect(repeatsQuestion(octets(`${HEADER} 0161 0162 00 0001 0001`), octets(question), 0)).toBe(false);
});

test('whatever comes, it ends and never throws', () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(bytes, bytes, fc.nat(63), (answer, question, prefixLength) => {
      expect(repeatsQuestion(answer, question, prefixLength)).toBeTypeOf('boolean');
    }),
    { numRuns: RUNS },
  );
});
