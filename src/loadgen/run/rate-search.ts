import { FindMax } from '../load/find-max.ts';
import type { RunSettings } from '../settings.ts';
import { sumCounter } from '../stats/read-workers.ts';
import type { WorkerStats } from '../stats/worker-stats.ts';
import type { RunClock } from '../worker/run-clock.ts';
import type { RunControl } from '../worker/run-control.ts';
import { actAt, periodEnds } from './ticks.ts';

/** Time between two samples; a step takes three of them and the timeout. */
const SAMPLE_US = 500_000;

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
  const state = new FindMax({ ...load, timeoutIntervals: Math.ceil((timeoutSeconds * 1e6) / SAMPLE_US) });
  const sample = (startUs: number, nowUs: number) => {
    if (nowUs >= control.stopUs) return;
    const next = state.take({
      atSeconds: (nowUs - startUs) / 1e6,
      sent: sumCounter(workers, 'sent'),
      timedOut: sumCounter(workers, 'timedOut'),
    });
    if (next === 'changed') control.steer(state.qps, nowUs);
    if (next === 'done') control.stopAt(nowUs);
  };
  return {
    state,
    begin: (startUs) =>
      actAt(
        clock,
        periodEnds(startUs, SAMPLE_US, () => Number.POSITIVE_INFINITY),
        (nowUs) => sample(startUs, nowUs),
      ),
  };
}
