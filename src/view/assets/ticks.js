const STEPS_SECONDS = [1, 5, 10, 30, 60, 120, 300, 600, 900];

/** A label such as `10:45` and the room around it. */
const LABEL_PIXELS = 70;

/**
 * Instants for labels of a time axis: round ones, as many as there is room for.
 *
 * @param {number} fromSeconds
 * @param {number} toSeconds
 * @param {number} pixels
 */
export function timeTicks(fromSeconds, toSeconds, pixels) {
  const room = Math.max(1, Math.floor(pixels / LABEL_PIXELS));
  const span = toSeconds - fromSeconds;
  const step = STEPS_SECONDS.find((seconds) => span / seconds <= room) ?? span;
  /** @type {number[]} */
  const ticks = [];
  if (!(step > 0)) return ticks;
  for (let at = Math.ceil(fromSeconds / step) * step; at <= toSeconds; at += step) ticks.push(at);
  return ticks;
}

/**
 * A time of day as an axis labels it: with seconds only where they are not zero.
 *
 * @param {string} clock `10:45:00`
 */
export function tickText(clock) {
  return clock.endsWith(':00') ? clock.slice(0, -3) : clock;
}

const PRECISE = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number | null | undefined} value */
export function figure(value) {
  if (value === null || value === undefined) return '–';
  return Math.abs(value) < 1000 ? PRECISE.format(value) : WHOLE.format(value);
}
