import { Html, html } from '../../../text/html.ts';
import { rateText } from './figures.ts';

/** Points of a sparkline: each is the mean of what it stands for. */
export const SPARKLINE_POINTS = 60;

/** With less than this on top, a trickle would look like a rush. */
const FLOOR = 10;

const HEIGHT = 20;

export interface SparklineTexts {
  /** `now 12, highest 140 in 15 minutes` */
  readonly sparkline: (last: string, highest: string) => string;
}

/**
 * The course of a figure as a small line. `alignment` is how many of the latest values are not drawn yet: points keep
 * their values from one second to the next, so that a line is sent again only when a new point is there.
 */
export function sparkline(
  values: readonly (number | null)[] | undefined,
  texts: SparklineTexts,
  alignment = 0,
): Html | undefined {
  const points = sparklinePoints(values ?? [], alignment);
  const known = points.filter((point) => point !== undefined);
  if (known.length < 2) return undefined;
  const highest = Math.max(...known);
  const text = texts.sparkline(rateText(known.at(-1)), rateText(highest));
  const lines = polylines(points, HEIGHT / Math.max(highest, FLOOR));
  return html`<svg class="spark" viewBox="0 -1 ${SPARKLINE_POINTS - 1} ${HEIGHT + 2}" preserveAspectRatio="none" role="img" aria-label="${text}">${new Html(lines)}</svg>`;
}

/** Means of as many values each as make {@link SPARKLINE_POINTS} of all; undefined where nothing was known. */
export function sparklinePoints(
  values: readonly (number | null)[],
  alignment = 0,
): readonly (number | undefined)[] {
  const width = Math.max(1, Math.ceil(values.length / SPARKLINE_POINTS));
  const points: (number | undefined)[] = [];
  for (
    let end = values.length - (alignment % width);
    end > 0 && points.length < SPARKLINE_POINTS;
    end -= width
  )
    points.push(mean(values, Math.max(0, end - width), end));
  const empty = Array.from({ length: SPARKLINE_POINTS - points.length }, () => undefined);
  return [...empty, ...points.reverse()];
}

/** What several nodes have of one figure, added up; all of them end now. */
export function sumOfSeries(
  series: readonly (readonly (number | null)[] | undefined)[],
): readonly (number | null)[] | undefined {
  const known = series.filter((values) => values !== undefined);
  if (known.length < 2) return known[0];
  const length = Math.max(...known.map((values) => values.length));
  return Array.from({ length }, (_, index) => {
    const values = known.flatMap((one) => one[index - (length - one.length)] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  });
}

function mean(values: readonly (number | null)[], start: number, end: number): number | undefined {
  let sum = 0;
  let count = 0;
  for (let index = start; index < end; index += 1) {
    const value = values[index];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? undefined : sum / count;
}

/** A line through points without a gap between them; one alone is drawn as a short line. */
function polylines(points: readonly (number | undefined)[], scale: number): string {
  let markup = '';
  let line = '';
  points.forEach((value, x) => {
    if (value === undefined) return;
    const y = Math.round((HEIGHT - Math.max(0, value * scale)) * 2) / 2;
    const isFirst = points[x - 1] === undefined;
    const isLast = points[x + 1] === undefined;
    line += isFirst ? `${isLast ? `${x - 0.5},${y} ` : ''}${x},${y}` : ` ${x},${y}`;
    if (!isLast) return;
    markup += `<polyline points="${line}"/>`;
    line = '';
  });
  return markup;
}
