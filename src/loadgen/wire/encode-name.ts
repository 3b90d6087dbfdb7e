import { MAX_LABEL_BYTES, MAX_NAME_BYTES } from './constants.ts';
import type { Fault } from './fault.ts';

/** The longest text that can be a name: 250 bytes in 4 labels, each as `\DDD`, and 4 dots. */
const MAX_TEXT_BYTES = 1004;

const DOT = 0x2e;
const BACKSLASH = 0x5c;

/**
 * Writes a name in presentation form (RFC 1035 §5.1: `\.`, `\DDD`) as it goes on the wire. A dot at its end may be
 * left out. Other bytes are taken as they are, UTF-8 too: the DNS has names of any bytes (RFC 2181 §11).
 *
 * @param into has room for MAX_TEXT_BYTES + 2 behind `at`
 * @param maxBytes most that it may take: 255, less what will be put before it
 * @returns where it ends in `into`, or what is wrong and where in `text`
 */
export function encodeName(
  text: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  at: number,
  maxBytes: number,
): number | Fault {
  if (end - start > MAX_TEXT_BYTES) {
    return { at: start, why: () => `name of ${end - start} characters: it takes over ${maxBytes} bytes` };
  }
  if (end === start + 1 && text[start] === DOT) {
    into[at] = 0;
    return at + 1;
  }
  let lengthAt = at;
  let labelStart = start;
  let write = at + 1;
  for (let read = start; read < end; read += 1) {
    let byte = text[read] ?? 0;
    if (byte === DOT) {
      const length = write - lengthAt - 1;
      if (length === 0) return { at: read, why: () => 'empty label' };
      if (length > MAX_LABEL_BYTES) return longLabel(labelStart, length);
      into[lengthAt] = length;
      lengthAt = write;
      labelStart = read + 1;
      write += 1;
      continue;
    }
    if (byte === BACKSLASH) {
      byte = escapedByte(text, read, end);
      if (byte === -1) return { at: read, why: () => 'bad escape: \\DDD up to \\255, or \\ and a character' };
      read += isDigit(text[read + 1] ?? 0) ? 3 : 1;
    }
    into[write] = byte;
    write += 1;
  }
  const length = write - lengthAt - 1;
  if (length > MAX_LABEL_BYTES) return longLabel(labelStart, length);
  into[lengthAt] = length;
  if (length > 0) {
    into[write] = 0;
    write += 1;
  }
  const bytes = write - at;
  if (bytes > maxBytes) {
    const beside = maxBytes < MAX_NAME_BYTES ? ' beside the prefix' : '';
    return { at: start, why: () => `name of ${bytes} bytes, at most ${maxBytes}${beside}` };
  }
  return write;
}

function longLabel(at: number, bytes: number): Fault {
  return { at, why: () => `label of ${bytes} bytes, at most ${MAX_LABEL_BYTES}` };
}

/** What the escape at a backslash stands for; -1: it is none. */
function escapedByte(text: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return -1;
  const first = text[at + 1] ?? 0;
  if (!isDigit(first)) return first;
  const second = text[at + 2] ?? 0;
  const third = text[at + 3] ?? 0;
  if (at + 3 >= end || !isDigit(second) || !isDigit(third)) return -1;
  const value = (first - 0x30) * 100 + (second - 0x30) * 10 + (third - 0x30);
  return value > 0xff ? -1 : value;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Bytes of an uncompressed name on the wire; undefined: there is none. */
export function encodedNameBytes(message: Uint8Array, start: number): number | undefined {
  for (let at = start; at < message.length && at - start < MAX_NAME_BYTES; ) {
    const length = message[at] ?? 0;
    if (length > MAX_LABEL_BYTES) return undefined;
    at += 1 + length;
    if (length === 0) return at - start;
  }
  return undefined;
}
