/**
 * What graphs and sparklines draw: one figure over time. Its id names it in the stream, in /history.json and in
 * sparklines: `ipvs/ds1/udp/192.0.2.1:53/packets`, `ipvs/ds1/udp/192.0.2.1:53/10.0.0.1:53/connections`,
 * `haproxy/ds1/lb1/www/backend/BACKEND/sessions`, `bind/rs1/default/requests`, `bind/rs1/default/rcode/SERVFAIL`.
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
