import { uint16At } from './message-scan.ts';

const QUESTION_AT = 12;

/**
 * Whether an answer repeats the question that was sent. Names are equal in any case (RFC 4343), and a label of
 * `prefixLength` characters stood before the question's name; which one is not known any more.
 *
 * @param question name, type and class (RFC 1035 §4.1.2); more may follow, as binary input has it
 */
export function repeatsQuestion(answer: Uint8Array, question: Uint8Array, prefixLength: number): boolean {
  if (uint16At(answer, 4) !== 1) return false;
  let at = QUESTION_AT;
  if (prefixLength > 0) {
    if (answer[at] !== prefixLength) return false;
    at += prefixLength + 1;
  }
  const fields = uncompressedNameEnd(question);
  if (fields < 0 || fields + 4 > question.length || at + fields + 4 > answer.length) return false;
  // Length octets are below 64, so only letters differ by their case.
  for (let i = 0; i < fields; i += 1) {
    if (lowerCase(answer[at + i] ?? 0) !== lowerCase(question[i] ?? 0)) return false;
  }
  return (
    uint16At(answer, at + fields) === uint16At(question, fields) &&
    uint16At(answer, at + fields + 2) === uint16At(question, fields + 2)
  );
}

function uncompressedNameEnd(question: Uint8Array): number {
  let at = 0;
  while (at < question.length) {
    const length = question[at] ?? 0;
    if (length === 0) return at + 1;
    if (length > 63) return -1;
    at += length + 1;
  }
  return -1;
}

function lowerCase(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet;
}
