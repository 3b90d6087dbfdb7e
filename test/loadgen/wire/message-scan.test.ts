import { decode, encode } from 'dns-packet';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  answerDataAt,
  answersAt,
  messageEnd,
  optionAt,
  rcodeOf,
  skipName,
  skipRecord,
} from '../../../src/loadgen/wire/message-scan.ts';
import { octets } from '../support/octets.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

test.each([
  ['the root', '00', 0, 1],
  ['labels', '03777777 03616263 00 ffff', 0, 9],
  ['labels before a pointer', '03777777 c00c ff', 0, 6],
  ['a pointer alone', 'ff c00c', 1, 3],
  ['a name of 255 octets', `${`3f${'61'.repeat(63)}`.repeat(3)}3d${'61'.repeat(61)}00`, 0, 255],
  ['a name of 256 octets', `${`3f${'61'.repeat(63)}`.repeat(3)}3e${'61'.repeat(62)}00`, 0, -1],
  ['a label that breaks off', '03 6161', 0, -1],
  ['labels without an end', '0161 0161', 0, -1],
  ['half a pointer', 'c0', 0, -1],
  ['an extended label type', '41 00', 0, -1],
  ['nothing', '', 0, -1],
  ['an offset behind the end', '00', 5, -1],
])('skipName over %s', (_what, hex, at, expected) => {
  expect(skipName(octets(hex), at)).toBe(expected);
});

test.each([
  ['with data', '00 0001 0001 0000003c 0004 c0a8010b', 15],
  ['without data', '00 0001 0001 0000003c 0000', 11],
  ['with less data than it says', '00 0001 0001 0000003c 0005 c0a8010b', -1],
  ['without a length', '00 0001 0001 0000003c', -1],
])('skipRecord over one %s', (_what, hex, expected) => {
  expect(skipRecord(octets(hex), 0)).toBe(expected);
});

/** `a. A`, answered with an alias and two addresses, an NS record, and an OPT record with NSID and cookie. */
const ANSWER = octets(
  `1234 8400 0001 0003 0001 0001
   0161 00 0001 0001
   c00c 0005 0001 00000000 0003 0162 00
   0162 00 001c 0001 00000000 0010 20010db8000000000000000000000011
   0162 00 0001 0001 00000000 0004 c0a8010b
   00 0002 0001 00000000 0003 0162 00
   00 0029 04d0 01 00 0000 0018 0003 0004 6e733031 000a 0008 0102030405060708 000c 0000`,
);

test('sections and records are found where they are', () => {
  expect(answersAt(ANSWER)).toBe(19);
  expect(messageEnd(ANSWER)).toBe(ANSWER.length);
  expect(answerDataAt(ANSWER, 1, 28)).toBe(47);
  expect(answerDataAt(ANSWER, 1, 1)).toBe(76);
  expect(answerDataAt(ANSWER, 2, 2)).toBe(-1);
});

test.each([
  [3, '6e733031'],
  [10, '0102030405060708'],
  [12, ''],
])('option %d is found', (code, data) => {
  const at = optionAt(ANSWER, code);
  expect(ANSWER.readUInt16BE(at - 2)).toBe(data.length / 2);
  expect(ANSWER.toString('hex', at, at + data.length / 2)).toBe(data);
});

test.each([
  ['another option', ANSWER, 8],
  ['no OPT record', octets('1234 8400 0000 0000 0000 0000'), 3],
  ['an OPT record that is not where the counts say', octets('1234 8400 0000 0000 0000 0001 00 0029'), 3],
  [
    'an option longer than the record',
    octets('1234 8400 0000 0000 0000 0001 00 0029 04d0 00000000 0006 0003 0004 6e73 3031'),
    3,
  ],
  ['half a header', octets('1234 8400 0000'), 3],
])('%s: no option', (_what, message, code) => {
  expect(optionAt(message, code)).toBe(-1);
});

test.each([
  ['NXDOMAIN', octets('1234 8403 0000 0000 0000 0000'), 3],
  [
    'NOERROR with the upper bits of BADVERS',
    octets('1234 8400 0000 0000 0000 0001 00 0029 04d0 01 00 0000 0000'),
    16,
  ],
  ['BADCOOKIE', octets('1234 8407 0000 0000 0000 0001 00 0029 04d0 01 00 0000 0000'), 23],
  ['a code without its OPT record', octets('1234 8405 0000 0000 0000 0001 00 0029'), 5],
])('rcodeOf of %s', (_what, message, expected) => {
  expect(rcodeOf(message)).toBe(expected);
});

const changes = fc.array(fc.tuple(fc.nat(ANSWER.length - 1), fc.nat(255)), { maxLength: 12 });
const mutated = fc.tuple(changes, fc.nat(ANSWER.length)).map(([bytes, length]) => {
  const message = Buffer.from(ANSWER);
  for (const [at, value] of bytes) message[at] = value;
  return message.subarray(0, length);
});
const anything = fc.oneof(mutated, fc.uint8Array({ maxLength: 600 }));

test('whatever comes, offsets lie within the message', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(3, 10, 12), (message, code) => {
      const isInside = (at: number): boolean => at === -1 || (at >= 0 && at <= message.length);
      for (const at of [answersAt(message), messageEnd(message), answerDataAt(message, 1, 28)]) {
        expect(isInside(at)).toBe(true);
      }
      const option = optionAt(message, code);
      const end = option === -1 ? 0 : option + Buffer.from(message).readUInt16BE(option - 2);
      expect(isInside(option) && end <= message.length).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test.each([
  ['questions', '1234 8400 ffff 0000 0000 0000'],
  ['records', '1234 8400 0000 ffff ffff ffff'],
])('65,535 %s that are not there are not looked for behind the end', (_what, hex) => {
  const message = octets(hex);
  let reads = 0;
  const counted = new Proxy<Uint8Array>(message, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
      return Reflect.get(target, key, target);
    },
  });
  expect([messageEnd(counted), answerDataAt(counted, 1, 28), optionAt(counted, 3)]).toEqual([-1, -1, -1]);
  expect(rcodeOf(counted)).toBe(0);
  // The header's counts a few times each, and nothing for each of the records.
  expect(reads).toBeLessThan(100);
});

test("the low bits of a response code are the header's, the upper ones those of the OPT record alone", () => {
  fc.assert(
    fc.property(anything, (message) => {
      const rcode = rcodeOf(message);
      expect(rcode & 0x0f).toBe((message[3] ?? 0) & 0x0f);
      // Some octet of the message has them.
      if (rcode > 0x0f) expect(message.includes(rcode >>> 4, 12)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

const label = fc.string({ unit: fc.constantFrom('a', 'b', '-', '0'), minLength: 1, maxLength: 63 });
const packets = fc.record({
  name: fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.')),
  addresses: fc.array(fc.ipV4(), { maxLength: 5 }),
  nsid: fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 }), { nil: undefined }),
});

test('finds in messages of dns-packet what dns-packet finds', () => {
  fc.assert(
    fc.property(packets, ({ name, addresses, nsid }) => {
      const message = encode({
        type: 'response',
        questions: [{ name, type: 'A' }],
        answers: addresses.map((data) => ({ name, type: 'A', ttl: 1, data })),
        additionals: [
          {
            name: '.',
            type: 'OPT',
            udpPayloadSize: 1232,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: nsid === undefined ? [] : [{ code: 12, data: Buffer.from(nsid) }],
          },
        ],
      });
      expect(messageEnd(message)).toBe(message.length);
      const at = optionAt(message, 12);
      expect(
        at === -1
          ? undefined
          : Buffer.from(nsid ?? []).equals(message.subarray(at, at + (nsid?.length ?? 0))),
      ).toBe(nsid === undefined ? undefined : true);
      const [first] = decode(message).answers ?? [];
      const data = answerDataAt(message, 1, 1);
      expect(data === -1 ? undefined : [...message.subarray(data, data + 4)].join('.')).toBe(
        first && 'data' in first ? first.data : undefined,
      );
    }),
    { numRuns: Math.min(RUNS, 1_000) },
  );
});
