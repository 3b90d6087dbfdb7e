// Times of events are nanoseconds since 1970 in a bigint, because a double has no place for their last digits.

const NANOSECONDS_A_MILLISECOND = 1_000_000n;

/** Of a clock's milliseconds, without their fraction. */
export function nsOfMs(ms: number): bigint {
  return BigInt(Math.trunc(ms)) * NANOSECONDS_A_MILLISECOND;
}

/** To the microsecond, which is what a double has of seconds since 1970. */
export function nsOfSeconds(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e6)) * 1000n;
}

/** Whole milliseconds; the rest is cut off, so that a second's last event is not of the next. */
export function msOfNs(ns: bigint): number {
  return Number(ns / NANOSECONDS_A_MILLISECOND);
}
