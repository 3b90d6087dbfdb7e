import { expect, test } from 'vitest';
import { parseExpectationsFile } from '../../../src/loadgen/verify/expectations-file.ts';
import { questionKey } from '../../../src/loadgen/verify/question-key.ts';
import { octets } from '../support/octets.ts';

const FILE = `; what the VIP answers
# since March
www.abc.local A = NOERROR aa 192.168.1.11 192.168.1.12

WWW.abc.local.\tAAAA=empty\r
  mail.abc.local MX = 10 mx.abc.local.   ; one
ttl.abc.local A=ttl<=300
a\\.b TYPE65 = NXDOMAIN
`;

test('expectations are found by name and type, in any case', () => {
  const { expectations, problems } = parseExpectationsFile(FILE, 'expect.txt');
  expect(problems.total).toBe(0);
  const textOf = (question: string): string | undefined =>
    expectations.get(questionKey(octets(question)) ?? '')?.text;
  expect(textOf('0377777703616263056c6f63616c00 0001 0001')).toBe('NOERROR aa 192.168.1.11 192.168.1.12');
  expect(textOf('0357575703414243054c4f43414c00 0001 0001')).toBe('NOERROR aa 192.168.1.11 192.168.1.12');
  expect(textOf('0377777703616263056c6f63616c00 001c 0001')).toBe('empty');
  expect(textOf('046d61696c03616263056c6f63616c00 000f 0001')).toBe('10 mx.abc.local.   ; one');
  expect(textOf('0374746c03616263056c6f63616c00 0001 0001')).toBe('ttl<=300');
  expect(textOf('03612e6200 0041 0001')).toBe('NXDOMAIN');
  expect(textOf('0161016200 0041 0001')).toBeUndefined();
  expect(textOf('03612e6200 0061 0001')).toBeUndefined();
  expect(expectations.size).toBe(5);
});

test('a bad line is named and hurts no other', () => {
  const text = [
    'www A = 192.168.1.11',
    'www A',
    'www = 192.168.1.11',
    'www AX = 192.168.1.11',
    `${'x'.repeat(64)} A = NOERROR`,
    'www AAAA = 192.168.1.11',
    'WWW. A = 192.168.1.12',
    'ftp A = 192.168.1.13',
  ].join('\n');
  const { expectations, problems } = parseExpectationsFile(text, 'e');
  expect([...expectations.values()].map((expectation) => expectation.text)).toEqual([
    '192.168.1.11',
    '192.168.1.13',
  ]);
  expect(problems.total).toBe(6);
  expect(problems.first).toEqual([
    'e:2: not NAME TYPE = EXPECTATION, such as www.abc.local A = 192.168.1.11',
    'e:3: not NAME TYPE = EXPECTATION, such as www.abc.local A = 192.168.1.11',
    'e:4: "AX" is no type, such as A or TYPE65',
    'e:5: label of 64 bytes, at most 63',
    'e:6: "192.168.1.11" is no response code, no flag and no data of AAAA, which is like 2001:db8::11',
    'e:7: an earlier line has the same name and type',
  ]);
});

test('problems are counted, the first ten kept', () => {
  const { problems } = parseExpectationsFile('bad\n'.repeat(10_000), 'e');
  expect(problems.total).toBe(10_000);
  expect(problems.first).toHaveLength(10);
});

test.each([
  ['', undefined],
  ['0161', undefined],
  ['0161 00 00', undefined],
  ['0161 00 0001', '\x01a\x001'],
])('questionKey of %j', (question, expected) => {
  expect(questionKey(octets(question))).toBe(expected);
});
