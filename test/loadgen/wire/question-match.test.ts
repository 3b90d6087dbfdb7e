import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isSameName,
  isSameQuestion,
  mayLackQuestion,
  repeatsQuestion,
} from '../../../src/loadgen/wire/question-match.ts';
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

test.each([
  ['FORMERR', '1234 8401 0000 0000 0000 0000', true],
  ['BADVERS', '1234 8400 0000 0000 0000 0001 00 0029 04d0 01 00 0000 0000', true],
  ['an answer to an UPDATE', '1234 a800 0000 0000 0000 0000', true],
  ['NOERROR', '1234 8400 0000 0000 0000 0000', false],
  ['FORMERR with a question', '1234 8401 0001 0000 0000 0000 00 0001 0001', false],
])('%s may go without the question: %s', (_what, answer, expected) => {
  expect(mayLackQuestion(octets(answer))).toBe(expected);
});

test.each([
  ['0161 0162 00 0041 0001', '0141 0142 00 0041 0001', true],
  ['0161 0162 00 0041 0001', '0161 0162 00 0061 0001', false],
  ['0161 0162 00 0041 0001', '0161 0162 00 0041 0021', false],
  ['0161 0162 00 0041 0001', '0161 0162 00 4100 0001', false],
  // Octets that lie as far apart as letters of two cases, and are none.
  ['0140 00 0001 0001', '0160 00 0001 0001', false],
  ['015b 00 0001 0001', '017b 00 0001 0001', false],
  ['01c1 00 0001 0001', '01e1 00 0001 0001', false],
])('question %s and %s', (one, other, expected) => {
  const [a, b] = [octets(one), octets(`ff ${other}`)];
  expect(isSameQuestion(a, 0, b, 1, a.length)).toBe(expected);
});

test.each([
  ['03 777777', '03 575777', true],
  ['03 777777', '03 777778', false],
  ['', '', true],
])('label %s and %s', (one, other, expected) => {
  const [a, b] = [octets(one), octets(`ff ${other}`)];
  expect(isSameName(a, 0, b, 1, a.length)).toBe(expected);
});

test('the quick way finds the same as the one that checks all', () => {
  const label = fc
    .uint8Array({ minLength: 1, maxLength: 63 })
    .map((octetsOfLabel) => Buffer.of(octetsOfLabel.length, ...octetsOfLabel));
  const question = fc
    .tuple(fc.array(label, { maxLength: 3 }), fc.uint8Array({ minLength: 4, maxLength: 4 }))
    .map(([labels, fields]) => Buffer.concat([...labels, Buffer.of(0), fields]));
  const change = fc.option(fc.tuple(fc.nat(200), fc.constantFrom(0x20, 1, 0x80)), { nil: undefined });
  fc.assert(
    fc.property(question, change, (asked, changed) => {
      const answer = Buffer.concat([octets(HEADER), asked]);
      if (changed !== undefined) {
        const at = 12 + (changed[0] % asked.length);
        answer[at] = (answer[at] ?? 0) ^ changed[1];
      }
      expect(isSameQuestion(answer, 12, asked, 0, asked.length)).toBe(repeatsQuestion(answer, asked, 0));
    }),
    { numRuns: RUNS },
  );
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
