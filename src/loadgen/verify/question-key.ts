import { skipName, uint16At } from '../wire/message-scan.ts';

/**
 * What queries of one name and type have in common, as text: names are equal in any case (RFC 4343).
 *
 * @param name on the wire
 */
export function nameAndTypeKey(name: Uint8Array, type: number): string {
  return `${Buffer.from(name).toString('latin1').toLowerCase()}${type}`;
}

/** The same of a question; undefined for what is none, as binary input may hold. */
export function questionKey(question: Uint8Array): string | undefined {
  const end = skipName(question, 0);
  return end < 0 || end + 2 > question.length
    ? undefined
    : nameAndTypeKey(question.subarray(0, end), uint16At(question, end));
}
