import { RCODES } from '../stats/worker-stats.ts';
import { HEADER_BYTES } from './messages.ts';

/**
 * Response code of a message, found in a few steps for every answer. The upper bits are in the OPT record (RFC 6891 §6.1.3), looked for only where it is the
 * first record behind the question: so it is in the answers that have any (BADVERS, BADCOOKIE).
 */
export function quickRcode(bytes: Uint8Array, at: number, length: number): number {
  const low = (bytes[at + 3] ?? 0) & 15;
  const records = (bytes[at + 6] ?? 0) | (bytes[at + 7] ?? 0) | (bytes[at + 8] ?? 0) | (bytes[at + 9] ?? 0);
  if (records !== 0 || ((bytes[at + 10] ?? 0) | (bytes[at + 11] ?? 0)) === 0) return low;
  const end = at + length;
  const opt = questionEnd(bytes, at, end);
  const isOpt = opt + 11 <= end && bytes[opt] === 0 && bytes[opt + 1] === 0 && bytes[opt + 2] === 41;
  return isOpt ? Math.min(((bytes[opt + 5] ?? 0) << 4) | low, RCODES - 1) : low;
}

/** Where the one question of a message ends, or its header where there is none; beyond `end` if it breaks off. */
function questionEnd(bytes: Uint8Array, at: number, end: number): number {
  let offset = at + HEADER_BYTES;
  if (((bytes[at + 4] ?? 0) | (bytes[at + 5] ?? 0)) === 0) return offset;
  while (offset < end && bytes[offset] !== 0) offset += (bytes[offset] ?? 0) + 1;
  return offset + 5;
}
