/** A column's heading and how it stands; numbers stand right. */
export interface TextColumn {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

/** Lines up rows under headings for a terminal, two blanks apart and without blanks at the end of a line. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  // A name out of a log could move the cursor or colour the screen.
  const printable = rows.map((row) => row.map((cell) => cell.replaceAll(/\p{Cc}/gu, '\ufffd')));
  const cells = [columns.map(({ heading }) => heading), ...printable];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => (row[index] ?? '').length)));
  return cells
    .map((row) =>
      columns
        .map(({ align }, index) => {
          const cell = row[index] ?? '';
          return align === 'right' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0);
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
