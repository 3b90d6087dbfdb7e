import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../../../src/loadgen/queries/line-splitter.ts';

const numRuns = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const timeout = 120_000;
const LONG = '(too long)';

function split(chunks: readonly string[], maxLineBytes = 8): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter(
    maxLineBytes,
    (bytes, start, end) => lines.push(Buffer.from(bytes.subarray(start, end)).toString()),
    () => lines.push(LONG),
  );
  for (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    splitter.push(bytes);
    bytes.fill(0x21);
  }
  splitter.end();
  return lines;
}

test.each([
  [[], []],
  [['a\nb\n'], ['a', 'b']],
  [['a\nb'], ['a', 'b']],
  [
    ['\n\n', '\n'],
    ['', '', ''],
  ],
  [
    ['a', 'b', 'c\nd', '\n'],
    ['abc', 'd'],
  ],
  [
    ['12345678\n', '123', '45678', '\nx'],
    ['12345678', '12345678', 'x'],
  ],
  [['123456789\nx\n'], [LONG, 'x']],
  [
    ['1234', '56789', '1234567890', '\n', 'x'],
    [LONG, 'x'],
  ],
  [
    ['x\n12345', '6789'],
    ['x', LONG],
  ],
  [
    ['123456789', '\n123456789\nx\n'],
    [LONG, LONG, 'x'],
  ],
])('%j', (chunks, lines) => {
  expect(split(chunks)).toEqual(lines);
});

test('where chunks end makes no difference', { timeout }, () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'b'), maxLength: 20 })), (chunks) => {
      expect(split(chunks)).toEqual(split([chunks.join('')]));
    }),
    { numRuns },
  );
});
