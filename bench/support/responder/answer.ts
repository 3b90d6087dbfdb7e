/** Bytes of a DNS header (RFC 1035 §4.1.1). */
export const HEADER_BYTES = 12;
const QR = 0x80;
const TC = 0x02;
const RA = 0x80;
/** CD, which an answer repeats (RFC 4035 §3.2.2). */
const REPEATED = 0x10;

/** Whether the message at an offset has a header, and is no answer itself. */
export function isQuery(bytes: Uint8Array, at: number, length: number): boolean {
  return length >= HEADER_BYTES && ((bytes[at + 2] ?? 0) & QR) === 0;
}

/** Makes an answer without records out of a query, in place. What follows the question stays, such as an OPT record. */
export function turnIntoAnswer(bytes: Uint8Array, at: number, rcode: number): void {
  bytes[at + 2] = (bytes[at + 2] ?? 0) | QR;
  bytes[at + 3] = ((bytes[at + 3] ?? 0) & REPEATED) | RA | rcode;
}

/** Sets the TC bit of the message at an offset. */
export function setTruncated(bytes: Uint8Array, at: number): void {
  bytes[at + 2] = (bytes[at + 2] ?? 0) | TC;
}

/** One address record for the name of the question, with a time to live of 60 seconds. */
export function addressRecord(address: string): Uint8Array {
  return Uint8Array.of(0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number));
}

/** @returns bytes from the message's begin to behind its question, 0 where it has no whole one */
export function questionEnd(bytes: Uint8Array, at: number, length: number): number {
  if (bytes[at + 4] !== 0 || bytes[at + 5] !== 1) return 0;
  let end = HEADER_BYTES;
  while (end < length) {
    const label = bytes[at + end] ?? 0;
    if (label === 0) return end + 5 <= length ? end + 5 : 0;
    if (label > 63) return 0;
    end += 1 + label;
  }
  return 0;
}
