import { decode } from 'dns-packet';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../../src/loadgen/queries/input-error.ts';
import { load, passOf, questionsOf } from './support.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const timeout = 120_000;

const HEADER = Buffer.from('abcd01000001000000000000', 'hex');

const label = fc.string({
  unit: fc.constantFrom('a', 'B', '-', '_', '0', '7', '*', '@', 'é', '\\$'),
  minLength: 1,
  maxLength: 20,
});
const name = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join('.'));
const type = fc.constantFrom('A', 'ns', 'AAAA', 'mx', 'TXT', 'CAA', 'DS', 'SRV');

test('names and types are what another decoder reads', { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, type), { minLength: 1, maxLength: 20 }), async (queries) => {
      const text = queries.map(([owner, kind]) => `${owner} ${kind}\n`).join('');
      const { pool, problems } = await load(text);
      expect(problems.first).toEqual([]);
      const read = queries.map((_, query) => {
        const question = pool.questions.subarray(pool.offsets[query], pool.offsets[query + 1]);
        const [asked] = decode(Buffer.concat([HEADER, question])).questions ?? [];
        return [asked?.name, asked?.type, asked?.class];
      });
      expect(read).toEqual(
        queries.map(([owner, kind]) => [owner.replaceAll('\\', ''), kind.toUpperCase(), 'IN']),
      );
    }),
    { numRuns },
  );
});

/** Bytes that are no query, whatever they are: nothing in them ends a line, and their last word is no type. */
const garbage = fc
  .uint8Array({ maxLength: 60 })
  .map((bytes) =>
    Buffer.concat([Buffer.from(bytes).map((byte) => (byte === 10 ? 11 : byte)), Buffer.of(0xff)]),
  )
  .filter((bytes) => bytes.filter((byte) => byte === 0x20 || byte === 0x09).length < 2);

test('no good line is lost among garbage, however it arrives', { timeout }, async () => {
  const line = fc.oneof(
    garbage,
    fc.nat(999).map((number) => Buffer.from(`good-${number} A`)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 200 }), async (lines, chunkBytes) => {
      const bytes = Buffer.concat(lines.flatMap((content) => [content, Buffer.of(10)]));
      const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
        bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
      );
      const texts = lines.map((content) => content.toString('latin1'));
      const good = texts.filter((text) => text.startsWith('good-'));
      if (good.length === 0) {
        await expect(load({ file: chunks })).rejects.toThrow(InputError);
        return;
      }
      const { pool, problems } = await load({ file: chunks });
      expect(questionsOf(pool)).toEqual(good);
      const comments = texts.filter((text) => text.startsWith(';')).length;
      expect(problems.total).toBe(lines.length - good.length - comments);
      expect(problems.first.every((problem) => !/\p{Cc}/u.test(problem))).toBe(true);
    }),
    { numRuns },
  );
});

test('any bytes load, or give one line', { timeout }, async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom('\n', ' ', '.', '\\', 'a A', ' x3', ' w=2', ' = X', '#port 5', ';', '\\12', 'IN ')
      .map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece), fc.constantFrom('text', 'binary'), async (pieces, format) => {
      const outcome = await load(
        { file: Buffer.concat(pieces) },
        { format },
        { keepExpectations: true },
      ).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(InputError);
        expect(outcome.message).toMatch(/^[^\n]+$/);
      } else {
        expect(outcome).toHaveProperty('pool.count', expect.any(Number));
      }
    }),
    { numRuns },
  );
});

test('machines together send the input once', { timeout }, async () => {
  const line = fc
    .record({ repeat: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 1, max: 5 }) })
    .map(({ repeat, weight }) => `${repeat === 1 ? '' : ` x${repeat}`}${weight === 1 ? '' : ` w=${weight}`}`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constant(''), line), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (lines, count, shuffle) => {
        const text = lines.map((extras, index) => `n${index} A${extras}\n`).join('');
        const whole = passOf((await load(text)).pool);
        const shares = await Promise.all(
          Array.from({ length: count }, async (_, index) => {
            const segment = { index: index + 1, count };
            if (whole.length <= index) {
              await expect(load(text, { segment, shuffle })).rejects.toThrow(InputError);
              return [];
            }
            return passOf((await load(text, { segment, shuffle })).pool);
          }),
        );
        expect(shares.flat().sort()).toEqual([...whole].sort());
        const lengths = shares.map((share) => share.length);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
        if (!shuffle && !text.includes('w=')) {
          expect(shares).toEqual(
            shares.map((_, index) => whole.filter((_query, place) => place % count === index)),
          );
        }
      },
    ),
    { numRuns: Math.ceil(numRuns / 4) },
  );
});
