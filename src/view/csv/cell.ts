import { visibleText } from '../../text/visible.ts';

/**
 * What makes a spreadsheet take a text for a formula, full-width forms too (OWASP, "CSV Injection"). Behind a semicolon
 * as well: where the comma is the decimal sign, spreadsheets split there.
 */
const FORMULA = /(^|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/**
 * A cell of RFC 4180. A text that would be a formula has an apostrophe before it, as one types it to have a text;
 * numbers are numbers, with their sign.
 */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = visibleText(value).replaceAll(FORMULA, "$1$2'");
  return /[",;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
