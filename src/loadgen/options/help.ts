import type { Dialect } from '../settings.ts';
import type { OptionGroup, OptionRow } from './option-row.ts';
import { lettersOf, type OptionTable } from './option-table.ts';

const GROUP_WIDTH = 8;
const CELL_WIDTH = 35;
const MANUAL = 'Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. docs/dnsbench.md';

const INTRODUCTIONS: Readonly<Record<Dialect, string>> = {
  dnsbench: `Usage: dnsbench -s HOST -d FILE -l TIME [OPTION...]    load a DNS server
       dnsbench report A.json [B.json]             a result, or two compared
       dnsbench merge A.json B.json...             results added up`,
  queryperf: `Usage: queryperf -s HOST -d FILE -l TIME [OPTION...]

dnsbench with the flags, defaults and report of queryperf.`,
  dnsperf: `Usage: dnsperf -s HOST -d FILE -l TIME [OPTION...]

dnsbench with the flags, defaults and report of dnsperf.`,
};

/** The help of a dialect; it fits a screen of 80 columns. */
export function help(table: OptionTable): string {
  const { dialect, rows } = table;
  const shown =
    dialect === 'dnsbench'
      ? rows
      : rows.filter((row) => lettersOf(row, dialect) !== '' && row.takes.kind !== 'refused');
  const more = dialect === 'dnsbench' ? '' : 'Long options of "dnsbench --help" are taken too.\n';
  return `${INTRODUCTIONS[dialect]}\n\n${groupsOf(shown, dialect)}\n${more}${MANUAL}\n`;
}

const RESULT_INTRODUCTIONS = {
  report: `Usage: dnsbench report [OPTION...] A.json [B.json]

Reports a result that dnsbench --json=FILE wrote again, or two of them side by side.`,
  merge: `Usage: dnsbench merge [OPTION...] A.json B.json...

Adds results that dnsbench --json=FILE wrote on several hosts, histograms included.`,
} as const;

/** The help of `dnsbench report` and `dnsbench merge`. */
export function resultHelp(command: keyof typeof RESULT_INTRODUCTIONS, { rows }: OptionTable): string {
  return `${RESULT_INTRODUCTIONS[command]}\n\n${groupsOf(rows, 'dnsbench')}\n${MANUAL}\n`;
}

function groupsOf(rows: readonly OptionRow[], dialect: Dialect): string {
  const groups = new Map<OptionGroup, string[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), cellOf(row, dialect)]);
  return [...groups].map(([group, cells]) => linesOf(group, cells)).join('');
}

/** Two options to a line where both fit. */
function linesOf(group: string, cells: readonly string[]): string {
  const lines: string[] = [];
  let left: string | undefined;
  for (const cell of cells) {
    if (cell.length > CELL_WIDTH) lines.push(cell);
    else if (left === undefined) left = cell;
    else {
      lines.push(`${left.padEnd(CELL_WIDTH)}  ${cell}`);
      left = undefined;
    }
  }
  if (left !== undefined) lines.push(left);
  return lines.map((line, at) => `${(at === 0 ? group : '').padEnd(GROUP_WIDTH)}${line}\n`).join('');
}

function cellOf(row: OptionRow, dialect: Dialect): string {
  const [letter] = lettersOf(row, dialect);
  const value = row.metavar === undefined ? '' : isOptional(row) ? `[=${row.metavar}]` : ` ${row.metavar}`;
  const names = [
    ...(letter === undefined ? [] : [`-${letter}`]),
    ...(row.dnsperfOnly === true ? [] : [`--${row.long[0]}`]),
  ];
  return `${names.join(', ')}${value}  ${row.helpIn?.[dialect] ?? row.help}`.trimEnd();
}

function isOptional({ takes }: OptionRow): boolean {
  return takes.kind === 'value' && takes.applyBare !== undefined;
}
