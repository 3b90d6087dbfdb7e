import { HEADER_BYTES, QUESTION_FIELDS_BYTES, TYPE_OPT } from './constants.ts';
import { skipName, uint16At } from './message-scan.ts';

/** Of an OPT record without options: name, type, UDP size, extended flags, length of data (RFC 6891 §6.1.2). */
const OPT_BYTES = 11;

/**
 * Response code of a message of `length` bytes at `at`, found in a few steps for every answer. The upper eight bits
 * are in the OPT record (RFC 6891 §6.1.3); it is looked for only where it is the first record behind at most one
 * question, as in the answers that have such bits: BADVERS and BADCOOKIE come without other records. Elsewhere the
 * result is the header's four bits alone, where `rcodeOf` walks over all records.
 */
export function quickRcode(bytes: Uint8Array, at: number, length: number): number {
  const low = (bytes[at + 3] ?? 0) & 0x0f;
  const others = (bytes[at + 6] ?? 0) | (bytes[at + 7] ?? 0) | (bytes[at + 8] ?? 0) | (bytes[at + 9] ?? 0);
  if (others !== 0 || uint16At(bytes, at + 10) === 0) return low;
  const end = at + length;
  const opt = questionEnd(bytes, at, end);
  if (opt < 0 || opt + OPT_BYTES > end || opt + OPT_BYTES + uint16At(bytes, opt + 9) > end) return low;
  return bytes[opt] === 0 && uint16At(bytes, opt + 1) === TYPE_OPT ? ((bytes[opt + 5] ?? 0) << 4) | low : low;
}

/** Where the one question of a message ends, or its header where there is none; negative for others. */
function questionEnd(bytes: Uint8Array, at: number, end: number): number {
  const questions = uint16At(bytes, at + 4);
  if (questions === 0) return at + HEADER_BYTES;
  const fields = questions === 1 ? skipName(bytes, at + HEADER_BYTES, end) : -1;
  return fields < 0 ? fields : fields + QUESTION_FIELDS_BYTES;
}
