import type { FlowRecord, LossRuns, Slices } from './loss-record.ts';

/** What one worker recorded; places in `runs` are of its own flows and origins. */
export interface WorkerLosses {
  readonly sliceSeconds: number;
  readonly slices: Slices;
  /** In the order in which they ended. */
  readonly runs: LossRuns;
  readonly lossesLeftOut: number;
  readonly flows: readonly FlowRecord[];
  readonly origins: readonly string[];
  readonly interrupted: number;
}

/** Memory that a thread hands over instead of copying it. */
export function buffersOf({ slices, runs, flows }: WorkerLosses): ArrayBuffer[] {
  const arrays = [...Object.values(slices), ...Object.values(runs), ...flows.map(({ good }) => good)];
  return [...new Set(arrays.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer))];
}
