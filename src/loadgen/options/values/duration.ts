import { parseDecimal } from './number.ts';
import type { ValueKind } from './value-kind.ts';

const SECONDS_OF: Readonly<Record<string, number>> = {
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/**
 * Seconds of `60`, `2.5`, `20ms`, `60s`, `5m` or `1h`; a number alone is in seconds, as with queryperf and dnsperf.
 *
 * @returns undefined if it is none or outside the bounds
 */
export function parseDuration(text: string, leastSeconds: number, mostSeconds: number): number | undefined {
  const [, digits, unit] = /^([\d.]+)([a-zµ]*)$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const factor = unit === '' ? 1 : Object.hasOwn(SECONDS_OF, unit) ? SECONDS_OF[unit] : undefined;
  const count = parseDecimal(digits, 0, Number.MAX_SAFE_INTEGER);
  if (factor === undefined || count === undefined) return undefined;
  // A division is exact where a multiplication with 0.001 is not: 3 ms are 0.003 s, not 0.003…01.
  const seconds = factor < 1 ? count / Math.round(1 / factor) : count * factor;
  return seconds >= leastSeconds && seconds <= mostSeconds ? seconds : undefined;
}

/** A length of time; `range` says its bounds for people. */
export function duration(leastSeconds: number, mostSeconds: number, range: string): ValueKind<number> {
  return {
    wanted: `a time from ${range} such as 5, 0.5, 20ms or 2m`,
    parse: (text) => parseDuration(text, leastSeconds, mostSeconds),
  };
}
