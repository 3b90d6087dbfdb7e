import { writeFile } from 'node:fs/promises';
import { Picker } from './responder/faults.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Queries of a file by what their lengths are like, which is what UDP_SEGMENT depends on. */
export const QUERY_FILES: Readonly<Record<string, (line: number, random: Picker) => string>> = {
  /** Numbered hosts: neighbours mostly have one length. */
  numbered: (line) => `host${line}.zone${line % 97}.example.test A`,
  /** Neighbours seldom have one length. */
  'random lengths': (_line, random) => `${label(random, 2, 14)}.${label(random, 3, 12)}.example.test A`,
};

/** Writes so many lines, the same ones each time. */
export async function writeQueryFile(path: string, kind: string, lines: number): Promise<void> {
  const make = QUERY_FILES[kind];
  if (make === undefined) throw new RangeError(`${kind}: known are ${Object.keys(QUERY_FILES).join(', ')}`);
  const random = new Picker(undefined, 1);
  await writeFile(path, Array.from({ length: lines }, (_none, line) => `${make(line, random)}\n`).join(''));
}

function label(random: Picker, shortest: number, longest: number): string {
  const length = shortest + Math.floor(random.random() * (longest - shortest + 1));
  return Array.from({ length }, () => LETTERS[Math.floor(random.random() * LETTERS.length)]).join('');
}
