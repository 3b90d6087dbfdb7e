import { parseDecimal } from './number.ts';
import type { ValueKind } from './value-kind.ts';

// 2001 to 2100: outside lie milliseconds and numbers that are no time at all.
const EARLIEST_SECONDS = 1e9;
const LATEST_SECONDS = 4_102_444_800;

/** Epoch seconds, or RFC 3339 with its zone: hosts that start together may be set to different ones. */
export const startTime: ValueKind<number> = {
  wanted: 'epoch seconds such as 1767225600, or a time with its zone such as 2026-01-01T00:00:00Z',
  parse: (text) => parseDecimal(text, EARLIEST_SECONDS, LATEST_SECONDS) ?? withinRange(parseTimestamp(text)),
};

function withinRange(seconds: number): number | undefined {
  return seconds >= EARLIEST_SECONDS && seconds <= LATEST_SECONDS ? seconds : undefined;
}

function parseTimestamp(text: string): number {
  const day = /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.exec(text)?.[1];
  // Date takes the 31st of February for the 3rd of March.
  if (day === undefined || !new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)) return Number.NaN;
  return Date.parse(text.replace(' ', 'T')) / 1000;
}
