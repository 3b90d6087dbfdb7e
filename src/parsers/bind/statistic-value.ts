import type { StatisticKind } from './name-table.ts';

const UINT64_VALUES = 2n ** 64n;
const INT64_END = 2n ** 63n;
const UINT32_VALUES = 2 ** 32;
const INT32_END = 2 ** 31;
/** As many decimal digits always fit into a double exactly. */
const EXACT_DIGITS = 15;

/**
 * Reads a figure as BIND prints it. BIND counts unsigned, and what it decrements once too often wraps round:
 * `18446744073709551613 UDP/IPv4 sockets active` is -3 in 64 bits, `4294966620 recursing clients` -676 in 32.
 * Both come out negative. Only gauges wrap in 32 bits; a counter may well be as high.
 *
 * @returns undefined for what is no decimal number of 64 bits
 */
export function parseStatistic(text: string, kind: StatisticKind): number | undefined {
  if (!/^-?\d+$/.test(text)) return undefined;
  if (text.length <= EXACT_DIGITS) return signed32(Number(text), kind);
  if (text.length > EXACT_DIGITS * 2) return undefined;
  const value = BigInt(text);
  if (value >= UINT64_VALUES || value < -INT64_END) return undefined;
  return value >= INT64_END ? Number(value - UINT64_VALUES) : Number(value);
}

/** The same for a number of JSON, where json-c has printed 64 bits as signed already. */
export function checkStatistic(value: unknown, kind: StatisticKind): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? signed32(value, kind) : undefined;
}

function signed32(value: number, kind: StatisticKind): number {
  return kind === 'gauge' && value >= INT32_END && value < UINT32_VALUES ? value - UINT32_VALUES : value;
}
