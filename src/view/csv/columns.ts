/** The columns of status.csv. New ones come last, so that a sheet that counts columns stays right. */
export const CSV_COLUMNS = [
  /** When the status was taken, UTC. */
  'taken',
  'node',
  /** `ipvs`, `haproxy`, `bind`, `vrrp`, `vip`, …: the layer of the stack; of a warning its section. */
  'layer',
  /** What the row is: `warning`, `verdict`, `virtual-server`, `real-server`, `server`, `zone`, `event`, … */
  'row',
  /** The configured name of what was read. */
  'source',
  /** What it belongs to: the virtual server of a real server, the proxy of a HAProxy server, the view of a zone. */
  'group',
  'name',
  'state',
  /** Since when it has this state; of an event, when it happened. UTC. */
  'since',
  'priority',
  'scheduler',
  'forward',
  'weight',
  /** Connections or sessions now. */
  'active',
  'inactive',
  'persistent',
  'queued',
  /** Connections, sessions or queries since the start. */
  'total',
  'per_second',
  'packets_in',
  'packets_out',
  'bytes_in',
  'bytes_out',
  /** Requests and answers denied. */
  'denied',
  /** HAProxy: errors of requests, connections and answers together. */
  'errors',
  /** HAProxy: connections tried again or given to another server. */
  'retries',
  'detail',
] as const;

type CsvColumn = (typeof CSV_COLUMNS)[number];
/** The cells of a row that have something in them. */
export type CsvRow = Readonly<Partial<Record<CsvColumn, string | number | undefined>>>;
