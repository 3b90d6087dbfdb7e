import { visibleText } from '../../../text/visible.ts';
import type { Chart } from './chart.ts';

const SIGNIFICANT_DIGITS = 6;

/**
 * Charts as JSON to stand in a script element. No text in it can end the element or begin a comment (HTML, 13.2.5.4),
 * because `<`, `>` and `&` are written as escapes.
 */
export function chartData(charts: readonly Chart[]): string {
  return JSON.stringify(charts, plain).replaceAll(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  return typeof value === 'number' ? Number(value.toPrecision(SIGNIFICANT_DIGITS)) : value;
}
