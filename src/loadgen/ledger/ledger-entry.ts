import type { Budget } from './budget.ts';
import type { CauseKind } from './event-role.ts';
import type { LedgerEvent } from './ledger-event.ts';

/** Something that changed at the time of a disturbance, and what speaks for it and against it. */
export interface Candidate {
  readonly kind: CauseKind;
  /** `VI_1`, `192.168.56.183:53`, `www/web1` */
  readonly subject: string;
  /** Places in the list of events, by time. */
  readonly events: readonly number[];
  readonly speaksFor: readonly string[];
  readonly speaksAgainst: readonly string[];
}

/** A part of a disturbance: from where the one before ended, or from the first loss, to what it is named after. */
export interface Phase {
  readonly name: 'detect' | 'elect' | 'remove' | 'announce' | 'first-answer';
  readonly seconds: number;
  /** How far that may be wrong, in either direction: spans of the events, and the difference of two clocks. */
  readonly errorSeconds: number;
  /** Whether what ends it surely came after what ended the one before. */
  readonly isOrdered: boolean;
  /** What ends it, by its place in the list of events; absent: a query that was answered. */
  readonly event?: number;
}

/** A disturbance and what is known of its cause. */
export interface LedgerEntry {
  /** Its place in the list of disturbances. */
  readonly disturbance: number;
  readonly cause: {
    readonly kind: CauseKind | 'unknown';
    /** What happened, in a few words. */
    readonly text: string;
    /** The event that tells most of it, by its place in the list of events. */
    readonly event?: number;
    /** Everything that it may have been, the likeliest first. */
    readonly candidates: readonly Candidate[];
  };
  /** Together they last from the first loss to the first good answer; empty where no event says when anything happened. */
  readonly phases: readonly Phase[];
  /** The addresses went back to the director that had them before the last failover of this run. */
  readonly isFailBack: boolean;
  /** The largest of the clocks that its events were read by. */
  readonly clockErrorSeconds: number;
  readonly budget?: Budget & { readonly isExceeded: boolean };
  /** Everything that happened from just before it until just after, by place in the list of events. */
  readonly events: readonly number[];
}

/** Where events came from. */
export interface FeedReport {
  /** As given: the URL of a vipscope or the path of a log. */
  readonly source: string;
  /** Absent where it never answered. */
  readonly node?: string;
  readonly events: number;
  /** How its clock differs from this host's, which its events are corrected by; absent where it never answered. */
  readonly clock?: { readonly offsetSeconds: number; readonly errorSeconds: number };
  /** What may be missing of it, and whose clock it has, one line each. */
  readonly remarks: readonly string[];
}

/** What the events of the stack say about the disturbances of a run. */
export interface Attribution {
  /** One for each disturbance, in the same order. */
  readonly entries: readonly LedgerEntry[];
  /** By time. */
  readonly events: readonly LedgerEvent[];
  readonly eventsLeftOut: number;
  readonly feeds: readonly FeedReport[];
}
