import { countText } from '../result/figure-text.ts';

const ONE_DIGIT = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const DURATION_UNITS = [
  { name: 'µs', seconds: 1e-6 },
  { name: 'ms', seconds: 1e-3 },
] as const;

/** A rate without its unit, whole from a thousand on: `12,346`, `12.3`. */
export function formatRate(qps: number): string {
  return Math.abs(qps) < 1000 && !Number.isInteger(qps) ? ONE_DIGIT.format(qps) : countText(qps);
}

/** Seconds as people read them, three digits: `0.51 µs`, `1.30 ms`, `68.7 s`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  if (seconds === 0) return '0 s';
  // What rounds to 1,000 of a unit is one of the next.
  const unit = DURATION_UNITS.find((one) => Math.abs(seconds) / one.seconds < 999.5);
  return unit === undefined
    ? `${threeDigits(seconds)} s`
    : `${threeDigits(seconds / unit.seconds)} ${unit.name}`;
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (size >= 99.95) return countText(value);
  return value.toFixed(size < 9.995 ? 2 : 1);
}

/** A share in percent. What is next to nothing is not called nothing, nor what is next to all, all. */
export function formatPercent(share: number): string {
  const text = `${(share * 100).toFixed(2)} %`;
  if (share > 0 && text === '0.00 %') return '<0.01 %';
  if (share < 1 && text === '100.00 %') return '>99.99 %';
  return text;
}

/** Part of a whole as a ratio; 0 of nothing. */
export function ratioOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** `one` or the plural after a count: `1 worker`, `2 workers`. */
export function formatQuantity(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** An address and a port as one text; IPv6 in brackets (RFC 3986 §3.2.2). */
export function formatEndpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** A server says its NSID and its data itself: nothing of it may move the cursor or colour the screen. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\ufffd');
}
