/** Most columns of a line, so that a report is read on any terminal. */
export const WIDTH = 80;

/** Where values begin in queryperf's report, and so in what stands below it. */
const VALUE_COLUMN = 24;

/** A column: its heading and where its cells stand. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

/** A row, and how its line is painted once it is lined up. */
export interface Row {
  readonly cells: readonly string[];
  readonly paint?: (text: string) => string;
}

const unpainted = (text: string): string => text;

/** Lines up rows two blanks in and two apart; no blanks at the end of a line. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly Row[],
  paintHeadings: (text: string) => string = unpainted,
): string[] {
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...rows.map(({ cells }) => (cells[index] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        return align === 'right' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0);
      })
      .join('  ')
      .trimEnd();
  const headings = line(columns.map(({ heading }) => heading));
  return [
    ...(headings === '' ? [] : [`  ${paintHeadings(headings)}`]),
    ...rows.map(({ cells, paint = unpainted }) => `  ${paint(line(cells))}`),
  ];
}

/** `  Label:                text`, at queryperf's columns; what does not fit goes on below. */
export function fieldLines(label: string, text: string): string[] {
  return wrappedLines(`  ${`${label}:`.padEnd(VALUE_COLUMN - 3)} `, text, VALUE_COLUMN);
}

/** Text behind a prefix, broken at blanks into lines of at most {@link WIDTH}; a longer word stays whole. */
export function wrappedLines(prefix: string, text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = prefix;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent) + word;
    } else {
      line += empty ? word : ` ${word}`;
    }
    empty = false;
  }
  return [...lines, line];
}
