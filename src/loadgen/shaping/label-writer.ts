const ALPHABET = Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789', 'latin1');

/** Writes a label, length octet included, and returns its bytes. */
export type LabelWriter = (n: number, into: Uint8Array, at: number) => number;

/**
 * Labels of random letters and digits, by xorshift128 (Marsaglia, Xorshift RNGs, 2003): a few shifts a character and no
 * memory, which Math.random() needs for every number. Another seed gives another sequence, the same one the same. The
 * step of the generator stands in the loop: a call for each character makes a label half as dear again.
 */
export function randomLabel(length: number, seed: number): LabelWriter {
  const state = Int32Array.from({ length: 4 }, (_, i) => scatter(seed * 4 + i));
  return (_, into, at) => {
    into[at] = length;
    let x = state[0] ?? 0;
    let y = state[1] ?? 0;
    let z = state[2] ?? 0;
    let w = state[3] ?? 0;
    for (let i = 1; i <= length; i += 1) {
      const t = x ^ (x << 11);
      x = y;
      y = z;
      z = w;
      w ^= (w >>> 19) ^ t ^ (t >>> 8);
      into[at + i] = ALPHABET[((w >>> 16) * ALPHABET.length) >>> 16] ?? 0;
    }
    state[0] = x;
    state[1] = y;
    state[2] = z;
    state[3] = w;
    return length + 1;
  };
}

/** Labels of digits that count up from 0, zeros in front; behind the last number of that length comes 0 again. */
export function numberLabel(length: number): LabelWriter {
  return (n, into, at) => {
    into[at] = length;
    let rest = n;
    for (let i = length; i > 0; i -= 1) {
      into[at + i] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    return length + 1;
  };
}

/** Neighbouring seeds become words that have nothing in common; of four words at most one is 0 (MurmurHash3 fmix32). */
function scatter(seed: number): number {
  let word = Math.imul(seed + 1, 0x9e3779b9);
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
