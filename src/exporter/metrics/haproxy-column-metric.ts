import type { MetricType } from './family.ts';

/** Scopes that HAProxy fills a column for: L listener, F frontend, B backend, S server. */
export type ScopeLetters = string;

/** Columns of `show stat` and the metric that shows them in each scope. */
export interface ColumnMetric {
  /** Column names, with the label that tells each from the others when there are several. */
  readonly columns: readonly (readonly [column: string, labels: string])[];
  readonly scopes: ScopeLetters;
  /** Follows `haproxy_<scope>_`. */
  readonly name: string;
  /** For servers, where it differs. */
  readonly serverName?: string;
  readonly type: MetricType;
  readonly help: string;
  /** The column is in milliseconds, the metric in seconds. */
  readonly isMilliseconds: boolean;
  readonly labelNames: readonly string[];
  readonly note?: string;
}

type Extra = Partial<Pick<ColumnMetric, 'serverName' | 'isMilliseconds' | 'note'>>;

function metric(
  type: MetricType,
  column: string,
  scopes: ScopeLetters,
  name: string,
  help: string,
  extra: Extra,
): ColumnMetric {
  return {
    columns: [[column, '']],
    scopes,
    name,
    type,
    help,
    isMilliseconds: false,
    labelNames: [],
    ...extra,
  };
}

/** @param name without the `_total` that a counter's ends in */
export function counter(column: string, scopes: ScopeLetters, name: string, help: string, extra: Extra = {}) {
  return metric('counter', column, scopes, `${name}_total`, help, extra);
}

/** A figure that goes up and down, in the unit of its column. */
export function gauge(column: string, scopes: ScopeLetters, name: string, help: string, extra: Extra = {}) {
  return metric('gauge', column, scopes, name, help, extra);
}

/** A time that the column gives in milliseconds. @param name without `_seconds` */
export function seconds(column: string, scopes: ScopeLetters, name: string, help: string, extra: Extra = {}) {
  return gauge(column, scopes, `${name}_seconds`, help, { isMilliseconds: true, ...extra });
}

/** For columns that HAProxy's own exporter does not show. */
export const NOT_IN_HAPROXY = { note: "HAProxy's own exporter leaves this column out." };

/** Tells what haproxy_exporter calls a metric. */
export function peerName(name: string): { note: string } {
  return { note: `haproxy_exporter calls it \`${name}\`.` };
}
