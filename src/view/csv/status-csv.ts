import { isoTime } from '../iso-time.ts';
import type { StackStatus } from '../status/stack-status.ts';
import { bindRows } from './bind-rows.ts';
import { csvCell } from './cell.ts';
import { CSV_COLUMNS, type CsvRow } from './columns.ts';
import { haproxyRows } from './haproxy-rows.ts';
import { ipvsRows } from './ipvs-rows.ts';
import { nodeRows } from './node-rows.ts';
import { stackRows } from './stack-rows.ts';

/**
 * The status for a spreadsheet: one table with a heading line and a line for each row of the tables, all with the
 * columns of {@link CSV_COLUMNS}; a filter on `layer` and `row` gives one of the tables. RFC 4180, UTF-8 without a
 * mark of byte order.
 */
export function statusCsv(status: StackStatus): string {
  const taken = isoTime(status.takenAtSeconds);
  const rows: CsvRow[] = [
    ...stackRows(status),
    ...status.nodes.flatMap((node) => [
      ...nodeRows(node),
      ...ipvsRows(node),
      ...haproxyRows(node),
      ...bindRows(node),
    ]),
  ];
  return [
    csvLine(CSV_COLUMNS),
    ...rows.map((row) => csvLine(CSV_COLUMNS.map((column) => (column === 'taken' ? taken : row[column])))),
  ].join('');
}

function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
