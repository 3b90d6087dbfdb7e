const TAB = 0x09;
const SPACE = 0x20;
const BACKSLASH = 0x5c;

/** Blanks and tabs part the words of a line. */
export function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

/** @returns where the first word from `start` on begins; `end`: there is none */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at])) at += 1;
  return at;
}

/** @returns where the word that begins at `start` ends */
export function wordEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && !isBlank(bytes[at])) at += 1;
  return at;
}

/** As `wordEnd`, for a name: a blank behind a backslash belongs to it. */
export function nameEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && !isBlank(bytes[at])) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, end);
}
