// How figures are written in every report and message of our own. The fixed decimals of queryperf and dnsperf are theirs
// alone: report/queryperf.ts, report/dnsperf.ts.

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
/** Three digits are more than latencies and rates of one run are good for. */
const SHORT = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
/** Six digits tell apart what a bound or a setting tells apart, and are too few to show a binary fraction. */
const LONG = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const TWO_DECIMALS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const TWO_DIGITS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const SIGNED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** What an operator gave comes back as given: what more decimals there are is the binary fraction. */
const GIVEN = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** Stands where there is no figure. */
export const NO_FIGURE = '–';

/** `1,234` */
export function countText(count: number): string {
  return WHOLE.format(count);
}

/** `one` or the plural after a count: `1 worker`, `2 workers`. */
export function quantityText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A rate or another amount that need not be whole, without its unit: `51,234`, `12.3`. */
export function rateText(value: number): string {
  return Number.isFinite(value) ? threeDigits(value) : NO_FIGURE;
}

const DURATION_UNITS = [
  { name: 'µs', seconds: 1e-6 },
  { name: 'ms', seconds: 1e-3 },
] as const;

/** `812 µs`, `2.05 ms`, `1.5 s`, `3,600 s` */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return NO_FIGURE;
  if (seconds === 0) return '0 s';
  // What rounds to 1,000 of a unit is one of the next.
  const unit = DURATION_UNITS.find((one) => seconds / one.seconds < 999.5);
  return unit === undefined
    ? `${threeDigits(seconds)} s`
    : `${threeDigits(seconds / unit.seconds)} ${unit.name}`;
}

/** `12.5 %`, `0.007 %`. What is next to nothing is not called nothing, nor what is next to all, all. */
export function percentText(share: number): string {
  if (!Number.isFinite(share)) return NO_FIGURE;
  if (share > 0 && share < 1e-6) return '<0.0001 %';
  const text = (share < 1e-4 ? TWO_DIGITS : TWO_DECIMALS).format(share * 100);
  return share < 1 && text === '100' ? '>99.99 %' : `${text} %`;
}

/** `23 %`, for shares that are only measured roughly. */
export function wholePercentText(share: number): string {
  return `${WHOLE.format(share * 100)} %`;
}

/** How much one figure is above or below another, as a share of that: `+12.5 %`, `-3 %`, `0 %`. */
export function differenceText(share: number): string {
  return `${SIGNED.format(share * 100)} %`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `4 MiB`, `112 B` */
export function bytesText(bytes: number): string {
  if (!Number.isFinite(bytes)) return NO_FIGURE;
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${SHORT.format(bytes / 1024 ** power)} ${BYTE_UNITS[power]}`;
}

/** `1,234.5`: six digits, for what stands beside a bound that it breaks or says where an interval ends. */
export function numberText(value: number): string {
  return LONG.format(value);
}

/** `12.5 %`, `99.9967 %`: six digits, beside a bound. */
export function longPercentText(share: number): string {
  return `${LONG.format(share * 100)} %`;
}

/** `20.0001 ms`, or `1.5 s` from a second on: six digits, beside a bound. */
export function longDurationText(seconds: number): string {
  return seconds < 1 ? `${LONG.format(seconds * 1000)} ms` : `${LONG.format(seconds)} s`;
}

/** `20,000`, `0.25`: a number of a setting, digit for digit. */
export function givenText(value: number): string {
  return GIVEN.format(value);
}

function threeDigits(value: number): string {
  return (Math.abs(value) < 99.95 ? SHORT : WHOLE).format(value);
}
