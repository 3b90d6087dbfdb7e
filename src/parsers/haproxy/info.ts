import type { HaproxyInfo } from '../../model/haproxy.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import { FormatError } from '../format-error.ts';
import { closingQuote, endOfLine, lineText } from './csv.ts';
import { kindOfNumber, NUMERIC_INFO_KEYS } from './numbers.ts';

/** Every version's `show info` begins with this. */
const FIRST_KEY = 'Name: ';

/** Longest description that is looked for behind its first line, when it is quoted and holds line feeds. */
const DESCRIPTION_CHARACTERS = 4096;

/** More keys than this are not HAProxy's, which has some 80. */
const MAX_KEYS = 512;

/**
 * Reads one `show info`: `Key: value` a line.
 *
 * @throws FormatError when it does not begin with `Name:`
 */
export function parseHaproxyInfo(text: string): Parsed<HaproxyInfo> {
  const problems = new ProblemLog();
  if (!isHaproxyInfo(text, 0)) throw new FormatError("HAProxy's show info", text);
  const reader = new HaproxyInfoReader(problems);
  let line = 1;
  for (let start = 0; start < text.length; ) {
    const end = reader.take(text, start, endOfLine(text, start), line);
    line += text.slice(start, end + 1).split('\n').length - 1;
    start = end + 1;
  }
  return { records: reader.info, problems };
}

/** Whether a `show info` begins here. */
export function isHaproxyInfo(text: string, start: number): boolean {
  return text.startsWith(FIRST_KEY, start);
}

/** Collects the lines of one `show info`. */
export class HaproxyInfoReader {
  readonly info = new Map<string, string>();
  private readonly problems: ProblemLog;

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  /** Takes one line. @returns where it ends: `lineEnd`, or a later line feed when the quoted value holds some */
  take(text: string, start: number, lineEnd: number, line: number): number {
    const whole = lineText(text, start, lineEnd);
    if (whole === '') return lineEnd;
    const colon = whole.indexOf(':');
    const key = whole.slice(0, Math.max(colon, 0));
    const value = whole.slice(colon + 1).trimStart();
    if (key === '' || this.info.size >= MAX_KEYS) {
      this.problems.add(line, 'the line is not `Key: value` of show info', whole);
      return lineEnd;
    }
    if (value.startsWith('"'))
      return this.quoted(key, value, text, start + whole.length - value.length, lineEnd);
    this.put(key, value, line, whole);
    return lineEnd;
  }

  /** 2.4 and later write values as CSV would (src/stats.c, `stats_emit_raw_data_field`); before, a quote is a quote. */
  private quoted(key: string, value: string, text: string, open: number, lineEnd: number): number {
    const close = closingQuote(text, open, lineEnd + DESCRIPTION_CHARACTERS);
    const end = close === -1 ? lineEnd : endOfLine(text, close);
    const isWhole = close !== -1 && lineText(text, close + 1, end) === '';
    this.info.set(key, isWhole ? text.slice(open + 1, close).replaceAll('""', '"') : value);
    return isWhole ? end : lineEnd;
  }

  private put(key: string, value: string, line: number, whole: string): void {
    const kind = value === '' || !NUMERIC_INFO_KEYS.has(key) ? 'number' : kindOfNumber(value);
    if (kind === 'text') this.problems.add(line, `${key} is not a number and is left out`, whole);
    else if (kind === 'underflow') {
      this.problems.add(line, `${key} has gone below zero and is taken as 0`, whole);
      this.info.set(key, '0');
    } else this.info.set(key, value);
  }
}
