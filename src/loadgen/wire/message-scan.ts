import { HEADER_BYTES, MAX_NAME_BYTES, QUESTION_FIELDS_BYTES, TYPE_OPT } from './constants.ts';

/**
 * Reads what a hot path needs from a DNS message (RFC 1035 §4.1) where it stands: nothing is decoded, copied or
 * allocated, nothing throws, and every read lies within the message.
 */

/** Type, class, TTL and length of data: what lies between the name and the data of a record. */
const RECORD_FIELDS_BYTES = 10;

/** Where no such thing is in the message, or the message breaks off before it. */
export const NOT_FOUND = -1;

/** The 16 bits at an offset, in network order. */
export function uint16At(message: Uint8Array, at: number): number {
  return ((message[at] ?? 0) << 8) | (message[at + 1] ?? 0);
}

/**
 * Offset behind the name at `at`; a compression pointer ends a name and is not followed.
 *
 * @param end of the message, where it lies in a larger memory
 */
export function skipName(message: Uint8Array, at: number, end = message.length): number {
  const last = Math.min(end, at + MAX_NAME_BYTES) - 1;
  let offset = at;
  while (offset <= last) {
    const octet = message[offset] ?? 0;
    if (octet === 0) return offset + 1;
    if (octet >= 0xc0) return offset + 2 <= end ? offset + 2 : NOT_FOUND;
    if (octet >= 0x40) return NOT_FOUND;
    offset += octet + 1;
  }
  return NOT_FOUND;
}

/** Offset behind the record at `at`. */
export function skipRecord(message: Uint8Array, at: number): number {
  const fields = skipName(message, at);
  if (fields < 0 || fields + RECORD_FIELDS_BYTES > message.length) return NOT_FOUND;
  const end = fields + RECORD_FIELDS_BYTES + uint16At(message, fields + RECORD_FIELDS_BYTES - 2);
  return end <= message.length ? end : NOT_FOUND;
}

/** Offset of the answer section. */
export function answersAt(message: Uint8Array): number {
  if (message.length < HEADER_BYTES) return NOT_FOUND;
  let offset = HEADER_BYTES;
  for (let questions = uint16At(message, 4); questions > 0; questions -= 1) {
    const fields = skipName(message, offset);
    if (fields < 0 || fields + QUESTION_FIELDS_BYTES > message.length) return NOT_FOUND;
    offset = fields + QUESTION_FIELDS_BYTES;
  }
  return offset;
}

/** Offset behind the last record that the header counts. */
export function messageEnd(message: Uint8Array): number {
  const records = uint16At(message, 6) + uint16At(message, 8) + uint16At(message, 10);
  return skipRecords(message, answersAt(message), records);
}

/**
 * Offset of the data of the first record in the answer section that has one of two types; its length lies in the two
 * bytes before, its type ten bytes before.
 */
export function answerDataAt(message: Uint8Array, type: number, orType: number): number {
  let offset = answersAt(message);
  for (let answers = uint16At(message, 6); answers > 0 && offset >= 0; answers -= 1) {
    const end = skipRecord(message, offset);
    if (end < 0) return NOT_FOUND;
    const fields = skipName(message, offset);
    const found = uint16At(message, fields);
    if (found === type || found === orType) return fields + RECORD_FIELDS_BYTES;
    offset = end;
  }
  return NOT_FOUND;
}

/** Offset of the data of an EDNS option (RFC 6891 §6.1.2); its length lies in the two bytes before. */
export function optionAt(message: Uint8Array, code: number): number {
  const record = optRecordAt(message);
  if (record < 0) return NOT_FOUND;
  const end = skipRecord(message, record);
  // The name of an OPT record is the root, one octet.
  let option = record + 1 + RECORD_FIELDS_BYTES;
  while (option + 4 <= end) {
    const next = option + 4 + uint16At(message, option + 2);
    if (next > end) return NOT_FOUND;
    if (uint16At(message, option) === code) return option + 4;
    option = next;
  }
  return NOT_FOUND;
}

/** Response code, with the upper eight bits that an OPT record holds (RFC 6891 §6.1.3). */
export function rcodeOf(message: Uint8Array): number {
  const low = (message[3] ?? 0) & 0x0f;
  const record = optRecordAt(message);
  return record < 0 ? low : ((message[record + 5] ?? 0) << 4) | low;
}

/** Offset of the first OPT record among the additional records. */
function optRecordAt(message: Uint8Array): number {
  let offset = skipRecords(message, answersAt(message), uint16At(message, 6) + uint16At(message, 8));
  for (let additionals = uint16At(message, 10); additionals > 0 && offset >= 0; additionals -= 1) {
    const end = skipRecord(message, offset);
    if (end < 0) return NOT_FOUND;
    if (message[offset] === 0 && uint16At(message, offset + 1) === TYPE_OPT) return offset;
    offset = end;
  }
  return NOT_FOUND;
}

function skipRecords(message: Uint8Array, at: number, count: number): number {
  let offset = at;
  for (let left = count; left > 0 && offset >= 0; left -= 1) offset = skipRecord(message, offset);
  return offset;
}
