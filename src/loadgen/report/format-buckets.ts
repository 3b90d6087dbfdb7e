import { OPEN_END_NS } from '../stats/buckets.ts';
import type { Buckets } from '../stats/latency-summary.ts';

/**
 * Buckets in whole microseconds, both bounds within: the form in which dnsperf prints them. Buckets narrower than
 * that are added up; the one without an end ends at `maxSeconds`.
 */
export function bucketsInMicroseconds(buckets: Buckets, maxSeconds: number): Buckets {
  const rows: [number, number, number][] = [];
  for (const [lowNs, highNs, count] of buckets) {
    const low = Math.floor(lowNs / 1000);
    const end = highNs >= OPEN_END_NS ? Math.round(maxSeconds * 1e6) : Math.floor(highNs / 1000) - 1;
    const high = Math.max(low, end);
    const last = rows.at(-1);
    if (last === undefined || last[0] !== low) {
      rows.push([low, high, count]);
    } else {
      last[1] = Math.max(last[1], high);
      last[2] += count;
    }
  }
  return rows;
}
