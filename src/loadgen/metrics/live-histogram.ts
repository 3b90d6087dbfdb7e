import { Histogram, type HistogramConfiguration } from 'prom-client';
import { sumOf } from '../stats/read-workers.ts';
import { BOUNDS_SECONDS, cumulativeCounts } from './latency-bounds.ts';

/** Durations that are already counted. */
export interface CountedDurations {
  /** By bucket of stats/histogram.ts. */
  readonly counts: Float64Array;
  readonly sumSeconds: number;
}

/** A histogram of prom-client that is filled at once: `observe` takes one duration at a time, and we have millions. */
export class LiveHistogram extends Histogram {
  private readonly configuration: HistogramConfiguration<string>;
  private readonly durations: CountedDurations;

  constructor(configuration: HistogramConfiguration<string>, durations: CountedDurations) {
    super(configuration);
    this.configuration = configuration;
    this.durations = durations;
  }

  /** Where prom-client 15 takes the samples of a histogram from, in its own `get` as well as in a registry. */
  async getForPromString() {
    const { name, help } = this.configuration;
    const { counts, sumSeconds } = this.durations;
    const total = sumOf(counts);
    const sample = (suffix: string, value: number, labels = {}) => ({
      metricName: `${name}_${suffix}`,
      labels,
      sharedLabels: {},
      value,
    });
    const bounded = cumulativeCounts(counts).map((value, index) =>
      sample('bucket', value, { le: BOUNDS_SECONDS[index] }),
    );
    const values = [
      ...bounded,
      sample('bucket', total, { le: '+Inf' }),
      sample('sum', sumSeconds),
      sample('count', total),
    ];
    return { name, help, type: 'histogram', aggregator: 'sum', values };
  }
}
