import type { Answer } from 'dns-packet';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstDataOf, nsidOf } from '../../../src/loadgen/verify/answer-origin.ts';
import { address, answerOf } from '../support/answers.ts';
import { octets } from '../support/octets.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

test.each([
  ['a host name', answerOf({ nsid: Buffer.from('ns01.abc.local') }), 'ns01.abc.local'],
  ['octets', answerOf({ nsid: octets('00ff10') }), '00ff10'],
  ['a text that would steer a terminal', answerOf({ nsid: Buffer.from('\x1b[2J') }), '1b5b324a'],
  ['a long one', answerOf({ nsid: Buffer.from('n'.repeat(300)) }), 'n'.repeat(100)],
  ['an empty one', answerOf({ nsid: Buffer.alloc(0) }), '(empty NSID)'],
  ['none', answerOf({}), '(no NSID)'],
  ['half a message', answerOf({ nsid: Buffer.from('ns01') }).subarray(0, 40), '(no NSID)'],
])('NSID: %s', (_what, answer, expected) => {
  expect(nsidOf(answer)).toBe(expected);
});

const ALIAS: Answer = { name: 'www.abc.local', type: 'CNAME', ttl: 60, data: 'Web.abc.local' };

test.each([
  [
    'an IPv4 address',
    answerOf({ answers: [address('192.168.1.11'), address('192.168.1.12')] }),
    '192.168.1.11',
  ],
  ['an IPv6 address', answerOf({ type: 'AAAA', answers: [address('2001:db8:0:0::11')] }), '2001:db8::11'],
  [
    'an address behind an alias',
    answerOf({ answers: [ALIAS, address('10.0.0.1', 'web.abc.local')] }),
    '10.0.0.1',
  ],
  ['an alias alone', answerOf({ answers: [ALIAS] }), 'web.abc.local.'],
  [
    'a text',
    answerOf({ type: 'TXT', answers: [{ name: 'www.abc.local', type: 'TXT', ttl: 1, data: 'ns01' }] }),
    '"ns01"',
  ],
  ['no such name', answerOf({ flags: 0x0403 }), 'NXDOMAIN'],
  ['no data', answerOf({}), 'NOERROR'],
  ['more answers than there are', octets('0007 8400 0000 0001 0000 0000'), '(malformed)'],
  [
    'an address of three octets',
    octets('0007 8400 0000 0001 0000 0000 00 0001 0001 00000000 0003 c0a801'),
    '(malformed)',
  ],
  ['nothing', new Uint8Array(), 'NOERROR'],
])('first data: %s', (_what, answer, expected) => {
  expect(firstDataOf(answer)).toBe(expected);
});

test('a name that would steer a terminal', () => {
  const answer = octets('0007 8400 0000 0001 0000 0000 00 0005 0001 00000000 0004 021b63 00');
  expect(firstDataOf(answer)).toBe('\\u{1b}c.');
});

test('whatever comes, there is a short printable text', () => {
  const base = answerOf({ answers: [ALIAS, address('10.0.0.1')], nsid: Buffer.from('ns01') });
  const mutated = fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 10 }).map((bytes) => {
    const message = Buffer.from(base);
    for (const [at, value] of bytes) message[at] = value;
    return message;
  });
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (message) => {
      for (const originOf of [nsidOf, firstDataOf]) expect(originOf(message)).toMatch(/^[\x20-\x7e]{1,200}$/);
    }),
    { numRuns: RUNS },
  );
});
