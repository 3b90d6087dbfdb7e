import type { Disturbance, FlowLoss } from './disturbance.ts';

/** A flow that stayed away while others were answered. */
export interface StuckFlow {
  /** Counts from 1. */
  readonly disturbance: number;
  readonly host?: string;
  readonly flow: FlowLoss;
  /** From its last good query to its first good one, or at least that long. */
  readonly unansweredSeconds: number;
  /** Whether it was answered again. */
  readonly cameBack: boolean;
}

/** All of a run, disturbance by disturbance, the longest first. */
export function stuckFlows(disturbances: readonly Disturbance[]): StuckFlow[] {
  return disturbances.flatMap(({ flows, host }, at) =>
    flows
      .filter(({ isStuck }) => isStuck)
      .map((flow) => ({
        disturbance: at + 1,
        ...(host !== undefined && { host }),
        flow,
        unansweredSeconds: unansweredSeconds(flow),
        cameBack: flow.firstGoodSeconds !== undefined,
      }))
      .sort((a, b) => b.unansweredSeconds - a.unansweredSeconds || a.flow.flow - b.flow.flow),
  );
}

/** How long a flow was without an answer. */
export function unansweredSeconds(flow: FlowLoss): number {
  const { lastGoodSeconds = flow.firstLostSeconds, firstGoodSeconds = flow.lastLostSeconds } = flow;
  return firstGoodSeconds - lastGoodSeconds;
}
