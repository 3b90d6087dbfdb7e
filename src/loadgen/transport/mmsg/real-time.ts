import type { RunClock } from '../../worker/run-clock.ts';
import type { Libc } from './libc.ts';
import { CLOCK_REALTIME } from './linux.ts';

/** The thread may lose its core between two readings; of so many tries one is undisturbed. */
const TRIES = 8;

/**
 * What to add to µs of the real-time clock, which the kernel's time stamps are of, to get µs of the run's; it moves
 * when NTP steps the clock. `performance.timeOrigin` will not do: it is off by as much as an answer takes on loopback.
 */
export function realTimeOffsetUs(libc: Libc, clock: RunClock): number {
  const time = new BigInt64Array(2);
  let leastUs = Number.POSITIVE_INFINITY;
  let offsetUs = 0;
  for (let tried = 0; tried < TRIES; tried++) {
    const beforeUs = clock();
    libc.clock_gettime(CLOCK_REALTIME, time);
    const afterUs = clock();
    if (afterUs - beforeUs >= leastUs) continue;
    leastUs = afterUs - beforeUs;
    offsetUs = (beforeUs + afterUs) / 2 - (Number(time[0]) * 1e6 + Number(time[1]) / 1e3);
  }
  return offsetUs;
}
