import type { Answer, RecordType } from 'dns-packet';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAnswer } from '../../../src/loadgen/verify/answer-check.ts';
import type { Expectation } from '../../../src/loadgen/verify/expectation.ts';
import { parseExpectation } from '../../../src/loadgen/verify/parse-expectation.ts';
import { address, answerOf, QUESTION } from '../support/answers.ts';
import { octets } from '../support/octets.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const SENT = { question: QUESTION, prefixLength: 0 };

function expectationOf(text: string, type: string): Expectation {
  const parsed = parseExpectation(text, type);
  if (parsed.kind === 'problem') throw new Error(parsed.reason);
  return parsed.expectation;
}

const TWO = [address('192.168.1.11'), address('192.168.1.12')];
const VIA_ALIAS: Answer[] = [
  address('192.168.1.11', 'web.abc.local'),
  { name: 'www.abc.local', type: 'CNAME', ttl: 60, data: 'Web.ABC.local' },
];

test.each([
  ['NOERROR aa 192.168.1.12 192.168.1.11', { answers: TWO }, undefined],
  ['192.168.1.11', { answers: TWO }, 'expected 192.168.1.11, got 192.168.1.11 192.168.1.12'],
  ['192.168.1.11 *', { answers: TWO }, undefined],
  ['192.168.1.13 *', { answers: TWO }, 'expected 192.168.1.13 among others, got 192.168.1.11 192.168.1.12'],
  ['192.168.1.11', { answers: [address('192.168.1.12')] }, 'expected 192.168.1.11, got 192.168.1.12'],
  ['192.168.1.11', {}, 'expected 192.168.1.11, got nothing'],
  ['empty', {}, undefined],
  ['empty', { answers: TWO }, 'expected nothing, got 192.168.1.11 192.168.1.12'],
  ['NXDOMAIN', { flags: 0x0403 }, undefined],
  ['NXDOMAIN', { answers: TWO }, 'expected NXDOMAIN, got NOERROR'],
  ['192.168.1.11', { flags: 0x0402 }, 'expected NOERROR, got SERVFAIL'],
  ['RCODE12', { flags: 0x0403 }, 'expected RCODE12, got NXDOMAIN'],
  ['aa !tc', { answers: TWO }, undefined],
  ['aa !tc ra', { flags: 0x0200 }, 'expected aa !tc ra, got !aa tc !ra'],
  ['!aa', { flags: 0x0400 }, 'expected !aa, got aa'],
  ['192.168.1.11', { answers: VIA_ALIAS }, undefined],
  ['\\# 4 c0a8010b \\# 4 c0a8010c', { answers: TWO }, undefined],
  ['ttl<=60', { answers: TWO }, undefined],
  ['ttl<=59', { answers: TWO }, 'expected ttl<=59, got ttl=60'],
  ['ttl>=61 ttl<=99', { answers: TWO }, 'expected ttl>=61 ttl<=99, got ttl=60'],
  ['ttl=61', { answers: TWO }, 'expected ttl=61, got ttl=60'],
] as const)('%s of %j', (text, parts, expected) => {
  const answer = answerOf({ ...parts, answers: 'answers' in parts ? [...parts.answers] : [] });
  expect(checkAnswer(answer, expectationOf(text, 'A'), SENT)).toBe(expected);
});

const TYPES: [
  type: RecordType,
  number: string,
  right: string,
  wrong: string,
  data: unknown,
  shown: string,
][] = [
  ['AAAA', '001c', '2001:DB8::0011', '2001:db8::12', '2001:db8::11', '2001:db8::11'],
  ['CNAME', '0005', 'WEB.x', 'x.', 'web.X', 'web.x.'],
  ['PTR', '000c', 'a.x.', 'b.x.', 'a.x', 'a.x.'],
  ['MX', '000f', '10 mail.x.', '20 mail.x.', { preference: 10, exchange: 'mail.x' }, '10 mail.x.'],
  ['TXT', '0010', '"v=spf1 -all"', '"v=spf1"', ['v=spf1', ' -all'], '"v=spf1 -all"'],
  [
    'SRV',
    '0021',
    '1 2 53 a.x.',
    '1 2 54 a.x.',
    { priority: 1, weight: 2, port: 53, target: 'a.x' },
    '1 2 53 a.x.',
  ],
  [
    'CAA',
    '0101',
    '0 issue ca.x',
    '0 iodef ca.x',
    { flags: 0, tag: 'issue', value: 'ca.x' },
    '0 "issue" "ca.x"',
  ],
  [
    'SOA',
    '0006',
    'ns.x. a\\.b.x. 1 2 3 4 5',
    'ns.x. a\\.b.x. 2 2 3 4 5',
    { mname: 'ns.x', rname: 'a\\.b.x', serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 },
    'ns.x. a.b.x. 1 2 3 4 5',
  ],
  [
    'DS',
    '002b',
    '1 8 2 C0FFEE',
    '1 8 2 C0FFEF',
    { keyTag: 1, algorithm: 8, digestType: 2, digest: Buffer.from('c0ffee', 'hex') },
    '1 8 2 c0ffee',
  ],
  [
    'NAPTR',
    '0023',
    '1 2 u E2U "!x!y!" .',
    '1 2 s E2U "!x!y!" .',
    { order: 1, preference: 2, flags: 'u', services: 'E2U', regexp: '!x!y!', replacement: '.' },
    '1 2 "u" "E2U" "!x!y!" .',
  ],
];

test.each(TYPES)('data of %s', (type, number, right, wrong, data, shown) => {
  // What dns-packet takes as data hangs on the type, which a table cannot say.
  const record = { name: 'www.abc.local', type, ttl: 60, data } as Answer;
  const answer = answerOf({ type, answers: [record] });
  const sent = { question: octets(`0377777703616263056c6f63616c00 ${number} 0001`), prefixLength: 0 };
  expect(checkAnswer(answer, expectationOf(right, type), sent)).toBeUndefined();
  expect(checkAnswer(answer, expectationOf(wrong, type), sent)).toMatch(/^expected .*, got /);
  expect(checkAnswer(answer, expectationOf('empty', type), sent)).toBe(`expected nothing, got ${shown}`);
});

test('data of a type without a form is shown as RFC 3597 has it', () => {
  const header = '0007 8400 0001 0001 0000 0000 0377777703616263056c6f63616c00 0041 0001';
  const answer = octets(`${header} c00c 0041 0001 0000003c 0003 000100`);
  const sent = { question: octets('0377777703616263056c6f63616c00 0041 0001'), prefixLength: 0 };
  expect(checkAnswer(answer, expectationOf('\\# 3 000100', 'HTTPS'), sent)).toBeUndefined();
  expect(checkAnswer(answer, expectationOf('\\# 3 000200', 'HTTPS'), sent)).toBe(
    'expected \\# 3 000200, got \\# 3 000100',
  );
});

const HEADER = '0007 8400 0001 0001 0000 0000';
const QUESTION_HEX = '0377777703616263056c6f63616c00 0001 0001';

test.each([
  ['a right answer', octets(`${HEADER} ${QUESTION_HEX} c00c 0001 0001 0000003c 0004 c0a8010b`), undefined],
  ['no data', octets(`0007 8400 0001 0000 0000 0000 ${QUESTION_HEX}`), undefined],
  ['a refusal without a question', octets('0007 8405 0000 0000 0000 0000'), undefined],
  ['an update done, without a zone', octets('0007 a800 0000 0000 0000 0000'), undefined],
  ['an alias and where it leads', answerOf({ answers: VIA_ALIAS }), undefined],
  [
    'an alias made of a DNAME',
    answerOf({
      answers: [
        { name: 'abc.local', type: 'DNAME', ttl: 60, data: 'xyz.local' },
        { name: 'www.abc.local', type: 'CNAME', ttl: 60, data: 'www.xyz.local' },
        address('192.168.1.11', 'www.xyz.local'),
      ],
    }),
    undefined,
  ],
  [
    'aliases in a circle',
    answerOf({
      answers: [
        { name: 'www.abc.local', type: 'CNAME', ttl: 60, data: 'b.local' },
        { name: 'b.local', type: 'CNAME', ttl: 60, data: 'www.abc.local' },
      ],
    }),
    undefined,
  ],
  ['half a header', octets('0007 8400'), 'malformed: 4 octets are less than a header'],
  ['a query', octets(`0007 0100 0001 0000 0000 0000 ${QUESTION_HEX}`), 'is a query, not an answer'],
  ['success without a question', octets('0007 8400 0000 0000 0000 0000'), 'answers another question'],
  ['another name', answerOf({ name: 'ftp.abc.local' }), 'answers another question'],
  ['another type', answerOf({ type: 'AAAA' }), 'answers another question'],
  [
    'a record less than counted',
    octets(`${HEADER} ${QUESTION_HEX}`),
    'malformed: breaks off within a record',
  ],
  [
    'a record more than counted',
    octets(`0007 8400 0001 0000 0000 0000 ${QUESTION_HEX} c00c 0001 0001 0000003c 0004 c0a8010b`),
    'malformed: 16 octets behind its last record',
  ],
  [
    'an address of 5 octets',
    octets(`${HEADER} ${QUESTION_HEX} c00c 0001 0001 0000003c 0005 c0a8010b00`),
    'malformed: a record is not as long as its data',
  ],
  [
    'a name that points to itself',
    octets(`${HEADER} ${QUESTION_HEX} c01f 0001 0001 0000003c 0004 c0a8010b`),
    'malformed: Cannot decode name (bad pointer)',
  ],
  [
    "somebody else's address",
    answerOf({ answers: [address('192.168.1.11', 'ftp.abc.local')] }),
    'ftp.abc.local. A does not belong to the question',
  ],
  [
    'an address of another family',
    answerOf({ answers: [address('::1')] }),
    'www.abc.local. AAAA does not belong to the question',
  ],
  [
    'a name that would steer a terminal',
    octets(`${HEADER} ${QUESTION_HEX} 021b63 00 0001 0001 0000003c 0004 c0a8010b`),
    '\\u{1b}c. A does not belong to the question',
  ],
])('without an expectation: %s', (_what, answer, expected) => {
  expect(checkAnswer(answer, undefined, SENT)).toBe(expected);
});

test('any type belongs to a question for ANY', () => {
  const sent = { question: octets('0377777703616263056c6f63616c00 00ff 0001'), prefixLength: 0 };
  const answer = answerOf({ type: 'ANY' as RecordType, answers: [address('::1'), address('192.168.1.11')] });
  expect(checkAnswer(answer, undefined, sent)).toBeUndefined();
});

test('a prefix label stood before the name', () => {
  const name = 'k3j9.www.abc.local';
  const answer = answerOf({ name, answers: [address('192.168.1.11', name)] });
  const expectation = expectationOf('192.168.1.11', 'A');
  expect(checkAnswer(answer, expectation, { question: QUESTION, prefixLength: 4 })).toBeUndefined();
  expect(checkAnswer(answer, expectation, { question: QUESTION, prefixLength: 5 })).toBe(
    'answers another question',
  );
});

test('many values are cut short', () => {
  const answers = Array.from({ length: 200 }, (_, i) => address(`10.0.0.${i}`));
  const reason = checkAnswer(answerOf({ answers }), expectationOf('empty', 'A'), SENT);
  expect(reason).toMatch(/^expected nothing, got 10\.0\.0\.0 .*…$/);
  expect(reason?.length).toBeLessThan(400);
});

test('whatever comes, there is a verdict in one line', () => {
  const base = answerOf({ answers: [...VIA_ALIAS, ...TWO], nsid: Buffer.from('ns01') });
  const mutated = fc
    .tuple(
      fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 10 }),
      fc.nat(base.length),
      fc.boolean(),
    )
    .map(([bytes, length, cut]) => {
      const message = Buffer.from(base);
      for (const [at, value] of bytes) message[at] = value;
      return cut ? message.subarray(0, length) : message;
    });
  const expectations = [undefined, expectationOf('aa 192.168.1.11', 'A'), expectationOf('\\# 0 *', 'A')];
  fc.assert(
    fc.property(
      fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })),
      fc.constantFrom(...expectations),
      fc.constantFrom(0, 3),
      (message, expectation, prefixLength) => {
        const reason = checkAnswer(message, expectation, { question: QUESTION, prefixLength });
        expect(reason ?? 'as expected').toMatch(/^[\x20-\x7e…]{5,800}$/);
      },
    ),
    { numRuns: RUNS },
  );
});
