import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExpectation } from '../../../src/loadgen/verify/parse-expectation.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const NO_FLAGS = { flagMask: 0, flagValue: 0 };

test.each([
  ['NOERROR', 'A', { rcode: 0, ...NO_FLAGS }],
  ['nxdomain', 'A', { rcode: 3, ...NO_FLAGS }],
  ['RCODE17', 'A', { rcode: 17, ...NO_FLAGS }],
  ['aa', 'A', { flagMask: 0x0400, flagValue: 0x0400 }],
  ['!aa RA !tc ad cd !rd', 'A', { flagMask: 0x07b0, flagValue: 0x00b0 }],
  [
    'NOERROR aa 192.168.1.11 192.168.1.12',
    'A',
    {
      rcode: 0,
      flagMask: 0x0400,
      flagValue: 0x0400,
      data: { values: ['192.168.1.11', '192.168.1.12'], orMore: false },
    },
  ],
  [
    '192.168.1.11 * ; the rest moves',
    'a',
    { rcode: 0, ...NO_FLAGS, data: { values: ['192.168.1.11'], orMore: true } },
  ],
  ['empty', 'AAAA', { rcode: 0, ...NO_FLAGS, data: { values: [], orMore: false } }],
  ['*', 'AAAA', { rcode: 0, ...NO_FLAGS, data: { values: [], orMore: true } }],
  ['NXDOMAIN empty', 'A', { rcode: 3, ...NO_FLAGS, data: { values: [], orMore: false } }],
  [
    '2001:DB8:0:0::11 2001:db8::11',
    'AAAA',
    { rcode: 0, ...NO_FLAGS, data: { values: ['2001:db8::11'], orMore: false } },
  ],
  [
    'Web.ABC.local www.abc.local. aa.',
    'CNAME',
    { rcode: 0, ...NO_FLAGS, data: { values: ['web.abc.local.', 'www.abc.local.', 'aa.'], orMore: false } },
  ],
  ['.', 'NS', { rcode: 0, ...NO_FLAGS, data: { values: ['.'], orMore: false } }],
  ['\\195\\169\\046.x', 'PTR', { rcode: 0, ...NO_FLAGS, data: { values: ['é..x.'], orMore: false } }],
  [
    '10 mail.x. 020 Mail2.x',
    'MX',
    { rcode: 0, ...NO_FLAGS, data: { values: ['10 mail.x.', '20 mail2.x.'], orMore: false } },
  ],
  [
    '"v=spf1 -all" "a \\"b\\"; \\065" plain',
    'TXT',
    {
      rcode: 0,
      ...NO_FLAGS,
      data: { values: ['"v=spf1 -all"', '"a \\"b\\"; A"', '"plain"'], orMore: false },
    },
  ],
  ['"NOERROR"', 'TXT', { rcode: 0, ...NO_FLAGS, data: { values: ['"NOERROR"'], orMore: false } }],
  ['""', 'TXT', { rcode: 0, ...NO_FLAGS, data: { values: ['""'], orMore: false } }],
  [
    '0 issue "ca.example"',
    'CAA',
    { rcode: 0, ...NO_FLAGS, data: { values: ['0 "issue" "ca.example"'], orMore: false } },
  ],
  [
    'ns.x. host\\.master.x. 1 2 3 4 5',
    'SOA',
    { rcode: 0, ...NO_FLAGS, data: { values: ['ns.x. host.master.x. 1 2 3 4 5'], orMore: false } },
  ],
  [
    '\\# 4 C0A8010B \\# 0',
    'TYPE65280',
    { rcode: 0, ...NO_FLAGS, data: { values: ['\\# 4 c0a8010b', '\\# 0'], orMore: false } },
  ],
  ['ttl<=300', 'A', { ...NO_FLAGS, ttl: { atLeast: 0, atMost: 300 } }],
  ['TTL>=60 ttl<=300', 'A', { ...NO_FLAGS, ttl: { atLeast: 60, atMost: 300 } }],
  ['ttl=60', 'A', { ...NO_FLAGS, ttl: { atLeast: 60, atMost: 60 } }],
])('%s of %s', (text, type, expected) => {
  expect(parseExpectation(text, type)).toEqual({
    kind: 'expectation',
    expectation: { ...expected, text: text.trim() },
  });
});

test.each([
  ['', 'A', 'nothing is expected: give a response code, a flag or data'],
  ['  ; later', 'A', 'nothing is expected: give a response code, a flag or data'],
  [
    '192.168.1.256',
    'A',
    '"192.168.1.256" is no response code, no flag and no data of A, which is like 192.168.1.11',
  ],
  [
    '192.168.1.1',
    'AAAA',
    '"192.168.1.1" is no response code, no flag and no data of AAAA, which is like 2001:db8::11',
  ],
  ['NOEROR', 'A', '"NOEROR" is no response code, no flag and no data of A, which is like 192.168.1.11'],
  [
    `\x1b${'x'.repeat(99)}`,
    'A',
    `"\\u001b${'x'.repeat(59)}"… is no response code, no flag and no data of A, which is like 192.168.1.11`,
  ],
  ['RCODE4096', 'A', '"RCODE4096" is no response code, no flag and no data of A, which is like 192.168.1.11'],
  ['a..b', 'CNAME', '"a..b" is no response code, no flag and no data of CNAME, which is like www.abc.local.'],
  ['10', 'MX', 'data of MX breaks off: it is like 10 www.abc.local.'],
  [
    'mail.x. 10',
    'MX',
    '"mail.x." is no response code, no flag and no data of MX, which is like 10 www.abc.local.',
  ],
  ['"open', 'TXT', 'a quote is not closed, or more follows it without a space'],
  ['"a"b', 'TXT', 'a quote is not closed, or more follows it without a space'],
  ['x\\', 'TXT', 'a quote is not closed, or more follows it without a space'],
  [
    '\\# 4 c0a801',
    'A',
    'behind \\# come the length in octets and so many pairs of hexadecimal digits: \\# 4 c0a8010b',
  ],
  [
    '\\#',
    'A',
    'behind \\# come the length in octets and so many pairs of hexadecimal digits: \\# 4 c0a8010b',
  ],
  ['1 www.x.', 'HTTPS', '"1" is no response code or flag, and data of HTTPS is written as \\# 4 c0a8010b'],
  ['1.2.3.4', 'ANY', '"1.2.3.4" is no response code or flag, and data of ANY is written as \\# 4 c0a8010b'],
  [
    'x',
    'constructor',
    '"x" is no response code or flag, and data of CONSTRUCTOR is written as \\# 4 c0a8010b',
  ],
  ['NOERROR NXDOMAIN', 'A', 'an answer has one response code, not both NOERROR and NXDOMAIN'],
  ['aa !aa', 'A', 'a flag is set or it is not, not both aa and !aa'],
  ['empty 192.168.1.11', 'A', 'empty is an answer without data: leave out empty, or the data and *'],
  ['empty *', 'A', 'empty is an answer without data: leave out empty, or the data and *'],
  ['ttl>=300 ttl<=60', 'A', 'no ttl is at least 300 and at most 60'],
  ['ttl<300', 'A', '"ttl<300" is no response code, no flag and no data of A, which is like 192.168.1.11'],
])('%j of %s is none', (text, type, reason) => {
  expect(parseExpectation(text, type)).toEqual({ kind: 'problem', reason });
});

test('whatever is written, there is an expectation or one line of a reason', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'NOERROR',
      'aa',
      '!tc',
      '*',
      'empty',
      '\\#',
      '4',
      '"',
      '"a"',
      '1.2.3.4',
      '::1',
      'x.y.',
      'ttl<=1',
    ),
    fc.string({ maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const type = fc.constantFrom('A', 'AAAA', 'MX', 'TXT', 'SOA', 'NAPTR', 'TYPE65', '');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), type, (words, ofType) => {
      const parsed = parseExpectation(words.join(' '), ofType);
      if (parsed.kind === 'expectation') {
        expect(structuredClone(parsed.expectation)).toEqual(parsed.expectation);
      } else {
        expect(parsed.reason).toMatch(/^[\x20-\x7e…]{10,400}$/);
      }
    }),
    { numRuns: RUNS },
  );
});
