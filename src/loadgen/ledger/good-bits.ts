/** Bytes that hold a bit for each of so many slices. */
export function bitBytes(slices: number): number {
  return Math.ceil(slices / 8);
}

/** Sets the bit of a slice, which is within the bytes. */
export function setGood(bits: Uint8Array, slice: number): void {
  bits[slice >> 3] = (bits[slice >> 3] ?? 0) | (1 << (slice & 7));
}

/** Whether a query of that slice was answered. */
export function isGood(bits: Uint8Array, slice: number): boolean {
  return slice >= 0 && ((bits[slice >> 3] ?? 0) & (1 << (slice & 7))) !== 0;
}

/** The last good slice up to and including one; -1: none. */
export function lastGoodUpTo(bits: Uint8Array, slice: number): number {
  for (let at = Math.min(slice, bits.length * 8 - 1); at >= 0; at--) {
    if (isGood(bits, at)) return at;
    // A byte without any is passed over at once.
    if ((at & 7) === 7 && bits[at >> 3] === 0) at -= 7;
  }
  return -1;
}

/** The first good slice from one on; -1: none. */
export function firstGoodFrom(bits: Uint8Array, slice: number): number {
  for (let at = Math.max(0, slice); at < bits.length * 8; at++) {
    if (isGood(bits, at)) return at;
    if ((at & 7) === 0 && bits[at >> 3] === 0) at += 7;
  }
  return -1;
}

/** Joins bits in pairs, in place, as slices get twice as wide. */
export function widenGood(bits: Uint8Array): void {
  const half = Math.ceil(bits.length / 2);
  for (let at = 0; at < half; at++)
    bits[at] = joined(bits[2 * at] ?? 0) | (joined(bits[2 * at + 1] ?? 0) << 4);
  bits.fill(0, half);
}

/** Eight bits to four: each is set where one of its pair was. */
function joined(byte: number): number {
  const either = byte | (byte >> 1);
  return (either & 1) | ((either >> 1) & 2) | ((either >> 2) & 4) | ((either >> 3) & 8);
}
