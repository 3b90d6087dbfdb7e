import { Html, html } from '../../../text/html.ts';
import { rateText } from './figures.ts';

/** With less than this on top, a trickle would look like a rush. */
const FLOOR = 10;

const HEIGHT = 20;

interface SparklineTexts {
  /** `now 12, highest 140 in 15 minutes` */
  readonly sparkline: (last: string, highest: string) => string;
}

/** The course of a figure as a small line: a value a point, null where nothing is known. */
export function sparkline(
  values: readonly (number | null)[] | undefined,
  texts: SparklineTexts,
): Html | undefined {
  const known = (values ?? []).filter((value) => value !== null);
  if (values === undefined || known.length < 2) return undefined;
  const highest = Math.max(...known);
  const text = texts.sparkline(rateText(known.at(-1)), rateText(highest));
  const lines = polylines(values, HEIGHT / Math.max(highest, FLOOR));
  return html`<svg class="spark" viewBox="0 -1 ${values.length - 1} ${HEIGHT + 2}" preserveAspectRatio="none" role="img" aria-label="${text}">${new Html(lines)}</svg>`;
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

/** A line through points without a gap between them; one alone is drawn as a short line. */
function polylines(points: readonly (number | null)[], scale: number): string {
  let markup = '';
  let line = '';
  points.forEach((value, x) => {
    if (value === null) return;
    const y = Math.round((HEIGHT - Math.max(0, value * scale)) * 2) / 2;
    const isFirst = (points[x - 1] ?? null) === null;
    const isLast = (points[x + 1] ?? null) === null;
    line += isFirst ? `${isLast ? `${x - 0.5},${y} ` : ''}${x},${y}` : ` ${x},${y}`;
    if (!isLast) return;
    markup += `<polyline points="${line}"/>`;
    line = '';
  });
  return markup;
}
