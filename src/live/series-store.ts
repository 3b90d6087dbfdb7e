import { type SeriesGroup, type SeriesPoint, SPARKLINE_POINTS } from '../view/series/series.ts';
import { SeriesRing } from './series-ring.ts';

export interface SeriesStoreOptions {
  /** Steps that are kept. */
  readonly points: number;
  readonly stepSeconds: number;
  /** First come, first kept. */
  readonly maxSeries: number;
}

/** One figure over time; null where nothing is known. */
export interface RangeSeries {
  readonly group: SeriesGroup;
  readonly label: string;
  readonly values: readonly (number | null)[];
}

/** What graphs draw: each series has a value a step, the first at `fromSeconds`. */
export interface SeriesRange {
  readonly fromSeconds: number;
  readonly stepSeconds: number;
  readonly series: Readonly<Record<string, RangeSeries>>;
}

interface Series {
  readonly group: SeriesGroup;
  readonly label: string;
  readonly ring: SeriesRing;
  /** The sparkline and the bucket before which it ends. */
  readonly drawn?: { readonly bucket: number; readonly values: readonly (number | null)[] | undefined };
}

/** The last minutes of every figure that graphs and sparklines draw, in memory of fixed size. */
export class SeriesStore {
  private readonly options: SeriesStoreOptions;
  private points: number;
  private readonly series = new Map<string, Series>();
  /** The first and the latest step of which anything was added. */
  private steps: { readonly first: number; readonly latest: number } | undefined;

  constructor(options: SeriesStoreOptions) {
    this.options = options;
    this.points = options.points;
  }

  /** Of two additions within one step the later counts. */
  add(atSeconds: number, points: readonly SeriesPoint[]): void {
    const step = this.stepOf(atSeconds);
    this.turnTo(step);
    for (const { id, group, label, value } of points) {
      const known = this.series.get(id);
      if (known === undefined && this.series.size >= this.options.maxSeries) continue;
      const series =
        known?.label === label && known.group === group
          ? known
          : { group, label, ring: known?.ring ?? new SeriesRing(this.capacity, step) };
      if (series !== known) this.series.set(id, series);
      series.ring.set(step, value);
    }
  }

  /** What graphs add for the latest step: null for a series without a value then. */
  latest(): Readonly<Record<string, number | null>> {
    const { latest = 0 } = this.steps ?? {};
    return Object.fromEntries(this.graphed().map(([id, { ring }]) => [id, ring.at(latest)]));
  }

  /**
   * The greatest value of each of 60 equal parts of the time kept, the oldest first; undefined where none is known.
   * Ends with the last part that is over, so that it changes only when another one is.
   */
  sparkline(id: string): readonly (number | null)[] | undefined {
    const series = this.series.get(id);
    if (series === undefined || this.steps === undefined) return undefined;
    const bucket = Math.floor(this.steps.latest / this.bucketSteps);
    if (series.drawn?.bucket === bucket) return series.drawn.values;
    const maxima = Array.from({ length: SPARKLINE_POINTS }, (_, index) =>
      maximum(series.ring, (bucket - SPARKLINE_POINTS + index) * this.bucketSteps, this.bucketSteps),
    );
    const values = maxima.some((value) => value !== null) ? maxima : undefined;
    this.series.set(id, { ...series, drawn: { bucket, values } });
    return values;
  }

  /** The series of graphs, from then on. */
  range(sinceSeconds = 0): SeriesRange {
    const { stepSeconds } = this.options;
    const { first, latest } = this.steps ?? { first: 0, latest: -1 };
    const from = Math.max(first, latest - this.points + 1, Math.min(this.stepOf(sinceSeconds), latest + 1));
    const series = this.graphed().map(([id, { group, label, ring }]): [string, RangeSeries] => {
      const values = Array.from({ length: latest + 1 - from }, (_, index) => ring.at(from + index));
      return [id, { group, label, values }];
    });
    return { fromSeconds: from * stepSeconds, stepSeconds, series: Object.fromEntries(series) };
  }

  /** Keeps so many steps from now on. */
  reconfigure({ points }: { readonly points: number }): void {
    if (points === this.points) return;
    this.points = points;
    for (const [id, { group, label, ring }] of this.series) {
      ring.resize(this.capacity);
      this.series.set(id, { group, label, ring });
    }
  }

  private get bucketSteps(): number {
    return Math.max(1, Math.floor(this.points / SPARKLINE_POINTS));
  }

  /** The bucket that is not over yet is no part of a sparkline, and the oldest one should be whole. */
  private get capacity(): number {
    return this.points + this.bucketSteps;
  }

  private stepOf(seconds: number): number {
    return Math.max(0, Math.floor(seconds / this.options.stepSeconds));
  }

  private graphed(): [string, Series][] {
    return [...this.series].filter(([, { group }]) => group !== 'spark');
  }

  private turnTo(step: number): void {
    const { first, latest } = this.steps ?? { first: step, latest: step };
    this.steps = { first: Math.min(first, step), latest: step };
    for (const [id, { group, label, ring }] of this.series) {
      if (step < latest) {
        ring.rewind(step);
        this.series.set(id, { group, label, ring });
      }
      if (ring.lastStep <= step - this.capacity) this.series.delete(id);
    }
  }
}

function maximum(ring: SeriesRing, from: number, count: number): number | null {
  let most: number | null = null;
  for (let step = from; step < from + count; step += 1) {
    const value = ring.at(step);
    if (value !== null && (most === null || value > most)) most = value;
  }
  return most;
}
