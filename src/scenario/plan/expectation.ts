import type { Condition } from './condition.ts';
import type { FigureBound } from './figure-bound.ts';

/** Something that must be so: of the stack, or of the load when that is over. */
export type Expectation = LiveExpectation | LoadExpectation;

/** A condition that is true, or becomes true in time. */
export interface LiveExpectation {
  readonly kind: 'live';
  readonly name: string;
  readonly condition: Condition;
  /** 0: it must be true at once. */
  readonly withinMs: number;
}

export interface LoadExpectation {
  readonly kind: 'load';
  readonly name: string;
  readonly check: LoadCheck;
}

/** What the load must have come to; seconds and counts. */
export type LoadCheck =
  /** The longest disturbance. */
  | { readonly kind: 'outage'; readonly bound: FigureBound }
  /** All queries that were lost. */
  | { readonly kind: 'lost'; readonly bound: FigureBound }
  /** sent = answered + lost + interrupted, exactly. */
  | { readonly kind: 'accounted' }
  /** Of the answers, by who gave them; in percent. */
  | { readonly kind: 'shares'; readonly shares: readonly ShareBound[] }
  /** In the order of their time. */
  | {
      readonly kind: 'disturbances';
      readonly wanted: readonly DisturbanceBound[];
      readonly noneElse: boolean;
    };

export interface ShareBound {
  readonly origin: string;
  readonly percent: FigureBound;
}

/** Which disturbance is meant, and how large it may be. */
export interface DisturbanceBound {
  readonly cause?: CauseKind;
  /** A part of the name of what caused it. */
  readonly subject?: string;
  readonly isFailBack?: boolean;
  readonly outage?: FigureBound;
  readonly lost?: FigureBound;
}

/** As the ledger of dnsbench calls them. */
export const CAUSE_KINDS = ['vrrp', 'real-server', 'haproxy', 'unknown'] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];
