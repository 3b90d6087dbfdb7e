import { displayWidth, fitted } from '../../text/display-width.ts';
import { visibleText } from '../../text/visible.ts';
import type { Tone } from '../status/tones.ts';

/** A column's heading and how it stands; numbers stand right. */
export interface TextColumn {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

/** Of what a text says the words tell it too. */
export type TextTone = Tone | 'heading';

/** A cell; of those that have a tone, colour says it again. */
export type TextCell = string | { readonly text: string; readonly tone: TextTone };

export interface TextStyle {
  readonly colour: boolean;
  /** Cells of the terminal; longer lines are cut. Without it they are as long as they are. */
  readonly width?: number | undefined;
}

/** SGR parameters (ECMA-48 §8.3.117). */
const COLOURS: Readonly<Record<Exclude<TextTone, 'none'>, string>> = {
  good: '32',
  warn: '33',
  bad: '1;31',
  heading: '1',
};

export const left = (heading: string): TextColumn => ({ heading, align: 'left' });
export const right = (heading: string): TextColumn => ({ heading, align: 'right' });

/**
 * Lines up rows under headings for a terminal, two blanks apart and without blanks at the end of a line. Columns
 * whose headings are all '' have no line of headings. No rows, no table.
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly TextCell[])[],
  style: TextStyle = { colour: false },
): string {
  if (rows.length === 0) return '';
  const headings = columns.map(({ heading }) => ({ text: heading, tone: 'heading' as const }));
  const lines = columns.some(({ heading }) => heading !== '') ? [headings, ...rows] : rows;
  const cells = lines.map((row) => columns.map((_, index) => shown(row[index] ?? '')));
  // Not Math.max(...): a table may have more rows than a call may have arguments.
  const widths = columns.map((_, index) =>
    cells.reduce((widest, row) => Math.max(widest, row[index]?.width ?? 0), 0),
  );
  return cells.map((row) => `${line(row, columns, widths, style)}\n`).join('');
}

interface ShownCell {
  readonly text: string;
  readonly tone: TextTone;
  readonly width: number;
}

/** A name out of a log could move the cursor or colour the screen. */
function shown(cell: TextCell): ShownCell {
  const { text, tone } = typeof cell === 'string' ? { text: cell, tone: 'none' as const } : cell;
  const visible = visibleText(text);
  return { text: visible, tone, width: displayWidth(visible) };
}

function line(
  cells: readonly ShownCell[],
  columns: readonly TextColumn[],
  widths: readonly number[],
  { colour, width = Number.POSITIVE_INFINITY }: TextStyle,
): string {
  const last = cells.findLastIndex(({ text }) => text !== '');
  let written = '';
  let used = 0;
  for (const [index, cell] of cells.slice(0, last + 1).entries()) {
    const blanks = ' '.repeat((widths[index] ?? 0) - cell.width);
    const isRight = columns[index]?.align === 'right';
    const before = `${index === 0 ? '' : '  '}${isRight ? blanks : ''}`;
    const room = width - used - before.length;
    if (room < 1) break;
    written += before + painted(fitted(cell.text, room), cell.tone, colour);
    if (!isRight && index < last) written += blanks;
    used += before.length + cell.width + (isRight ? 0 : blanks.length);
  }
  return written.trimEnd();
}

/** A text in the colour of its tone, if there are to be colours. */
export function painted(text: string, tone: TextTone, colour: boolean): string {
  return colour && tone !== 'none' && text !== '' ? `\u001b[${COLOURS[tone]}m${text}\u001b[0m` : text;
}
