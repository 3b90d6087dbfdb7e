import { BUCKETS } from './histogram.ts';
import { COUNTERS } from './worker-counters.ts';

/** Response codes with a histogram of their own: 0 to 23 as assigned (RFC 6895 §2.3); the last takes all above. */
export const RCODES = 25;

/**
 * What one worker counts, over memory that it shares with the main thread. The worker alone writes, the main thread
 * reads at any time: aligned doubles are not torn on the processors that Node.js runs on.
 */
export interface WorkerStats {
  /** One for each of `COUNTERS`. */
  readonly counters: Float64Array;
  /** Latencies from the actual sending: `RCODES` histograms of `BUCKETS`, one after the other. */
  readonly histograms: Float64Array;
  /** Latencies from the intended sending, all rcodes together. */
  readonly intended: Float64Array;
}

const LENGTH = COUNTERS.length + (RCODES + 1) * BUCKETS;

/** Memory for the counts of one worker. */
export function allocateStats(): SharedArrayBuffer {
  return new SharedArrayBuffer(LENGTH * Float64Array.BYTES_PER_ELEMENT);
}

/** The counts in a worker's memory. */
export function viewStats(memory: SharedArrayBuffer): WorkerStats {
  const all = new Float64Array(memory);
  const histograms = COUNTERS.length;
  const intended = histograms + RCODES * BUCKETS;
  return {
    counters: all.subarray(0, histograms),
    histograms: all.subarray(histograms, intended),
    intended: all.subarray(intended),
  };
}
