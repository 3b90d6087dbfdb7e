/**
 * Marsaglia's xorshift with 128 bits of state (Journal of Statistical Software 8(14), 2003): the same numbers for the
 * same seed everywhere, so that a shuffled run can be repeated. Random labels have the generator a second time, in the
 * loop that writes them (shaping/label-writer.ts).
 *
 * @param seed 32 bits
 * @returns numbers in [0, 1) with 53 random bits
 */
export function xorshift(seed: number): () => number {
  // The paper's own state, with the seed mixed in; it must not be all zero.
  let [x, y, z, w] = [123456789 ^ seed, 362436069, 521288629, 88675123];
  const next = (): number => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return w >>> 0;
  };
  // A seed's bits reach all of the state after some steps only.
  for (let step = 0; step < 32; step += 1) next();
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}
