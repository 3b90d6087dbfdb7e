import type { Disturbance } from './disturbance.ts';
import type { TableChange } from './node-figures.ts';
import { stuckFlows } from './stuck-flows.ts';

/** What the director's table says of flows that were stuck: IPVS keeps a flow with its real server, also with one that is gone. */
export interface StuckReason {
  /** Counts from 1. */
  readonly disturbance: number;
  /** What left the table; absent: nothing was seen to. */
  readonly realServer?: string;
  /** When that was seen; seconds from the start of the window. */
  readonly removedAtSeconds?: number;
  /** After which an idle flow is forgotten. */
  readonly udpTimeoutSeconds?: number;
}

/** What tells of the directors. */
export interface StuckKnown {
  readonly startedAtSeconds: number;
  readonly changes: readonly TableChange[];
  readonly udpTimeoutSeconds: number | undefined;
}

/** A real server may leave the table a little before the first query is missed, as the table is read once a second. */
const BEFORE_SECONDS = 5;

/** A reason for each disturbance that has stuck flows. */
export function stuckReasons(
  disturbances: readonly Disturbance[],
  { startedAtSeconds, changes, udpTimeoutSeconds }: StuckKnown,
): readonly StuckReason[] {
  const stuck = stuckFlows(disturbances);
  return [...new Set(stuck.map(({ disturbance }) => disturbance))].map((disturbance) => {
    const flows = stuck.filter((one) => one.disturbance === disturbance).map(({ flow }) => flow);
    const from = Math.min(...flows.map(({ firstLostSeconds }) => firstLostSeconds)) - BEFORE_SECONDS;
    const to = Math.max(...flows.map(({ lastLostSeconds }) => lastLostSeconds));
    const removals = changes
      .map((change) => ({ ...change, seconds: change.atSeconds - startedAtSeconds }))
      .filter(({ what, seconds }) => what === 'removed' && seconds >= from && seconds <= to);
    const [removal] = removals;
    return {
      disturbance,
      ...(removal?.real !== undefined && { realServer: removal.real, removedAtSeconds: removal.seconds }),
      ...(udpTimeoutSeconds !== undefined && { udpTimeoutSeconds }),
    };
  });
}
