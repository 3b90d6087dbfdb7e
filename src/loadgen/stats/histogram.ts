/**
 * Log-linear buckets of durations in nanoseconds: 32 to an octave, so a bucket is at most 1/32 = 3.1 % wide and its
 * middle at most 1.6 % from any value in it. From 512 ns to 2^36 ns (68.7 s); what is below lands in the first
 * bucket, what is above in the last.
 */
const FIRST_OCTAVE = 9;
const LAST_OCTAVE = 36;
const PER_OCTAVE = 32;

/** Number of buckets: the first is everything under 512 ns, the last everything from 68.7 s on. */
export const BUCKETS = (LAST_OCTAVE - FIRST_OCTAVE) * PER_OCTAVE + 2;

// The upper half of an IEEE 754 double is sign, 11 bits of exponent and the 20 highest of the mantissa: shifted by
// 15 it is the octave and the 32nd of it in one number.
const scratch = new Float64Array(1);
const upperHalf = new Uint32Array(
  scratch.buffer,
  new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 4 : 0,
  1,
);
const BIAS = ((1023 + FIRST_OCTAVE) << 5) - 1;

/** Bucket of a duration in nanoseconds. */
export function bucketOf(durationNs: number): number {
  scratch[0] = durationNs;
  const bucket = ((upperHalf[0] ?? 0) >>> 15) - BIAS;
  if (bucket <= 0 || durationNs < 0) return 0;
  return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

/** Least duration of a bucket in nanoseconds; that of `BUCKETS` is infinite. */
export function lowerBoundNs(bucket: number): number {
  if (bucket <= 0) return 0;
  if (bucket >= BUCKETS) return Number.POSITIVE_INFINITY;
  const octave = FIRST_OCTAVE + Math.floor((bucket - 1) / PER_OCTAVE);
  return 2 ** octave * (1 + ((bucket - 1) % PER_OCTAVE) / PER_OCTAVE);
}
