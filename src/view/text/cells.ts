import { isoTime } from '../iso-time.ts';

/** UTC to the second: `2026-11-20T09:46:43Z`. */
export function clock(seconds: number | undefined): string {
  return seconds === undefined ? '' : isoTime(Math.floor(seconds)).replace('.000Z', 'Z');
}

export function number(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

/** Rates have a digit behind the point where they are small. */
export function rate(value: number | undefined): string {
  if (value === undefined) return '';
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
}

/** The heading of a node's table; it names the node where there are several. */
export function headingOf(words: string, node: string | undefined): string {
  return node === undefined ? words : `${words} OF ${node}`;
}
