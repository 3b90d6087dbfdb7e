const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const RATIO = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });

/** No line ends between a figure and its unit. */
const BLANK = '\u00a0';

/** Stands where there is no figure. */
export const NONE = '–';

/** A rate or another amount that need not be whole: `51,234`, `12.3`. */
export function amount(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  return Math.abs(value) < 100 ? FINE.format(value) : WHOLE.format(value);
}

/** `1.25 %`. Neither a little nor nearly all is rounded to none or all. */
export function percent(ratio: number): string {
  if (!Number.isFinite(ratio)) return NONE;
  if (ratio > 0 && ratio < 1e-6) return `under 0.0001${BLANK}%`;
  if (ratio < 1 && ratio > 1 - 1e-6) return `over 99.9999${BLANK}%`;
  return `${RATIO.format(ratio * 100)}${BLANK}%`;
}

/** `812 µs`, `2.05 ms`, `1.5 s`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NONE;
  if (seconds < 1e-3) return `${FINE.format(seconds * 1e6)}${BLANK}µs`;
  return seconds < 1 ? `${FINE.format(seconds * 1e3)}${BLANK}ms` : `${amount(seconds)}${BLANK}s`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `4 MiB`, `112 B`. */
export function bytes(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10));
  return `${FINE.format(value / 1024 ** power)}${BLANK}${UNITS[power]}`;
}
