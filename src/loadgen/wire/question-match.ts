import { HEADER_BYTES, MAX_LABEL_BYTES, QUESTION_FIELDS_BYTES } from './constants.ts';
import { rcodeOf, uint16At } from './message-scan.ts';

const NOERROR = 0;
const OPCODE = 0x7800;
const CASE_BIT = 0x20;

/**
 * Whether an answer may go without the question that was sent, and does: a header alone may refuse a query that a
 * server understands nothing of (RFC 1035 §4.1.1), and answer an UPDATE (RFC 2136 §3.8).
 */
export function mayLackQuestion(answer: Uint8Array): boolean {
  if (uint16At(answer, 4) !== 0) return false;
  return rcodeOf(answer) !== NOERROR || (uint16At(answer, 2) & OPCODE) !== 0;
}

/**
 * Whether an answer repeats the question that was sent. Names are equal in any case (RFC 4343), and a label of
 * `prefixLength` characters stood before the question's name; which one is not known any more.
 *
 * @param question name, type and class (RFC 1035 §4.1.2); more may follow, as binary input has it
 */
export function repeatsQuestion(answer: Uint8Array, question: Uint8Array, prefixLength: number): boolean {
  if (uint16At(answer, 4) !== 1) return false;
  let at = HEADER_BYTES;
  if (prefixLength > 0) {
    if (answer[at] !== prefixLength) return false;
    at += prefixLength + 1;
  }
  const name = uncompressedNameEnd(question);
  const length = name + QUESTION_FIELDS_BYTES;
  if (name < 0 || length > question.length || at + length > answer.length) return false;
  return isSameQuestion(answer, at, question, 0, length);
}

/** The same of two whole questions of one length, wherever they stand: each is a name in one piece, type and class. */
export function isSameQuestion(
  one: Uint8Array,
  oneAt: number,
  other: Uint8Array,
  otherAt: number,
  length: number,
): boolean {
  const name = length - QUESTION_FIELDS_BYTES;
  // Type and class are numbers: 65 (HTTPS) is not 97, though as letters they are one.
  return (
    one[oneAt + name] === other[otherAt + name] &&
    one[oneAt + name + 1] === other[otherAt + name + 1] &&
    one[oneAt + name + 2] === other[otherAt + name + 2] &&
    one[oneAt + name + 3] === other[otherAt + name + 3] &&
    isSameName(one, oneAt, other, otherAt, name)
  );
}

/** Whether labels are the same in any case. Length octets are below 64, and letters above. */
export function isSameName(
  one: Uint8Array,
  oneAt: number,
  other: Uint8Array,
  otherAt: number,
  length: number,
): boolean {
  for (let i = 0; i < length; i += 1) {
    const a = one[oneAt + i] ?? 0;
    const b = other[otherAt + i] ?? 0;
    if (a !== b && !isSameLetter(a, b)) return false;
  }
  return true;
}

function uncompressedNameEnd(question: Uint8Array): number {
  let at = 0;
  while (at < question.length) {
    const length = question[at] ?? 0;
    if (length === 0) return at + 1;
    if (length > MAX_LABEL_BYTES) return -1;
    at += length + 1;
  }
  return -1;
}

function isSameLetter(a: number, b: number): boolean {
  const lower = a | CASE_BIT;
  return (a ^ b) === CASE_BIT && lower >= 0x61 && lower <= 0x7a;
}
