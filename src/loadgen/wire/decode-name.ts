import { MAX_LABEL_BYTES } from './constants.ts';

/** A name of the wire as text, and where it ends. */
export interface DecodedName {
  /** Without the dot at its end; the root is `.`. */
  readonly text: string;
  /** Behind the root's length octet. */
  readonly end: number;
}

/** Characters that mean something in a name's text. */
const SPECIAL = new Set(Buffer.from('."\\;()@$'));

/**
 * Presentation form of an uncompressed name (RFC 1035 §5.1). What is no printable ASCII becomes `\DDD`, so that no
 * terminal obeys it.
 *
 * @returns undefined where there is no whole name before `end`
 */
export function decodeName(bytes: Uint8Array, start: number, end: number): DecodedName | undefined {
  let text = '';
  let at = start;
  for (;;) {
    const length = at < end ? (bytes[at] ?? 0) : 0xff;
    at += 1;
    if (length === 0) return { text: text === '' ? '.' : text, end: at };
    if (length > MAX_LABEL_BYTES || at + length > end) return undefined;
    if (text !== '') text += '.';
    for (const byte of bytes.subarray(at, at + length)) text += escaped(byte);
    at += length;
  }
}

function escaped(byte: number): string {
  if (byte <= 0x20 || byte >= 0x7f) return `\\${String(byte).padStart(3, '0')}`;
  const character = String.fromCharCode(byte);
  return SPECIAL.has(byte) ? `\\${character}` : character;
}
