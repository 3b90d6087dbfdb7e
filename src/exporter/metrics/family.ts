export type MetricType = 'counter' | 'gauge' | 'histogram';

/**
 * One metric family, declared once: exposition and docs/metrics.md both come from it.
 * `Records` is what its subsystem gives for one scrape, all sources together, because the
 * text format wants all samples of a family in one block.
 */
export interface Family<Records> {
  /** Full name; a counter's ends in `_total`. */
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** Names of the labels that its samples can carry, in order. */
  readonly labels: readonly string[];
  /** For docs/metrics.md: where and why this differs from the exporters people know. */
  readonly note?: string;
  readonly write: (records: Records, out: SampleWriter) => void;
}

/** Where a family puts its samples. */
export interface SampleWriter {
  /**
   * @param labels a label set made by `labelSet()`, '' for none
   * @param value a number, or decimal text of the source to be passed on unchanged
   */
  sample(labels: string, value: number | string): void;
  /** A sample with a suffix on the family's name, for histograms: `_bucket`, `_sum`, `_count`. */
  suffixed(suffix: '_bucket' | '_sum' | '_count', labels: string, value: number | string): void;
}
