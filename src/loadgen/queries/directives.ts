import { quoteBytes } from './input-problems.ts';
import type { Stage } from './query-pool.ts';

/** What directives of an input set. */
export type Directives = Omit<Stage, 'firstQuery'>;

const MAX_PORT = 65_535;
const MAX_OUTSTANDING = 1_000_000;
const MAX_WAIT_SECONDS = 86_400;

/** queryperf's four, by the names in its README; it has no other. */
const PARSERS: Readonly<Record<string, (value: string) => Directives | undefined>> = {
  server: (value) => ({ server: value }),
  port: (value) => numbered(value, /^\d+$/, MAX_PORT, (port) => ({ port })),
  maxqueries: (value) => numbered(value, /^\d+$/, MAX_OUTSTANDING, (outstanding) => ({ outstanding })),
  maxwait: (value) =>
    numbered(value, /^\d+(\.\d+)?$/, MAX_WAIT_SECONDS, (timeoutSeconds) => ({ timeoutSeconds })),
};

const WANTED: Readonly<Record<string, string>> = {
  port: `a port from 1 to ${MAX_PORT}`,
  maxqueries: `a number from 1 to ${MAX_OUTSTANDING}`,
  maxwait: `seconds, more than 0 and at most ${MAX_WAIT_SECONDS}`,
};

function numbered(
  value: string,
  form: RegExp,
  most: number,
  make: (value: number) => Directives,
): Directives | undefined {
  const number = Number(value);
  return form.test(value) && number > 0 && number <= most ? make(number) : undefined;
}

/**
 * Reads a line that begins with `#`. As in queryperf, what follows the value is ignored, and its words for what is
 * wrong are kept, which scripts look for.
 *
 * @returns what it sets, or why it sets nothing
 */
export function parseDirective(line: Uint8Array): Directives | string {
  const text = new TextDecoder().decode(line.subarray(1));
  if (/^[ \t]*$/.test(text)) return 'Invalid config: No directive present after #; a comment begins with ;';
  if (/^[ \t]/.test(text)) {
    return 'Invalid config: Space before directive or no directive present; a comment begins with ;';
  }
  const [name = '', value] = text.split(/[ \t]+/).filter((word) => word !== '');
  const key = name.toLowerCase();
  const parse = Object.hasOwn(PARSERS, key) ? PARSERS[key] : undefined;
  if (parse === undefined) {
    return `Invalid config: Bad directive: ${quote(name)}; there are server, port, maxqueries and maxwait`;
  }
  if (value === undefined) return `Invalid config: No value present: #${key}`;
  return parse(value) ?? `Invalid config: Bad value for ${key}: ${quote(value)}; it is ${WANTED[key] ?? ''}`;
}

function quote(text: string): string {
  return quoteBytes(Buffer.from(text));
}
