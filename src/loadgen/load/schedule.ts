import type { Load } from '../settings.ts';

/**
 * When each query of the whole run is meant to be sent, in µs since the start. Query `n` of the run belongs to worker
 * `n mod workers`, so the workers' schedules interleave, and their sum is exact.
 */
export interface Schedule {
  /** Queries due up to a moment, counted from the first, which is due at 0. */
  readonly dueBy: (sinceStartUs: number) => number;
  /** When query `n` is due. */
  readonly dueAtUs: (n: number) => number;
  /** Queries a second at a moment. */
  readonly rateAt: (sinceStartUs: number) => number;
}

/** So many queries each second. */
export function constantSchedule(qps: number): Schedule {
  return {
    dueBy: (sinceStartUs) => (sinceStartUs < 0 ? 0 : Math.floor((sinceStartUs * qps) / 1e6) + 1),
    dueAtUs: (n) => (n * 1e6) / qps,
    rateAt: () => qps,
  };
}

/** Linear from one rate to the other, then the latter for good. */
export function rampSchedule(fromQps: number, toQps: number, seconds: number): Schedule {
  const slope = (toQps - fromQps) / seconds;
  const ofRamp = ((fromQps + toQps) / 2) * seconds;
  /** Queries of the first `s` seconds: the integral of the rate. */
  const integral = (s: number) =>
    s < seconds ? fromQps * s + (slope * s * s) / 2 : ofRamp + (s - seconds) * toQps;
  /** Its inverse; of the quadratic's two solutions the one that does not cancel for a small slope. */
  const inverse = (n: number) => {
    if (n >= ofRamp) return seconds + (n - ofRamp) / toQps;
    const root = Math.sqrt(Math.max(0, fromQps * fromQps + 2 * slope * n));
    return n === 0 ? 0 : (2 * n) / (fromQps + root);
  };
  return {
    dueBy: (sinceStartUs) => (sinceStartUs < 0 ? 0 : Math.floor(integral(sinceStartUs / 1e6)) + 1),
    dueAtUs: (n) => inverse(n) * 1e6,
    rateAt: (sinceStartUs) =>
      Math.min(
        Math.max(fromQps + (slope * sinceStartUs) / 1e6, Math.min(fromQps, toQps)),
        Math.max(fromQps, toQps),
      ),
  };
}

/** The schedule of a load; none for the closed loop. The rate of a search is set while it runs, from `fromQps` on. */
export function scheduleOf(load: Load): Schedule | undefined {
  switch (load.kind) {
    case 'closed':
      return undefined;
    case 'rate':
      return constantSchedule(load.qps);
    case 'ramp':
      return rampSchedule(load.fromQps, load.toQps, load.seconds);
    case 'find-max':
      return constantSchedule(load.fromQps);
  }
}
