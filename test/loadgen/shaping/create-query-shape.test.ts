import { decode } from 'dns-packet';
import { expect, test } from 'vitest';
import { createQueryShape } from '../../../src/loadgen/shaping/create-query-shape.ts';
import type { ShapingSettings } from '../../../src/loadgen/shaping/shaping-settings.ts';
import { hexOf, octets } from '../support/octets.ts';

const DEPS = { randomBytes: (size: number) => Buffer.alloc(size, 0xcc), seed: 1 };
const PLAIN: ShapingSettings = { queryClass: 1, recursionDesired: true };
/** `www.abc.local A`. */
const QUESTION = octets('0377777703616263056c6f63616c0000010001');

test('nothing but a header', () => {
  const shape = createQueryShape(PLAIN, DEPS);
  expect(hexOf(shape.header)).toBe('01000001000000000000');
  expect(shape.tail).toHaveLength(0);
  expect(shape.overheadBytes).toBe(12);
  expect(Object.keys(shape)).toEqual(['header', 'tail', 'overheadBytes']);
});

test('without recursion desired', () => {
  const shape = createQueryShape({ ...PLAIN, recursionDesired: false }, DEPS);
  expect(hexOf(shape.header)).toBe('00000001000000000000');
});

test('with an OPT record the header counts it', () => {
  const shape = createQueryShape(
    { ...PLAIN, edns: { udpSizeBytes: 1232, dnssecOk: true, options: [] } },
    DEPS,
  );
  expect(hexOf(shape.header)).toBe('01000001000000000001');
  expect(hexOf(shape.tail)).toBe('00002904d0000080000000');
  expect(shape.overheadBytes).toBe(23);
  expect(shape.learn).toBeUndefined();
});

test('options go in the order of the command line', () => {
  const shape = createQueryShape(
    {
      ...PLAIN,
      edns: {
        udpSizeBytes: 1232,
        dnssecOk: false,
        options: [
          { kind: 'client-subnet', address: '192.0.2.0', prefixLength: 24 },
          { kind: 'cookie' },
          { kind: 'raw', code: 65_001, data: octets('beef') },
          { kind: 'nsid' },
        ],
      },
    },
    DEPS,
  );
  expect(hexOf(shape.tail)).toBe(
    hexOf(
      octets(`00 0029 04d0 00000000 0021
              0008 0007 00011800c00002
              000a 0008 cccccccccccccccc
              fde9 0002 beef
              0003 0000`),
    ),
  );
});

test('a server cookie makes another tail, no longer than was said', () => {
  const shape = createQueryShape(
    { ...PLAIN, edns: { udpSizeBytes: 1232, dnssecOk: false, options: [{ kind: 'cookie' }] } },
    DEPS,
  );
  const before = shape.tail;
  const server = '5e'.repeat(32);
  const answer = octets(`0000 8000 0000 0000 0000 0001
    00 0029 04d0 00000000 002c 000a 0028 cccccccccccccccc ${server}`);
  expect(shape.learn?.(answer)).toBe(true);
  expect(hexOf(before)).toBe('00002904d000000000000c000a0008cccccccccccccccc');
  expect(hexOf(shape.tail)).toBe(`00002904d000000000002c000a0028cccccccccccccccc${server}`);
  expect(shape.overheadBytes).toBe(12 + shape.tail.length);
  expect(shape.learn?.(answer)).toBe(false);
});

test('a message of all parts is what dns-packet reads', () => {
  const shape = createQueryShape(
    {
      queryClass: 1,
      recursionDesired: true,
      edns: { udpSizeBytes: 1232, dnssecOk: true, options: [{ kind: 'nsid' }] },
      tsig: { algorithm: 'hmac-sha256', keyName: 'key.test', secret: Buffer.from('s'), fudgeSeconds: 300 },
      prefix: { kind: 'number', length: 5 },
    },
    DEPS,
  );
  const message = Buffer.alloc(shape.overheadBytes + QUESTION.length);
  message.writeUInt16BE(0xbeef);
  message.set(shape.header, 2);
  let length = 12 + (shape.writePrefix?.(42, message, 12) ?? 0);
  message.set(QUESTION, length);
  message.set(shape.tail, length + QUESTION.length);
  length += QUESTION.length + shape.tail.length;
  expect(shape.sign?.(message, length, 1_700_000_000)).toBe(message.length);
  const { id, questions, additionals } = decode(message);
  expect(id).toBe(0xbeef);
  expect(questions).toEqual([{ name: '00042.www.abc.local', type: 'A', class: 'IN' }]);
  expect(additionals?.map(({ name, type }) => [name, type])).toEqual([
    ['.', 'OPT'],
    ['key.test', 'TSIG'],
  ]);
});

test.each([
  [{ prefix: { kind: 'random', length: 0 } }, 'prefix length 0: a label has 1 to 63 characters'],
  [{ prefix: { kind: 'number', length: 64 } }, 'prefix length 64: a label has 1 to 63 characters'],
] as const)('%j is refused', (part, message) => {
  expect(() => createQueryShape({ ...PLAIN, ...part }, DEPS)).toThrow(new RangeError(message));
});
