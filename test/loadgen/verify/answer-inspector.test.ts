import { expect, test } from 'vitest';
import { createAnswerInspector } from '../../../src/loadgen/verify/answer-inspector.ts';
import { createExpectationLookup } from '../../../src/loadgen/verify/expectation-lookup.ts';
import { address, answerOf, QUESTION } from '../support/answers.ts';
import { octets } from '../support/octets.ts';
import { poolOf } from '../support/pool.ts';

const FTP = octets('0366747003616263056c6f63616c00 0001 0001');
const POOL = poolOf(QUESTION, FTP);
const ELEVEN = answerOf({ answers: [address('192.168.1.11')], nsid: Buffer.from('ns01') });
const TWELVE = answerOf({ answers: [address('192.168.1.12')], nsid: Buffer.from('ns02') });
const expectationOf = createExpectationLookup({
  pool: POOL,
  lines: { texts: ['192.168.1.11'], of: Uint32Array.of(1, 0) },
});

function inspectorOf(countBy: 'nothing' | 'nsid' | 'answer', verify: boolean, maxKeys = 1_000) {
  return createAnswerInspector({ countBy, verify, maxKeys, pool: POOL, prefixLength: 0, expectationOf });
}

test('tells which answers are as expected, and what the others were', () => {
  const inspector = inspectorOf('nothing', true);
  expect(inspector.inspect(ELEVEN, 0)).toBe(true);
  expect(inspector.inspect(TWELVE, 0)).toBe(false);
  expect(inspector.inspect(ELEVEN.subarray(0, 20), 0)).toBe(false);
  expect(inspector.inspect(ELEVEN, 1)).toBe(false);
  expect(inspector.mismatches()).toEqual([
    'www.abc.local A: expected 192.168.1.11, got 192.168.1.12',
    'www.abc.local A: answers another question',
    'ftp.abc.local A: answers another question',
  ]);
  expect(inspector.counts()).toEqual({ counts: [], others: 0 });
});

test('tells each way of being unexpected once', () => {
  const inspector = inspectorOf('nothing', true);
  for (let i = 0; i < 1_000; i += 1) inspector.inspect(TWELVE, 0);
  expect(inspector.mismatches()).toEqual(['www.abc.local A: expected 192.168.1.11, got 192.168.1.12']);
});

test('keeps the first twenty ways', () => {
  const inspector = inspectorOf('nothing', true);
  for (let last = 0; last < 100; last += 1) {
    const other = Uint8Array.from(TWELVE);
    other[Buffer.from(TWELVE).indexOf('c0a8010c', 'hex') + 3] = 100 + last;
    inspector.inspect(other, 0);
  }
  const mismatches = inspector.mismatches();
  expect(mismatches).toHaveLength(20);
  expect(mismatches[0]).toBe('www.abc.local A: expected 192.168.1.11, got 192.168.1.100');
  expect(mismatches[19]).toBe('www.abc.local A: expected 192.168.1.11, got 192.168.1.119');
});

test('nothing is verified unless asked for', () => {
  const inspector = inspectorOf('nothing', false);
  expect(inspector.inspect(TWELVE, 0)).toBe(true);
  expect(inspector.mismatches()).toEqual([]);
});

test.each([
  [
    'nsid',
    [
      ['ns02', 2],
      ['ns01', 1],
    ],
  ],
  [
    'answer',
    [
      ['192.168.1.12', 2],
      ['192.168.1.11', 1],
    ],
  ],
] as const)('counts by %s', (countBy, expected) => {
  const inspector = inspectorOf(countBy, false);
  for (const answer of [TWELVE, ELEVEN, TWELVE]) inspector.inspect(answer, 0);
  expect(inspector.counts()).toEqual({ counts: expected, others: 0 });
});

test('a server of ever new names takes no more than its room', () => {
  const inspector = inspectorOf('nsid', false, 10);
  for (let i = 0; i < 100; i += 1) inspector.inspect(answerOf({ nsid: Buffer.from(`ns${i}`) }), 0);
  expect(inspector.counts().counts).toHaveLength(10);
  expect(inspector.counts().others).toBe(90);
});
