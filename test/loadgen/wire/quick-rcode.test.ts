import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rcodeOf } from '../../../src/loadgen/wire/message-scan.ts';
import { quickRcode } from '../../../src/loadgen/wire/quick-rcode.ts';
import { octets } from '../support/octets.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const QUESTION = '0161 00 0001 0001';
const OPT = '00 0029 04d0 01 00 0000 0000';

/** Within a larger memory, as a transport has it. */
function quickRcodeOf(message: Uint8Array): number {
  const memory = new Uint8Array(message.length + 64).fill(0xff);
  memory.set(message, 16);
  return quickRcode(memory, 16, message.length);
}

test.each([
  ['NXDOMAIN', `1234 8403 0001 0000 0000 0000 ${QUESTION}`, 3],
  ['BADVERS', `1234 8400 0001 0000 0000 0001 ${QUESTION} ${OPT}`, 16],
  ['BADCOOKIE without a question', `1234 8407 0000 0000 0000 0001 ${OPT}`, 23],
  ['BADVERS, a signature behind it', `1234 8400 0001 0000 0000 0002 ${QUESTION} ${OPT} 00 00fa`, 16],
  ['the highest', '1234 840f 0000 0000 0000 0001 00 0029 04d0 ff 00 0000 0000', 4095],
  ['an OPT record that breaks off', `1234 8400 0001 0000 0000 0001 ${QUESTION} 00 0029 04d0 01 00 0000`, 0],
  [
    'an option that breaks off',
    `1234 8400 0001 0000 0000 0001 ${QUESTION} 00 0029 04d0 01 00 0000 0004 0003`,
    0,
  ],
  ['another record', `1234 8400 0001 0000 0000 0001 ${QUESTION} 00 0001 04d0 01 00 0000 0000`, 0],
  ['an OPT record that the header does not count', `1234 8400 0001 0000 0000 0000 ${QUESTION} ${OPT}`, 0],
])('%s', (_what, hex, expected) => {
  const message = octets(hex);
  expect([quickRcodeOf(message), rcodeOf(message)]).toEqual([expected, expected]);
});

test.each([
  [
    'behind an answer',
    `1234 8405 0001 0001 0000 0001 ${QUESTION} 00 0001 0001 00000000 0004 7f000001 ${OPT}`,
    21,
  ],
  ['behind another additional record', `1234 8405 0000 0000 0000 0002 00 0001 0001 00000000 0000 ${OPT}`, 21],
  ['behind two questions', `1234 8405 0002 0000 0000 0001 ${QUESTION} ${QUESTION} ${OPT}`, 21],
])('an OPT record %s is not looked for', (_what, hex, exact) => {
  const message = octets(hex);
  expect([quickRcodeOf(message), rcodeOf(message)]).toEqual([5, exact]);
});

test('where it looks, it finds what rcodeOf finds', () => {
  const header = fc.tuple(fc.nat(255), fc.nat(1), fc.nat(1)).map(([flags, questions, additionals]) =>
    // At most one question, no answer and no authority.
    Buffer.of(0x12, 0x34, 0x84, flags, 0, questions, 0, 0, 0, 0, 0, additionals),
  );
  const parts = fc.array(
    fc.oneof(fc.constantFrom(octets(QUESTION), octets(OPT), octets('c00c 0001 0001')), fc.uint8Array()),
    { maxLength: 4 },
  );
  const message = fc.tuple(header, parts, fc.nat(40)).map(([head, rest, cut]) => {
    const whole = Buffer.concat([head, ...rest]);
    return whole.subarray(0, Math.max(12, whole.length - Math.max(0, cut - 20)));
  });
  fc.assert(
    fc.property(message, (bytes) => {
      expect(quickRcodeOf(bytes)).toBe(rcodeOf(bytes));
    }),
    { numRuns: RUNS },
  );
});
