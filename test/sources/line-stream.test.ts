import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineStream } from '../../src/sources/line-stream.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

test('lines and characters cut anywhere between chunks come out whole', () => {
  const line = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .map((text) => text.replaceAll(/[\n\r\0]/g, '-'));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat({ max: 20 })), (lines, cuts) => {
      const stream = new LineStream({ maxLineBytes: 1_000 });
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      const out: string[] = [];
      let skipped = 0;
      let at = 0;
      for (const length of [...cuts, bytes.length]) {
        const batch = stream.push(bytes.subarray(at, at + length));
        out.push(...batch.lines);
        skipped += batch.skipped;
        at += length;
      }
      expect(out).toEqual(lines.filter((text) => text !== ''));
      expect(out.length + skipped).toBe(lines.length);
    }),
    { numRuns: RUNS },
  );
});

test('an endless line takes no more memory than the bound and is delivered up to it', () => {
  const stream = new LineStream({ maxLineBytes: 8 });
  expect(stream.push(Buffer.from('12345'))).toEqual({ lines: [], skipped: 0, damaged: 0 });
  expect(stream.push(Buffer.from('6789'))).toEqual({ lines: ['12345678'], skipped: 0, damaged: 1 });
  expect(stream.push(Buffer.from('more of it'))).toEqual({ lines: [], skipped: 0, damaged: 0 });
  expect(stream.push(Buffer.from('end\nnext\n'))).toEqual({ lines: ['next'], skipped: 0, damaged: 0 });
});

test('a chunk may be used again for something else once it was pushed', () => {
  const stream = new LineStream({ maxLineBytes: 100 });
  const chunk = Buffer.from('torn');
  stream.push(chunk);
  chunk.fill('X');
  expect(stream.push(Buffer.from(' line\n')).lines).toEqual(['torn line']);
});
