import type { Attribution } from './ledger-entry.ts';

/** Latencies of queries that were sent in a span of time. */
export interface SpanLatency {
  readonly meanSeconds: number;
  readonly maxSeconds: number;
}

/** What one flow lost in a disturbance; times are of sending, in seconds from the start of the window. */
export interface FlowLoss {
  /** Place among all flows of the run, from 0. */
  readonly flow: number;
  /** Both count from 1. */
  readonly worker: number;
  readonly socket: number;
  readonly localPort?: number;
  readonly lost: number;
  readonly firstLostSeconds: number;
  readonly lastLostSeconds: number;
  /** As exact as a slice; absent: nothing was answered before. */
  readonly lastGoodSeconds?: number;
  /** As exact as a slice; absent: nothing was answered after. */
  readonly firstGoodSeconds?: number;
  /** Other flows were answered for more than a second while this one was not. */
  readonly isStuck: boolean;
  /** Who had last answered it. */
  readonly origin?: string;
}

/**
 * Losses of one cause. Its time is that of the flows that came back together; a flow that stayed away while others were
 * answered is told as stuck, and does not make the outage of all longer.
 */
export interface Disturbance {
  /** Host whose dnsbench saw it; only after a merge. */
  readonly host?: string;
  /**
   * When the first query was sent that was lost, and the last, stuck flows included. Single losses within a second of
   * these count, and do not move them.
   */
  readonly firstLostSeconds: number;
  readonly lastLostSeconds: number;
  readonly lost: number;
  /** Sent by all flows from the first loss to the last, in whole slices. */
  readonly offered: number;
  /** Last answered query before it, first after it; absent at the start or the end of the run. */
  readonly lastGoodSeconds?: number;
  readonly firstGoodSeconds?: number;
  /**
   * From the last good query to the first good one; where one of them is absent, from the first loss or to the last, and
   * then it lasted at least that long.
   */
  readonly outageByStampsSeconds: number;
  /** Queries lost over the rate at which the affected flows sent at that time. */
  readonly outageByLossSeconds: number;
  /** Some flows were answered all the while. */
  readonly isPartial: boolean;
  /** Those that lost any, most first; of very many the first 1,000. */
  readonly flows: readonly FlowLoss[];
  readonly flowsAffected: number;
  readonly latency: {
    /** Of the second before, of the time of the losses, of the second after; absent where nothing was answered. */
    readonly before?: SpanLatency;
    readonly during?: SpanLatency;
    readonly after?: SpanLatency;
  };
}

/** Losses that belong to no disturbance: no flow, and no moment, lost more than such a ratio makes it lose by chance. */
export interface BackgroundLoss {
  readonly lost: number;
  /** Of the queries that were sent outside of disturbances. */
  readonly ratio: number;
  /** Absent: there was none. */
  readonly firstLostSeconds?: number;
  readonly lastLostSeconds?: number;
}

/**
 * What became of the queries of a run that were lost: each is in one disturbance or in the background. With --events also
 * what the stack did meanwhile.
 */
export interface Ledger extends Partial<Attribution> {
  /** How exact its times are. */
  readonly sliceSeconds: number;
  /** Flows of the run. */
  readonly flows: number;
  /** By time; of very many the 1,000 that lost most. */
  readonly disturbances: readonly Disturbance[];
  readonly disturbancesLeftOut: number;
  readonly background: BackgroundLoss;
  /** Lost after the log of single losses was full: they are counted, and in no disturbance. */
  readonly lossesLeftOut: number;
}
