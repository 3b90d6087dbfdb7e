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
  /** `UP 1/2`: on its way down, 1 of 2 checks away from it; `DOWN 1/2`: on its way up. */
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
  readonly cells: readonly string[];
}

/** The rows of one `show stat` and where each column is in {@link HaproxyRow.cells}. */
export interface HaproxyStats {
  readonly columns: ReadonlyMap<string, number>;
  /** Columns behind the `-` that closes HAProxy's static set; they differ from build to build. */
  readonly moduleColumns: ReadonlyMap<string, number>;
  readonly rows: readonly HaproxyRow[];
}

/** `show info`: values by HAProxy's own keys, as text. */
export type HaproxyInfo = ReadonlyMap<string, string>;

/** All that one HAProxy told in one collection. Over HTTP there is no `show info`. */
export interface HaproxyInstance {
  readonly stats: HaproxyStats;
  readonly info?: HaproxyInfo;
}
