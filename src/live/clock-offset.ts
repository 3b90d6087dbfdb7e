/** What one answer told of another clock. */
export interface ClockSample {
  /** The other clock minus ours. */
  readonly offsetSeconds: number;
  /** How far that may be wrong, in either direction. */
  readonly errorSeconds: number;
}

/** One look at another clock by a question and its answer. */
export interface ClockReading {
  readonly theirSeconds: number;
  /** When we asked, by our clock, and how long the answer took. */
  readonly begunSeconds: number;
  readonly tookSeconds: number;
  /** What the last digit of theirs stands for; 0 where that is nothing beside the rest. */
  readonly stepSeconds?: number;
}

/** `/events` tells whole milliseconds of its clock, rounded down. */
export const EVENTS_CLOCK_STEP_SECONDS = 0.001;

/** It looked at its clock at any time between question and answer. */
export function clockSample({
  theirSeconds,
  begunSeconds,
  tookSeconds,
  stepSeconds = 0,
}: ClockReading): ClockSample {
  const halfSeconds = tookSeconds / 2;
  return {
    offsetSeconds: theirSeconds + stepSeconds / 2 - (begunSeconds + halfSeconds),
    errorSeconds: halfSeconds + stepSeconds / 2,
  };
}

const SAMPLES = 16;
/** How far two clocks may part between samples without having been set: NTP slews by 500 ppm. */
const DRIFT_SECONDS = 0.1;

/** How another clock differs from ours, by the most exact of its last answers. */
export class ClockOffset {
  private samples: ClockSample[] = [];

  add(sample: ClockSample): void {
    const { best } = this;
    const contradicts =
      best !== undefined &&
      Math.abs(sample.offsetSeconds - best.offsetSeconds) >
        sample.errorSeconds + best.errorSeconds + DRIFT_SECONDS;
    // One of the clocks was set; what was known before says nothing of it any more.
    this.samples = contradicts ? [sample] : [...this.samples, sample].slice(-SAMPLES);
  }

  get best(): ClockSample | undefined {
    const least = Math.min(...this.samples.map(({ errorSeconds }) => errorSeconds));
    return this.samples.findLast(({ errorSeconds }) => errorSeconds === least);
  }
}
