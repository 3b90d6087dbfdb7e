/** What a row of HAProxy's statistics describes; column `type` of the CSV, 0 to 3. */
export type HaproxyScope = 'frontend' | 'backend' | 'server' | 'listener';

/** States as HAProxy's own exporter spells them; `UNKNOWN` is one that this version does not know. */
export type HaproxyState =
  | 'UP'
  | 'DOWN'
  | 'NOLB'
  | 'DRAIN'
  | 'MAINT'
  | 'NO CHECK'
  | 'OPEN'
  | 'WAITING'
  | 'FULL'
  | 'PAUSED'
  | 'STOP'
  | 'UNKNOWN';

/** The `status` column taken apart: `UP 1/2`, `DOWN (agent)`, `MAINT (via px/sv)`. */
export interface HaproxyStatus {
  readonly text: string;
  readonly state: HaproxyState;
  /** `UP 1/2`: on its way down; `DOWN 1/2`: on its way up, 1 of the 2 checks that it needs has passed. */
  readonly health?: { readonly passed: number; readonly needed: number };
  /** `agent`, `resolution`: who set the state, as given in parentheses. */
  readonly by?: string;
  /** `MAINT (via px/sv)`: the server whose state this one follows. */
  readonly via?: string;
}

/** The `check_status` column: `* L4TOUT` is the last result while another check runs. */
export interface HaproxyCheckStatus {
  readonly code: string;
  readonly inProgress: boolean;
}

/** One frontend, listener, backend or server. Cells are the text that HAProxy wrote, '' where it wrote nothing. */
export interface HaproxyRow {
  readonly line: number;
  readonly scope: HaproxyScope;
  readonly proxy: string;
  /** `FRONTEND`, `BACKEND`, or the name of the server or listener. */
  readonly name: string;
  /** Relative process number (`pid` column), '' where HAProxy gives none. */
  readonly process: string;
  readonly status: HaproxyStatus;
  readonly checkStatus?: HaproxyCheckStatus;
  readonly agentStatus?: HaproxyCheckStatus;
  /** As many as HAProxy wrote, which can be fewer than columns. A cell of a numeric column is a number or ''. */
  readonly cells: readonly string[];
}

/** The rows of `show stat`, of all processes, and where each column is in {@link HaproxyRow.cells}. */
export interface HaproxyStats {
  readonly columns: ReadonlyMap<string, number>;
  /** Columns behind the `-` that closes HAProxy's static set; they differ from build to build. */
  readonly moduleColumns: ReadonlyMap<string, number>;
  readonly rows: readonly HaproxyRow[];
}

/** `show info` of one process: values by HAProxy's own keys, as text. */
export type HaproxyInfo = ReadonlyMap<string, string>;

/** All that one HAProxy told in one collection. */
export interface HaproxyInstance {
  readonly stats: HaproxyStats;
  /** One for each process that told it; none over HTTP, which has no `show info`. */
  readonly infos: readonly HaproxyInfo[];
}

/** A row's cell by column name; '' when HAProxy wrote nothing or does not know the column. */
export function haproxyCell(stats: HaproxyStats, row: HaproxyRow, column: string): string {
  const index = stats.columns.get(column);
  return index === undefined ? '' : (row.cells[index] ?? '');
}
