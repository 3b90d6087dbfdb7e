import type { Dialect } from '../settings.ts';
import type { OptionRow } from './option-row.ts';
import { DNSPERF_ROWS } from './rows/dnsperf-rows.ts';
import { EVENT_ROWS } from './rows/event-rows.ts';
import { LOAD_ROWS } from './rows/load-rows.ts';
import { QUERY_ROWS } from './rows/query-rows.ts';
import { REPORT_ROWS } from './rows/report-rows.ts';
import { SERVER_ROWS } from './rows/server-rows.ts';
import { SHAPE_ROWS } from './rows/shape-rows.ts';
import { SOCKET_ROWS } from './rows/socket-rows.ts';

/** Every option there is. */
export const OPTION_ROWS: readonly OptionRow[] = [
  ...SERVER_ROWS,
  ...QUERY_ROWS,
  ...LOAD_ROWS,
  ...SOCKET_ROWS,
  ...SHAPE_ROWS,
  ...REPORT_ROWS,
  ...EVENT_ROWS,
  ...DNSPERF_ROWS,
];

/** The options of one dialect by their names. */
export interface OptionTable {
  readonly dialect: Dialect;
  /** What to add --help to. */
  readonly command: string;
  readonly rows: readonly OptionRow[];
  readonly byLetter: ReadonlyMap<string, OptionRow>;
  readonly byName: ReadonlyMap<string, OptionRow>;
  /** By the keys of dnsperf's -O. */
  readonly byKey: ReadonlyMap<string, OptionRow>;
}

/** The options of a dialect. */
export function optionTable(dialect: Dialect): OptionTable {
  return tableOf(dialect, dialect, OPTION_ROWS);
}

/** Those of dnsbench that a command of its own takes, by their first long names. */
export function commandTable(command: string, options: readonly string[]): OptionTable {
  const rows = OPTION_ROWS.filter((row) => options.includes(idOf(row)));
  return tableOf('dnsbench', `dnsbench ${command}`, rows);
}

function tableOf(dialect: Dialect, command: string, all: readonly OptionRow[]): OptionTable {
  const isDnsperf = dialect === 'dnsperf';
  const rows = all.filter((row) => isDnsperf || row.dnsperfOnly !== true);
  const letters = rows.flatMap((row) => [...lettersOf(row, dialect)].map((letter) => [letter, row] as const));
  const named = rows.filter((row) => row.dnsperfOnly !== true);
  const names = named.flatMap((row) => row.long.map((name) => [name, row] as const));
  const keys = rows.flatMap((row) => (row.dnsperfKey === undefined ? [] : [[row.dnsperfKey, row] as const]));
  return {
    dialect,
    command,
    rows,
    byLetter: new Map(letters),
    byName: new Map(names),
    byKey: new Map(isDnsperf ? keys : []),
  };
}

/** The name by which tables and messages refer to an option. */
export function idOf(row: OptionRow): string {
  return row.long[0] ?? '';
}

/** Letters after a single `-` that an option has in a dialect; empty where it has none. */
export function lettersOf(row: OptionRow, dialect: Dialect): string {
  return (dialect === 'dnsperf' ? row.dnsperf : row.letters) ?? '';
}
