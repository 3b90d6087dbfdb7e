const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
/** Six digits: more than any of our figures is good for, and few enough not to show a binary fraction. */
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

/** `1,234` */
export function countText(count: number): string {
  return whole.format(count);
}

/** `1,234.5` */
export function numberText(value: number): string {
  return precise.format(value);
}

/** `12.5 %` */
export function percentText(ratio: number): string {
  return `${precise.format(ratio * 100)} %`;
}

/** `23 %`, for shares that are only measured roughly. */
export function wholePercentText(ratio: number): string {
  return `${whole.format(ratio * 100)} %`;
}

/** `23.4 ms`, or `1.5 s` from a second on. */
export function durationText(seconds: number): string {
  return seconds < 1 ? `${precise.format(seconds * 1000)} ms` : `${precise.format(seconds)} s`;
}
