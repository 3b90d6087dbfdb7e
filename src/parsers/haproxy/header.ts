import { NUMERIC_COLUMNS } from './numbers.ts';

/** HAProxy 3.5 with every module has some 240 columns. */
const MAX_COLUMNS = 1024;

/** Where everything is in the rows under one header. */
export interface HaproxyLayout {
  readonly header: string;
  readonly columns: ReadonlyMap<string, number>;
  readonly moduleColumns: ReadonlyMap<string, number>;
  /** Index of the column `-`, in which every row has a `-` too. */
  readonly marker?: number;
  /** Cells of a whole row, with the empty one behind the comma that ends HAProxy's lines. */
  readonly width: number;
  /** Cells that belong to a column; those behind them must be empty. */
  readonly named: number;
  /** Columns whose cells must be numbers. */
  readonly numeric: readonly (readonly [index: number, name: string])[];
}

/** Begins the header of `show stat`; files that went through other hands may lack the `# `. */
const HEADER = /^(?:# ?)?pxname,svname(?:,|$)/;

export function isHaproxyHeader(line: string): boolean {
  return HEADER.test(line);
}

/** Reads a header by its names. 1.4.0 has spaces in it; 2.6 with QUIC has one name twice, of which the first counts. */
export function parseHaproxyHeader(line: string): HaproxyLayout | undefined {
  const names = line
    .replace(/^# ?/, '')
    .split(',')
    .map((name) => name.trim());
  if (names.length > MAX_COLUMNS) return undefined;
  const columns = new Map<string, number>();
  const moduleColumns = new Map<string, number>();
  const marker = names.indexOf('-');
  for (const [index, name] of names.entries()) {
    if (name === '' || name === '-' || columns.has(name) || moduleColumns.has(name)) continue;
    (marker !== -1 && index > marker ? moduleColumns : columns).set(name, index);
  }
  const numeric = [...columns].filter(([name]) => NUMERIC_COLUMNS.has(name));
  return {
    header: line,
    columns,
    moduleColumns,
    ...(marker !== -1 && { marker }),
    width: names.length,
    named: names.at(-1) === '' ? names.length - 1 : names.length,
    numeric: [...numeric, ...moduleColumns].map(([name, index]) => [index, name]),
  };
}
