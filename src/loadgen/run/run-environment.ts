import type { RunClock } from '../worker/run-clock.ts';

/** What a run needs of its surroundings. */
export interface RunEnvironment {
  readonly clock: RunClock;
  /** Epoch seconds. */
  readonly nowSeconds: () => number;
  readonly version: string;
  readonly host: string;
  readonly runId: string;
  readonly intervalSeconds: number;
  /** Ends the window: nothing more is sent, what is in flight is waited for. */
  readonly stop: AbortSignal;
  /** Ends the waiting too. */
  readonly abort: AbortSignal;
}
