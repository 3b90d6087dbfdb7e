import type { Interval } from '../result/run-result.ts';
import type { WorkerStats } from '../stats/worker-stats.ts';
import type { QueryEvent } from '../worker/worker-data.ts';

/** A run that has begun. */
export interface StartedRun {
  /** Epoch seconds. */
  readonly startedAtSeconds: number;
  /** Counters of each worker, live. */
  readonly workers: readonly WorkerStats[];
  /** Queries a second that are meant to be sent now; undefined in a closed loop. */
  readonly targetQps: () => number | undefined;
}

/** Who shows a run while it goes on. */
export interface RunListener {
  readonly started: (run: StartedRun) => void;
  readonly interval: (interval: Interval) => void;
  /** Single answers and timeouts; `leftOut` more were not kept. */
  readonly events: (events: readonly QueryEvent[], leftOut: number) => void;
  readonly warn: (text: string) => void;
}
