import { msOfNs } from '../model/nanoseconds.ts';

/** What a Date can hold: 100 million days either side of 1970 (ECMA-262 §21.4.1.1). */
const MAX_MS = 8.64e15;

/** `2026-11-20T09:46:43.000Z`. A number that no date is, such as a peer may send, stands as it is. */
export function isoTime(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  return Math.abs(ms) <= MAX_MS ? new Date(ms).toISOString() : String(seconds);
}

/** The same of what may not be known. */
export function optionalIsoTime(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : isoTime(seconds);
}

/** The same of nanoseconds, cut to milliseconds. */
export function isoTimeOfNs(timeNs: bigint): string {
  return isoTime(msOfNs(timeNs) / 1000);
}
