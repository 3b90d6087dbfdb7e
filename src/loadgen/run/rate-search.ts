import { FindMax } from '../load/find-max.ts';
import type { RunSettings } from '../settings.ts';
import { sumCounter } from '../stats/read-workers.ts';
import type { WorkerStats } from '../stats/worker-stats.ts';
import type { RunClock } from '../worker/run-clock.ts';
import type { RunControl } from '../worker/run-control.ts';
import { actAt, periodEnds } from './ticks.ts';

/** Longest time between two samples; a step takes three of them and the timeout. */
const LONGEST_SAMPLE_US = 500_000;

/** The search of --find-max, at work on a run. */
export interface RateSearch {
  readonly state: FindMax;
  /** Begins to sample; ends the window when the rate is found. @returns ends it */
  readonly begin: (startUs: number) => () => void;
}

/** @returns undefined where no rate is searched for */
export function createRateSearch(
  { load, timeoutSeconds }: RunSettings,
  workers: readonly WorkerStats[],
  control: RunControl,
  clock: RunClock,
): RateSearch | undefined {
  if (load.kind !== 'find-max') return undefined;
  const timeoutUs = timeoutSeconds * 1e6;
  const timeoutIntervals = Math.ceil(timeoutUs / LONGEST_SAMPLE_US);
  const state = new FindMax({ ...load, timeoutIntervals });
  const sample = (startUs: number, nowUs: number) => {
    if (nowUs >= control.stopUs) return;
    const next = state.take({
      atSeconds: (nowUs - startUs) / 1e6,
      sent: sumCounter(workers, 'sent'),
      timedOut: sumCounter(workers, 'timedOut'),
      notSent: sumCounter(workers, 'notSent'),
    });
    if (next === 'changed') control.steer(state.qps, nowUs);
    if (next === 'done') control.stopAt(nowUs);
  };
  return {
    state,
    begin: (startUs) =>
      actAt(
        clock,
        periodEnds(startUs, timeoutUs / timeoutIntervals, () => Number.POSITIVE_INFINITY),
        (nowUs) => sample(startUs, nowUs),
      ),
  };
}
