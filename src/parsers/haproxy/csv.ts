import { parse } from 'csv-parse/sync';

const QUOTE = 0x22;
const COMMA = 0x2c;
const RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** `last_chk`, the first column that holds free text, has 56 commas in front of it. */
const ROW_COMMAS = 32;

/**
 * How far behind its first line a quoted field may go on. HAProxy cuts what it quotes to 128 bytes
 * (HCHK_DESC_LEN in include/haproxy/defaults.h), doubled quotes included well under this.
 */
const REACH = 4096;

/** Index of the line feed that ends the line at `start`, or of the text's end. */
export function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline === -1 ? text.length : newline;
}

/** A line without the carriage return that CRLF leaves at its end. */
export function lineText(text: string, start: number, end: number): string {
  return text.slice(start, end > start && text.charCodeAt(end - 1) === RETURN ? end - 1 : end);
}

/**
 * Index of the quote that closes the field which opens at `open`, -1 when none does before `limit`.
 * A doubled quote is one of the field's characters (RFC 4180, section 2, rule 7).
 */
export function closingQuote(text: string, open: number, limit: number): number {
  let at = text.indexOf('"', open + 1);
  while (at !== -1 && at < limit) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
    at = text.indexOf('"', at + 2);
  }
  return -1;
}

/**
 * Where a record with quoted fields ends: at its own line's end, or at a later one's when a field holds line feeds.
 * Undefined when the quotes do not fit together, as after a quote that is never closed: the line then stands alone,
 * so that it cannot swallow the rows behind it. For the same reason a record of several lines must have exactly
 * `width` cells, and no cell of it may hold what looks like a row.
 */
export function quotedRecordEnd(
  text: string,
  start: number,
  lineEnd: number,
  width: number,
): number | undefined {
  let end = lineEnd;
  let cells = 1;
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      const close = closingQuote(text, at, lineEnd + REACH);
      if (close === -1) return undefined;
      if (close > end) {
        if (holdsRow(text, end, close, width)) return undefined;
        end = endOfLine(text, close);
      }
      at = close + 1;
    } else {
      for (; at < end && text.charCodeAt(at) !== COMMA; at += 1) {
        if (text.charCodeAt(at) === QUOTE) return undefined;
      }
    }
    if (at >= end || (at === end - 1 && text.charCodeAt(at) === RETURN)) break;
    if (text.charCodeAt(at) !== COMMA) return undefined;
    cells += 1;
    at += 1;
  }
  return end === lineEnd || cells === width ? end : undefined;
}

/** Whether a line of a quoted cell, behind its first, has the commas that a row has before it comes to its texts. */
function holdsRow(text: string, start: number, end: number, width: number): boolean {
  const most = Math.min(width - 1, ROW_COMMAS);
  let commas = 0;
  for (let at = start; at < end && commas < most; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA) commas += 1;
    else if (code === LINE_FEED) commas = 0;
  }
  return commas >= most;
}

/**
 * Cells of records with quoted fields, all in one call of csv-parse. Rows without a quote, nearly all of HAProxy's,
 * are split at their commas instead: 12,000 rows take csv-parse 146 ms and a split 33 ms (bench/haproxy-parse.ts).
 *
 * @param records each one that {@link quotedRecordEnd} found the end of
 */
export function splitQuotedRecords(records: readonly string[]): string[][] {
  if (records.length === 0) return [];
  return parse(records.join('\n'), { record_delimiter: '\n', relax_column_count: true });
}
