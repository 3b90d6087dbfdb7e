import type { EventLayer } from '../../model/stack-event.ts';
import type { Comparison } from './comparison.ts';

/** What can be read of the stack at a moment, and be so or not. */
export type Condition =
  | VerdictCondition
  | EventCondition
  | MetricCondition
  | AlertCondition
  | StatusCondition;

/** What the vipscopes say of a virtual IP; all of them where none is named. */
export interface VerdictCondition {
  readonly kind: 'verdict';
  readonly vipscope?: string;
  readonly vip: string;
  /** `never`: of everything that was seen since the scenario began. */
  readonly want: { readonly is: string } | { readonly never: string };
}

/** Events whose given fields are these. */
export interface EventCondition {
  readonly kind: 'event';
  readonly match: EventMatch;
  /** Absent: at least one. */
  readonly count?: number;
  /** The step from whose beginning on they count; absent: the last one that did something, or at the end all. */
  readonly since?: string;
}

export interface EventMatch {
  readonly node?: string;
  readonly layer?: EventLayer;
  readonly source?: string;
  readonly kind?: string;
  /** A part of the event's subject is enough: an address of `udp/192.0.2.1:53 192.0.2.2:53`. */
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A series at /metrics of one vipscope; every series with these labels must be so, and there must be one. */
export interface MetricCondition {
  readonly kind: 'metric';
  readonly vipscope: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly want: Comparison;
}

/** An alert as Prometheus has it at /api/v1/alerts. */
export interface AlertCondition {
  readonly kind: 'alert';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: AlertState;
}

/** `inactive`: Prometheus does not list it. */
export const ALERT_STATES = ['firing', 'pending', 'inactive'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** A value of one vipscope's status.json, by its JSON Pointer (RFC 6901). */
export interface StatusCondition {
  readonly kind: 'status';
  readonly vipscope: string;
  readonly path: string;
  readonly want: string | number | boolean | null;
}
