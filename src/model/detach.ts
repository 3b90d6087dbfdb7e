import { Buffer } from 'node:buffer';

/** V8 copies shorter substrings; longer ones keep the whole text they were cut from in memory. */
const COPIED_CHARACTERS = 12;

/** A copy of a piece of a large text that outlives the text, such as a zone's name. */
export function detached(piece: string): string {
  return piece.length <= COPIED_CHARACTERS ? piece : Buffer.from(piece, 'utf8').toString('utf8');
}
