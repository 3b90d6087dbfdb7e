import type { HaproxyLayout } from './header.ts';

/** `DRAIN (agent)` and the weight in one cell. */
const STATUS_AND_WEIGHT = /^(?<status>[A-Z]+ \([a-z]+\))(?<weight>\d+)$/;

/**
 * Puts right what can be recognised without doubt in a row with too few or too many cells; else the row as it is.
 *
 * - HAProxy before 1.6.4 forgot the comma behind `DRAIN (agent)` (src/dumpstats.c of v1.6.0, `srv_hlt_st`), which
 *   shifts all that follows: https://github.com/prometheus/haproxy_exporter/issues/45
 * - HAProxy 1.5 wrote check descriptions without quotes, commas and all. The columns in front of and behind
 *   `last_chk` and `last_agt` are numbers, so that the description is what is too much. Later versions quote, and
 *   have check_desc; there a row with too many cells stays wrong.
 */
export function repairCells(cells: readonly string[], layout: HaproxyLayout): readonly string[] {
  const excess = cells.length - layout.width;
  if (excess === -1) return insertedComma(cells, layout) ?? cells;
  if (excess > 0) return joinedDescription(cells, layout, excess) ?? cells;
  return cells;
}

function insertedComma(cells: readonly string[], { columns }: HaproxyLayout): string[] | undefined {
  const index = columns.get('status');
  if (index === undefined) return undefined;
  const { status, weight } = STATUS_AND_WEIGHT.exec(cells[index] ?? '')?.groups ?? {};
  if (status === undefined || weight === undefined) return undefined;
  return [...cells.slice(0, index), status, weight, ...cells.slice(index + 1)];
}

const PLAIN = /^\d*$/;

function joinedDescription(
  cells: readonly string[],
  { columns, width }: HaproxyLayout,
  excess: number,
): string[] | undefined {
  const check = columns.get('last_chk');
  if (check === undefined || columns.has('check_desc') || columns.get('last_agt') !== check + 1) {
    return undefined;
  }
  const tail = cells.slice(check + 2 + excess);
  if (tail.length !== width - check - 2 || !tail.every((cell) => PLAIN.test(cell))) return undefined;
  const description = cells.slice(check, check + 1 + excess).join(',');
  return [...cells.slice(0, check), description, cells[check + 1 + excess] ?? '', ...tail];
}
