/** One chart, as the page's script draws it and as its table says it. */
export interface Chart {
  /** Of the element that holds it. */
  readonly id: string;
  readonly title: string;
  /** What is drawn, in a sentence. */
  readonly description: string;
  readonly style: 'lines' | 'stacked' | 'steps';
  /** What the ranges are of, with their unit. */
  readonly x: Axis;
  readonly y: Axis;
  /** From and to of each place on the x axis, ascending. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly series: readonly Series[];
  /** Upright lines across the chart, by place on the x axis. */
  readonly marks?: readonly Mark[];
  /** Ranges of the x axis that are shaded, from and to. */
  readonly bands?: readonly (readonly [from: number, to: number])[];
}

/** Something that happened at a place on the x axis. */
export interface Mark {
  readonly at: number;
  readonly tone: 'bad' | 'good' | 'neutral';
}

/** What an axis is of, and how it is divided. */
export interface Axis {
  /** With the unit: `Latency, ms`. */
  readonly label: string;
  readonly scale: 'linear' | 'logarithmic';
}

/** One line, stack or row of steps. */
export interface Series {
  readonly name: string;
  /** One for each range; null where there is nothing to say. */
  readonly values: readonly (number | null)[];
}
