// How figures are written on the page. Thousands of them are written anew each second, which Intl.NumberFormat is too
// slow for: most are small whole numbers, and those cost one conversion here.

/** Stands where there is no figure. */
export const NO_FIGURE = '–';

/** No line ends between a figure and its unit. */
const SPACE = '\u00a0';

/** `1,234,567` */
export function countText(count: number | undefined): string {
  if (count === undefined || !Number.isFinite(count)) return NO_FIGURE;
  const whole = Math.round(count);
  return whole > -1000 && whole < 1000 ? String(whole) : grouped(String(whole));
}

/** A rate or another amount that need not be whole, to three digits: `0.25`, `12.3`, `51,234`. */
export function rateText(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return NO_FIGURE;
  const size = Math.abs(value);
  if (size >= 99.95 || Number.isInteger(value)) return countText(value);
  if (size > 0 && size < 0.005) return value < 0 ? '-0.01' : '<0.01';
  return String(Number(value.toFixed(size < 9.995 ? 2 : 1)));
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `112 B`, `4.5 MiB` */
export function bytesText(bytes: number | undefined): string {
  if (bytes === undefined || !Number.isFinite(bytes)) return NO_FIGURE;
  let value = bytes;
  let power = 0;
  // What rounds to 1,000 of a unit stays narrower as a part of the next.
  while (Math.abs(value) >= 999.5 && power < BYTE_UNITS.length - 1) {
    value /= 1024;
    power += 1;
  }
  return `${power === 0 ? countText(value) : rateText(value)}${SPACE}${BYTE_UNITS[power]}`;
}

/** `12.5 %` of a share from 0 to 1. What is next to all or nothing is not called that. */
export function percentText(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return NO_FIGURE;
  if (share > 0 && share < 0.001) return `<0.1${SPACE}%`;
  if (share < 1 && share > 0.999) return `>99.9${SPACE}%`;
  return `${Number((share * 100).toFixed(1))}${SPACE}%`;
}

/** `75 %`, for shares that stand beside each other. */
export function wholePercentText(share: number): string {
  return `${Math.round(share * 100)}${SPACE}%`;
}

const SPANS = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'm' },
  { seconds: 1, name: 's' },
] as const;

/** A span as HAProxy's statistics page writes it, in its two largest units: `42s`, `4m2s`, `23h59m`, `12d4h`. */
export function spanText(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds < 0) return NO_FIGURE;
  const whole = Math.floor(seconds);
  const index = Math.max(
    0,
    SPANS.findIndex((span) => whole >= span.seconds),
  );
  const [large, small] = [SPANS[whole === 0 ? 3 : index], SPANS[index + 1]];
  if (large === undefined) return NO_FIGURE;
  const rest = small === undefined || whole === 0 ? 0 : Math.floor((whole % large.seconds) / small.seconds);
  return `${Math.floor(whole / large.seconds)}${large.name}${rest === 0 ? '' : `${rest}${small?.name}`}`;
}

/** How long a reading took: `812 µs`, `2.05 ms`, `1.5 s`. */
export function durationText(seconds: number): string {
  if (seconds < 0.000_999_5) return `${rateText(Math.round(seconds * 1e6))}${SPACE}µs`;
  return seconds < 0.9995 ? `${rateText(seconds * 1000)}${SPACE}ms` : `${rateText(seconds)}${SPACE}s`;
}

function grouped(digits: string): string {
  let text = '';
  const start = digits.startsWith('-') ? 1 : 0;
  let end = digits.length;
  for (; end - start > 3; end -= 3) text = `,${digits.slice(end - 3, end)}${text}`;
  return `${digits.slice(0, end)}${text}`;
}
