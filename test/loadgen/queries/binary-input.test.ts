import { encode } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { load, questionsOf, wireOf } from './support.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const timeout = 120_000;
const BINARY = { format: 'binary' } as const;

function query(name: string, flags = 0x0100): Buffer {
  return encode({ type: 'query', id: 0xabcd, flags, questions: [{ name, type: 'A' }] });
}

function framed(...messages: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    messages.flatMap((message) => [Buffer.of(message.length >> 8, message.length), message]),
  );
}

describe('messages with lengths before them', () => {
  test('are kept behind their ids: ten header bytes, and the rest', async () => {
    const { pool, problems, lines } = await load({ blob: framed(query('a'), query('b.c', 0x0010)) }, BINARY);
    expect(questionsOf(pool)).toEqual(['a A', 'b.c A']);
    expect(wireOf(pool, 1)).toBe('016201630000010001');
    expect(Buffer.from(pool.headers ?? []).toString('hex')).toBe('0100000100000000000000100001000000000000');
    expect(pool.headers?.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([problems.total, lines]).toEqual([0, 2]);
  });

  test('records behind the question stay', async () => {
    const message = encode({
      type: 'query',
      questions: [{ name: 'a', type: 'A' }],
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: 1232,
          flags: 0,
          options: [],
          extendedRcode: 0,
          ednsVersion: 0,
          flag_do: false,
        },
      ],
    });
    const { pool } = await load({ blob: framed(message) }, BINARY);
    expect(questionsOf(pool)).toEqual(['a A']);
    expect(wireOf(pool, 0)).toBe('0161000001000100002904d0000000000000');
  });

  test('a header alone is sent', async () => {
    const { pool } = await load({ blob: framed(Buffer.alloc(12)) }, BINARY);
    expect([pool.count, questionsOf(pool)]).toEqual([1, ['(no question)']]);
  });

  test('every n-th of n machines', async () => {
    const blob = framed(query('a'), query('b'), query('c'));
    const { pool } = await load({ blob }, { ...BINARY, segment: { index: 2, count: 2 } });
    expect(questionsOf(pool)).toEqual(['b A']);
    expect(pool.headers).toHaveLength(10);
  });

  test.each([
    [framed(query('a'), Buffer.alloc(11)), 'blob: byte 21: message of 11 bytes, less than a header of 12'],
    [framed(query('a'), Buffer.alloc(0)), 'blob: byte 21: message of 0 bytes, less than a header of 12'],
    [
      Buffer.concat([framed(query('a')), Buffer.of(0)]),
      'blob: byte 21: a length is cut after its first byte',
    ],
    [
      Buffer.concat([framed(query('a')), Buffer.of(1, 0, 7)]),
      'blob: byte 21: message of 256 bytes is cut after 1',
    ],
  ])('what is no message is named by its offset', async (blob, problem) => {
    const { pool, problems } = await load({ blob }, BINARY);
    expect(pool.count).toBe(1);
    expect(problems).toEqual({ total: 1, first: [problem] });
  });

  test.each([
    [query('a'.repeat(63)), undefined],
    [
      query(`${'a'.repeat(62)}.`.repeat(4)),
      'blob: byte 21: name of 253 bytes, at most 246 beside the prefix',
    ],
    [Buffer.alloc(12), 'blob: byte 21: message without a name to put a prefix before'],
    [
      Buffer.concat([Buffer.alloc(12), Buffer.of(0xc0, 0x0c)]),
      'blob: byte 21: message without a name to put a prefix before',
    ],
  ])('beside a prefix', async (message, problem) => {
    const { problems } = await load({ blob: framed(query('a'), message) }, BINARY, { prefixBytes: 9 });
    expect(problems.first).toEqual(problem === undefined ? [] : [problem]);
  });

  test('nothing to send', async () => {
    await expect(load({ blob: Buffer.of(0, 1, 7) }, BINARY)).rejects.toThrow(
      'blob: no query in 3 bytes; blob: byte 0: message of 1 bytes, less than a header of 12',
    );
    await expect(load({ blob: '' }, BINARY)).rejects.toThrow('blob is empty');
  });
});

test('chunks may end anywhere, and garbage behind does no harm', { timeout }, async () => {
  const message = fc.uint8Array({ minLength: 12, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { minLength: 1, maxLength: 10 }),
      fc.uint8Array({ maxLength: 3 }),
      fc.integer({ min: 1, max: 70 }),
      async (messages, tail, chunkBytes) => {
        const bytes = Buffer.concat([framed(...messages), tail]);
        const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
          bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
        );
        const { pool } = await load({ blob: chunks }, BINARY);
        expect(pool.count).toBe(messages.length);
        const kept = messages.map((_, index) => {
          const header = pool.headers?.subarray(index * 10, index * 10 + 10) ?? [];
          return Buffer.from(header).toString('hex') + wireOf(pool, index);
        });
        expect(kept).toEqual(messages.map((whole) => Buffer.from(whole.subarray(2)).toString('hex')));
      },
    ),
    { numRuns },
  );
});
