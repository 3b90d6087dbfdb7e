import type { ValueKind } from './value-kind.ts';

/** Digits alone, at most `most`; no sign, exponent, blank or unit. */
export function parseWhole(text: string, least: number, most: number): number | undefined {
  return /^\d{1,15}$/.test(text) ? within(Number(text), least, most) : undefined;
}

/** Digits with or without a fraction. */
export function parseDecimal(text: string, least: number, most: number): number | undefined {
  return /^(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})$/.test(text)
    ? within(Number(text), least, most)
    : undefined;
}

function within(value: number, least: number, most: number): number | undefined {
  return value >= least && value <= most ? value : undefined;
}

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number): ValueKind<number> {
  return {
    wanted: `a whole number from ${least} to ${most}`,
    parse: (text) => parseWhole(text, least, most),
  };
}

/** Most queries a second that can be asked for: more than any host sends. */
export const MOST_QPS = 100_000_000;

/** Queries each second, all workers together. */
export const queriesPerSecond: ValueKind<number> = {
  wanted: `queries a second from 0.001 to ${MOST_QPS}, such as 20000`,
  parse: (text) => parseDecimal(text, 0.001, MOST_QPS),
};
