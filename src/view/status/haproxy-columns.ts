import type { HaproxyRowStatus } from './node-status.ts';

/** A column of HAProxy's statistics page. */
export interface HaproxyColumn {
  /** Its name in `show stat`; what {@link haproxyFigure} takes. */
  readonly column: string;
  /** Its heading on that page. */
  readonly heading: string;
}

interface HaproxyColumnGroup {
  readonly id: HaproxyGroupId;
  readonly columns: readonly HaproxyColumn[];
}

export type HaproxyGroupId =
  | 'queue'
  | 'session-rate'
  | 'sessions'
  | 'bytes'
  | 'denied'
  | 'errors'
  | 'warnings'
  | 'server';

/** The columns of HAProxy's own statistics page in its order and groups (src/stats-html.c, `stats_dump_html_px_hdr`). */
export const HAPROXY_COLUMN_GROUPS: readonly HaproxyColumnGroup[] = [
  group('queue', { qcur: 'Cur', qmax: 'Max', qlimit: 'Limit' }),
  group('session-rate', { rate: 'Cur', rate_max: 'Max', rate_lim: 'Limit' }),
  group('sessions', {
    scur: 'Cur',
    smax: 'Max',
    slim: 'Limit',
    stot: 'Total',
    lbtot: 'LbTot',
    lastsess: 'Last',
  }),
  group('bytes', { bin: 'In', bout: 'Out' }),
  group('denied', { dreq: 'Req', dresp: 'Resp' }),
  group('errors', { ereq: 'Req', econ: 'Conn', eresp: 'Resp' }),
  group('warnings', { wretr: 'Retr', wredis: 'Redis' }),
  group('server', {
    status: 'Status',
    check_status: 'LastChk',
    weight: 'Wght',
    act: 'Act',
    bck: 'Bck',
    chkfail: 'Chk',
    chkdown: 'Dwn',
    downtime: 'Dwntme',
    throttle: 'Thrtle',
  }),
];

function group(id: HaproxyGroupId, headings: Readonly<Record<string, string>>): HaproxyColumnGroup {
  const columns = Object.entries(headings).map(([column, text]) => ({ column, heading: text }));
  return { id, columns };
}

/**
 * Columns that are kept as fields of {@link HaproxyRowStatus}. Those that HAProxy counts in seconds up to now would
 * otherwise make every row another one in each second.
 */
const FIELD_COLUMNS: ReadonlySet<string> = new Set(['status', 'lastchg', 'lastsess', 'downtime']);

/** What HAProxy's page tells in the tips of its cells, and what tells one server from another. */
const DETAIL_COLUMNS = [
  ...['check_code', 'check_duration', 'last_chk', 'check_desc', 'agent_status', 'addr', 'mode', 'algo'],
  ...['hrsp_1xx', 'hrsp_2xx', 'hrsp_3xx', 'hrsp_4xx', 'hrsp_5xx', 'hrsp_other'],
  ...['cli_abrt', 'srv_abrt', 'qtime', 'ctime', 'rtime', 'ttime'],
];

/** The columns whose cells a status keeps, of the hundred and more that HAProxy writes. */
export const HAPROXY_CELL_COLUMNS: readonly string[] = [
  ...HAPROXY_COLUMN_GROUPS.flatMap(({ columns }) => columns.map(({ column }) => column)).filter(
    (column) => !FIELD_COLUMNS.has(column),
  ),
  ...DETAIL_COLUMNS,
];

/** Kept columns that hold text; the cells of all others are numbers. */
export const HAPROXY_TEXT_COLUMNS: ReadonlySet<string> = new Set([
  ...['check_status', 'last_chk', 'check_desc', 'agent_status', 'addr', 'mode', 'algo'],
]);

/** A row's figure or text in a column of HAProxy's, as HAProxy would have written it at that time. */
export function haproxyFigure(
  row: HaproxyRowStatus,
  column: string,
  nowSeconds: number,
): number | string | undefined {
  if (!FIELD_COLUMNS.has(column)) return row.cells[column];
  const { status, sinceSeconds, lastSessionSeconds, downtimeSeconds } = row;
  if (column === 'status') return status;
  if (column === 'lastchg') return secondsSince(sinceSeconds, nowSeconds);
  if (column === 'lastsess') return secondsSince(lastSessionSeconds, nowSeconds);
  if (downtimeSeconds === undefined || !countsDowntime(status)) return downtimeSeconds;
  return downtimeSeconds + (secondsSince(sinceSeconds, nowSeconds) ?? 0);
}

/** Whether HAProxy counts the time in this state as time that the server or backend was down. */
export function countsDowntime(status: string): boolean {
  return /^(?:DOWN|MAINT)/.test(status);
}

function secondsSince(thenSeconds: number | undefined, nowSeconds: number): number | undefined {
  return thenSeconds === undefined ? undefined : Math.max(0, Math.round(nowSeconds - thenSeconds));
}
