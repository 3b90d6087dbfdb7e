import type { Mode } from '../settings.ts';
import type { WorkerStats } from '../stats/worker-stats.ts';

/** A run as it is at this moment: what --metrics tells of it. */
export interface LiveFigures {
  readonly workers: readonly WorkerStats[];
  /** What the schedule asks for now, all workers together; absent where answers alone set the pace. */
  readonly targetQps?: number;
  readonly info: {
    /** Address and port that queries go to. */
    readonly server: string;
    readonly mode: Mode;
    /** `mmsg`, `dgram` or `stream`. */
    readonly transport: string;
    readonly version: string;
  };
}
