import { sumOfKnown } from './series.js';

/** @typedef {import('./series.js').Line} Line */

/**
 * What /history.json answers.
 *
 * @typedef {object} HistoryAnswer
 * @property {number} fromSeconds
 * @property {number} stepSeconds
 * @property {import('./series.js').SeriesById} series
 * @property {readonly import('./events.js').EventJson[]} events
 */

/** 15 minutes of a point each second. */
export const MAX_POINTS = 900;

/** The last minutes of a graph's lines: as many values in each as there are times. */
export class TimeWindow {
  /** Seconds since 1970, rising. @type {number[]} */
  times = [];
  /** @type {readonly (Line & { readonly values: (number | null)[] })[]} */
  lines;
  #maxPoints;

  /**
   * @param {readonly Line[]} lines
   * @param {number} maxPoints
   */
  constructor(lines, maxPoints = MAX_POINTS) {
    this.lines = lines.map((line) => ({ ...line, values: [] }));
    this.#maxPoints = maxPoints;
  }

  /** @param {Pick<HistoryAnswer, 'fromSeconds' | 'stepSeconds' | 'series'>} history */
  fill({ fromSeconds, stepSeconds, series }) {
    const length = Math.max(0, ...Object.values(series).map(({ values }) => values.length));
    for (let index = Math.max(0, length - this.#maxPoints); index < length; index += 1) {
      this.#push(fromSeconds + index * stepSeconds, (id) => series[id]?.values[index]);
    }
  }

  /**
   * @param {number} atSeconds
   * @param {Readonly<Record<string, number | null>>} points
   */
  append(atSeconds, points) {
    if (atSeconds > (this.times.at(-1) ?? 0)) this.#push(atSeconds, (id) => points[id]);
  }

  /**
   * Where the point is that is nearest to an instant; -1 where there is none.
   *
   * @param {number} atSeconds
   */
  nearest(atSeconds) {
    let best = -1;
    let distance = Number.POSITIVE_INFINITY;
    for (const [index, time] of this.times.entries()) {
      if (Math.abs(time - atSeconds) < distance) {
        best = index;
        distance = Math.abs(time - atSeconds);
      }
    }
    return best;
  }

  /**
   * @param {number} atSeconds
   * @param {(id: string) => number | null | undefined} valueAt
   */
  #push(atSeconds, valueAt) {
    this.times.push(atSeconds);
    for (const { ids, values } of this.lines) values.push(sumOfKnown(ids.map(valueAt)));
    if (this.times.length <= this.#maxPoints) return;
    this.times.shift();
    for (const { values } of this.lines) values.shift();
  }
}

/**
 * Points of a line for so many pixels: all of them, or the lowest and the highest of each stretch of time. Stretches
 * stay where they are while time goes on, so that the line does not shiver.
 *
 * @param {readonly number[]} times
 * @param {readonly (number | null)[]} values
 * @param {number} pixels
 * @returns {{ x: number, y: number }[]}
 */
export function decimated(times, values, pixels) {
  /** @type {{ x: number, y: number }[]} */
  const points = [];
  for (const [index, y] of values.entries()) if (y !== null) points.push({ x: times[index], y });
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || points.length <= pixels || pixels < 2) return points;
  const stretchSeconds = Math.max(1, Math.ceil((2 * (last.x - first.x)) / pixels));
  /** @type {Map<number, { x: number, y: number }[]>} */
  const stretches = new Map();
  for (const point of points) {
    const stretch = Math.floor(point.x / stretchSeconds);
    const known = stretches.get(stretch);
    if (known === undefined) stretches.set(stretch, [point]);
    else known.push(point);
  }
  return [...stretches.values()].flatMap((stretch) => {
    const lowest = stretch.reduce((best, point) => (point.y < best.y ? point : best));
    const highest = stretch.reduce((best, point) => (point.y > best.y ? point : best));
    if (lowest === highest) return [lowest];
    return lowest.x < highest.x ? [lowest, highest] : [highest, lowest];
  });
}
