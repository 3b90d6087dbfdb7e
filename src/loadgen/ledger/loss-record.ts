/** Queries by the time at which they were sent: place `n` is of `[n, n + 1) × sliceSeconds` from the window's start. */
export interface Slices {
  readonly sent: Uint32Array;
  readonly answered: Uint32Array;
  readonly lost: Uint32Array;
  /** Of those that were answered. */
  readonly latencySumSeconds: Float64Array;
  readonly latencyMaxSeconds: Float64Array;
}

/**
 * Queries that nothing came back to, as runs: queries of one flow that were sent one after the other and all lost, so an
 * outage of any length is one run of each flow. Runs of one flow have answered queries between them.
 */
export interface LossRuns {
  /** When the first of each was sent, ascending, and the last. */
  readonly firstSeconds: Float64Array;
  readonly lastSeconds: Float64Array;
  /** Queries of each. */
  readonly lost: Uint32Array;
  /** Place of their flow in the record's `flows`. */
  readonly flow: Uint32Array;
  /** Place in `origins` of who had last answered this flow when the first was sent; -1: not known. */
  readonly origin: Int32Array;
}

/**
 * One source port of a worker; of several servers of a run, towards one of them. Where ports are rotated it is the place
 * that one port takes after the other: a query lost is told by place, not by the port of that moment.
 */
export interface FlowRecord {
  /** Counts from 1. */
  readonly worker: number;
  /** Counts from 1 in each worker. */
  readonly socket: number;
  /** Where it was given. */
  readonly localPort?: number;
  readonly sent: number;
  readonly answered: number;
  readonly lost: number;
  /** Bit `n & 7` of byte `n >> 3`: a query that was sent in slice `n` was answered. */
  readonly good: Uint8Array;
}

/** What the workers of a run kept of every query, in bounded memory: all that a disturbance is found from. */
export interface LossRecord {
  /** 0.01, wider by powers of two where the run was longer than that holds. */
  readonly sliceSeconds: number;
  readonly slices: Slices;
  readonly runs: LossRuns;
  /** Lost, and not in `runs`, which had no room. */
  readonly lossesLeftOut: number;
  readonly flows: readonly FlowRecord[];
  /** What servers say of themselves (--nsid) or their first answer (--by-answer), as the run counts them. */
  readonly origins: readonly string[];
  /** Given up when the run was cut short: `sent = answered + lost + interrupted`. */
  readonly interrupted: number;
}
