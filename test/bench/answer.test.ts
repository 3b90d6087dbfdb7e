import { expect, test } from 'vitest';
import {
  addressRecord,
  isQuery,
  questionEnd,
  setTruncated,
  turnIntoAnswer,
} from '../../bench/support/responder/answer.ts';

/** `a. A IN` with id 1234 and RD. */
const QUERY = '123401000001000000000000016100' + '00010001';

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

test.each([
  ['a query', QUERY, true],
  ['an answer', '123481800001000000000000', false],
  ['eleven bytes', '1234010000010000000000', false],
  ['nothing', '', false],
])('%s', (_name, hex, expected) => {
  const message = bytes(hex);
  expect(isQuery(message, 0, message.length)).toBe(expected);
});

test('an answer has QR, RA and the rcode, keeps RD and CD, and nothing else is touched', () => {
  const message = bytes(`ffff${QUERY}`);
  message[5] = 0xff;
  turnIntoAnswer(message, 2, 3);
  expect(Buffer.from(message).toString('hex')).toBe(`ffff12348193${QUERY.slice(8)}`);
  setTruncated(message, 2);
  expect(Buffer.from(message).toString('hex')).toBe(`ffff12348393${QUERY.slice(8)}`);
});

test.each([
  ['a question', QUERY, 19],
  ['a question and an OPT record', `${QUERY}0000291000000000000000`, 19],
  ['the root', '123401000001000000000000' + '0000020001', 17],
  ['no question', '123401000000000000000000', 0],
  ['a name without its end', '1234010000010000000000000161', 0],
  ['a question without its class', '12340100000100000000000001610000010', 0],
  ['a pointer', '123401000001000000000000c00c00010001', 0],
])('%s ends where it ends', (_name, hex, expected) => {
  const message = bytes(hex);
  expect(questionEnd(message, 0, message.length)).toBe(expected);
});

test('an address record points to the name of the question', () => {
  expect(Buffer.from(addressRecord('192.0.2.1')).toString('hex')).toBe('c00c000100010000003c0004c0000201');
});
