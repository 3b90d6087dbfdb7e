import type { HaproxyStats } from '../../model/haproxy.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import { FormatError } from '../format-error.ts';
import { endOfLine, lineText, quotedRecordEnd, splitQuotedRecords } from './csv.ts';
import type { RawRow } from './fit.ts';
import { type HaproxyLayout, isHaproxyHeader, parseHaproxyHeader } from './header.ts';
import { HaproxyRowReader } from './row.ts';

/**
 * Reads the CSV of `show stat` or of the statistics page with `;csv`, of any version: columns are found by their
 * names. The header may come again, as one process after the other writes it.
 *
 * @throws FormatError when there is no header
 */
export function parseHaproxyStats(text: string): Parsed<HaproxyStats> {
  const problems = new ProblemLog();
  const reader = new HaproxyStatsReader(problems);
  let line = 1;
  for (let start = 0; start < text.length; ) {
    const end = reader.take(text, start, endOfLine(text, start), line);
    line += lineFeeds(text, start, end) + 1;
    start = end + 1;
  }
  const stats = reader.finish();
  if (stats === undefined) throw new FormatError('HAProxy statistics CSV', text);
  return { records: stats, problems };
}

/** A row whose cells are not known yet when it has quotes: these are split together at the end. */
type PendingRow = { -readonly [Key in keyof RawRow]: RawRow[Key] };

/** Collects headers and records as they come. */
export class HaproxyStatsReader {
  private readonly problems: ProblemLog;
  private readonly rows: PendingRow[] = [];
  private readonly quoted: PendingRow[] = [];
  private layout: HaproxyLayout | undefined;

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  /**
   * Takes the header, row or empty line at `start`.
   *
   * @param lineEnd index of the line feed that ends the line, or the text's length
   * @returns where the record ends: `lineEnd`, or a later line feed when a quoted field holds some
   */
  take(text: string, start: number, lineEnd: number, line: number): number {
    const record = lineText(text, start, lineEnd);
    if (record === '') return lineEnd;
    if (isHaproxyHeader(record)) this.header(record, line);
    else if (this.layout === undefined) this.problems.add(line, 'there is no header above this line', record);
    else return this.row(this.layout, text, start, lineEnd, line);
    return lineEnd;
  }

  /** The rows of all that was taken; undefined when no header was among it. */
  finish(): HaproxyStats | undefined {
    const { layout } = this;
    if (layout === undefined) return undefined;
    const cells = splitQuotedRecords(this.quoted.map((row) => row.text));
    for (const [index, row] of this.quoted.entries()) row.cells = cells[index] ?? [];
    const reader = new HaproxyRowReader(layout, this.problems);
    for (const row of this.rows) reader.read(row);
    return { columns: layout.columns, moduleColumns: layout.moduleColumns, rows: reader.finish() };
  }

  /**
   * One text has one layout. Another header behind rows is damage, or another HAProxy's, which belongs into a source
   * of its own: rows are still read as the first header says, where they fit it.
   */
  private header(record: string, line: number): void {
    if (record === this.layout?.header) return;
    const layout = this.rows.length === 0 ? parseHaproxyHeader(record) : undefined;
    if (layout !== undefined) this.layout = layout;
    else this.problems.add(line, 'the header is not the one above, or too long for one of HAProxy', record);
  }

  private row(layout: HaproxyLayout, text: string, start: number, lineEnd: number, line: number): number {
    const first = lineText(text, start, lineEnd);
    if (!first.includes('"')) {
      this.rows.push({ line, text: first, cells: first.split(','), cutOff: lineEnd === text.length });
      return lineEnd;
    }
    const end = quotedRecordEnd(text, start, lineEnd, layout.width);
    if (end === undefined) {
      this.unquotable(first, line, lineEnd === text.length);
      return lineEnd;
    }
    const row = { line, text: lineText(text, start, end), cells: [], cutOff: end === text.length };
    this.rows.push(row);
    this.quoted.push(row);
    return end;
  }

  /** A line whose quotes do not fit together: HAProxy 1.5 quotes nothing, so that they may be part of the text. */
  private unquotable(text: string, line: number, cutOff: boolean): void {
    const cells = text.split(',');
    if (cells.some((cell) => cell.startsWith('"'))) {
      this.problems.add(
        line,
        'a quoted cell is not closed as CSV wants it; the line is read as it stands',
        text,
      );
    }
    this.rows.push({ line, text, cells, cutOff });
  }
}

/** How many line feeds stand in a part of a text. */
export function lineFeeds(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
