/**
 * What graphs and sparklines draw: one figure over time. Its id, made in series-id.ts, names it in the stream, in
 * /history.json and in sparklines.
 */
export interface SeriesPoint {
  readonly id: string;
  readonly group: SeriesGroup;
  /** For people: `udp/192.0.2.1:53`, `www`, `rs1 SERVFAIL`. */
  readonly label: string;
  readonly value: number;
}

/** A graph of the page, or `spark`: drawn in a row only. */
export type SeriesGroup = 'ipvs' | 'haproxy' | 'bind' | 'rcodes' | 'spark';

/** Parts of the time kept of which a sparkline shows one value each. */
export const SPARKLINE_POINTS = 60;
