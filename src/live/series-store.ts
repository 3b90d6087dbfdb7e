import type { SeriesGroup, SeriesPoint } from '../view/page/series.ts';

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

/** The last minutes of every figure that graphs and sparklines draw, in memory of fixed size. */
export class SeriesStore {
  constructor(_options: SeriesStoreOptions) {
    this.reconfigure({ points: _options.points });
  }

  add(_atSeconds: number, _points: readonly SeriesPoint[]): void {
    // A stub.
  }

  /** What graphs add for the latest step: null for a series without a value then. */
  latest(): Readonly<Record<string, number | null>> {
    return {};
  }

  /** Maxima of 60 buckets up to the last border of a bucket, the oldest first; undefined where none is kept. */
  sparkline(_id: string): readonly (number | null)[] | undefined {
    return undefined;
  }

  /** The series of graphs, from then on. */
  range(_sinceSeconds?: number): SeriesRange {
    return { fromSeconds: 0, stepSeconds: 1, series: {} };
  }

  /** Keeps so many steps from now on. */
  reconfigure(_options: { readonly points: number }): void {
    // A stub.
  }
}
