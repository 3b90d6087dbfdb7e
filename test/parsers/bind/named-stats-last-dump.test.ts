import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LastDump, LastDumpFinder } from '../../../src/parsers/bind/named-stats-last-dump.ts';
import { bindFixture } from './figures.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

/** Feeds a file from its end backwards in chunks, through one buffer as a reader of files does. */
function findLast(file: Buffer | string, chunkBytes = 64 * 1024): LastDump | undefined {
  const bytes = Buffer.from(file);
  const buffer = Buffer.alloc(chunkBytes);
  const finder = new LastDumpFinder();
  for (let end = bytes.length; end > 0; end -= chunkBytes) {
    const start = Math.max(0, end - chunkBytes);
    bytes.copy(buffer, 0, start, end);
    const dump = finder.prepend(buffer.subarray(0, end - start));
    if (dump !== undefined) return dump;
  }
  return undefined;
}

function dump(epoch: number, ...lines: readonly string[]): string {
  return `+++ Statistics Dump +++ (${epoch})\n${lines.join('\n')}\n--- Statistics Dump --- (${epoch})\n`;
}

const FIRST = dump(1500000001, '++ Incoming Queries ++', '                   1 A');
const SECOND = dump(1500000002, '++ Incoming Queries ++', '                   2 A');

describe('a file of two dumps, cut anywhere', () => {
  const file = FIRST + SECOND;
  /** Where the closing parenthesis of each dump's last line is behind. */
  const firstEnds = FIRST.length - 1;
  const secondEnds = file.length - 1;

  test.each([1, 2, 3, 7, 41, 42, 43, 64, 1024])('in chunks of %i bytes', (chunkBytes) => {
    const wrong: string[] = [];
    for (let cut = 0; cut <= file.length; cut += 1) {
      const found = findLast(file.slice(0, cut), chunkBytes);
      const text = cut < firstEnds ? undefined : cut < secondEnds ? FIRST : SECOND;
      const complete = cut <= FIRST.length || cut >= secondEnds;
      if (found?.text !== text || (found !== undefined && found.complete !== complete))
        wrong.push(`at ${cut}`);
    }
    expect(wrong).toEqual([]);
  });
});

test('two dumps of the same second are two dumps', () => {
  const found = findLast(bindFixture('9.18-recursive-named.stats'));
  expect(found?.complete).toBe(true);
  expect(found?.text.split('\n').slice(0, 3)).toEqual([
    '+++ Statistics Dump +++ (1795168003)',
    '++ Incoming Requests ++',
    '                 291 QUERY',
  ]);
  expect(found?.text.match(/\+\+\+ Statistics Dump/g)).toHaveLength(1);
});

test.each([
  ['nothing', '', undefined],
  ['no dump', 'options { };\n', undefined],
  ['only an opening line', '+++ Statistics Dump +++ (1)\n', undefined],
  ['only a closing line', '--- Statistics Dump --- (1)\n', undefined],
  [
    'a dump closed with another time',
    '+++ Statistics Dump +++ (1)\n1 A\n--- Statistics Dump --- (2)\n',
    undefined,
  ],
  ['a dump opened twice', `+++ Statistics Dump +++ (1)\n1 A\n${SECOND}`, { text: SECOND, complete: true }],
  [
    'a dump closed twice',
    `${FIRST}${SECOND}--- Statistics Dump --- (1500000002)\n`,
    { text: SECOND, complete: false },
  ],
  [
    'a half line that a killed named left before the next dump',
    `${FIRST}+++ Statistics Dump +++ (1500000003)\n                 14 quer${SECOND}`,
    { text: SECOND, complete: true },
  ],
  ['the same as the last line', `${FIRST}   14 quer`, { text: FIRST, complete: false }],
  [
    'a dump of another kind behind',
    `${FIRST}+++ Memory Statistics Dump +++ (5)\n`,
    { text: FIRST, complete: true },
  ],
  ['empty lines behind', `${FIRST}\n\n`, { text: FIRST, complete: true }],
  ['holes behind, as a cut file has', `${FIRST}\0\0\0\0`, { text: FIRST, complete: false }],
  ['a time of too many digits', dump(1).replaceAll('(1)', `(${'1'.repeat(16)})`), undefined],
])('%s', (_what, file, expected) => {
  for (const chunkBytes of [1, 5, 60, 4096]) expect(findLast(file, chunkBytes)).toEqual(expected);
});

test('BIND 8 writes the time in words behind the number', () => {
  const found = findLast(bindFixture('reconstructed-8.4-named.stats'));
  expect(found?.complete).toBe(true);
  expect(found?.text.startsWith('+++ Statistics Dump +++ (917839766) Sun Jan 31')).toBe(true);
  expect(found?.text.endsWith('--- Statistics Dump --- (917839766)\n')).toBe(true);
});

test('bytes that are no UTF-8 are replaced, also where a chunk cuts a character', () => {
  const file = Buffer.concat([
    Buffer.from('+++ Statistics Dump +++ (1)\n[View: grün '),
    Buffer.from([0xff]),
    Buffer.from(']\n--- Statistics Dump --- (1)\n'),
  ]);
  const expected = '+++ Statistics Dump +++ (1)\n[View: grün \ufffd]\n--- Statistics Dump --- (1)\n';
  for (let chunkBytes = 1; chunkBytes < 40; chunkBytes += 1) {
    expect(findLast(file, chunkBytes)?.text).toBe(expected);
  }
});

test('sawMarker tells a file without dumps from one whose dump is not whole', () => {
  const without = new LastDumpFinder();
  without.prepend(Buffer.from('1 A\n'));
  expect(without.sawMarker).toBe(false);
  const half = new LastDumpFinder();
  half.prepend(Buffer.from('+++ Statistics Dump +++ (1)\n1 A\n'));
  expect(half.sawMarker).toBe(true);
});

const PIECES = [
  '+++ Statistics Dump +++ (1)',
  '--- Statistics Dump --- (1)',
  '+++ Statistics Dump +++ (2)',
  '--- Statistics Dump --- (2)',
  ' Statistics Dump ',
  '+++',
  '---',
  '\n',
  ' 1 A\n',
];

/** What the finder does, said the slow way: the last closing line whose nearest marker before it opens it. */
function slowly(file: string): string | undefined {
  const markers = [...file.matchAll(/(\+\+\+|---) Statistics Dump \1 \((\d{1,15})\)/g)];
  for (let index = markers.length - 1; index > 0; index -= 1) {
    const [opening, closing] = [markers[index - 1], markers[index]];
    if (opening?.[1] === '+++' && closing?.[1] === '---' && opening[2] === closing[2]) {
      return `${file.slice(opening.index, closing.index)}${closing[0]}\n`;
    }
  }
  return undefined;
}

test('any order of markers gives the last pair that belongs together, never a mixture', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }),
      fc.integer({ min: 1, max: 90 }),
      (pieces, chunkBytes) => {
        const file = pieces.join('');
        expect(findLast(file, chunkBytes)?.text).toBe(slowly(file));
      },
    ),
    { numRuns: RUNS },
  );
});
