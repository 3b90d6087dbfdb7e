import type { Disturbance, FlowLoss } from '../../../../src/loadgen/ledger/disturbance.ts';
import type { LedgerEvent } from '../../../../src/loadgen/ledger/ledger-event.ts';

/** All flows lost everything from `fromSeconds` until `toSeconds`, at 500 queries a second. */
export function disturbance(
  fromSeconds: number,
  toSeconds: number,
  more: Partial<Disturbance> = {},
): Disturbance {
  const lost = Math.round((toSeconds - fromSeconds) * 500);
  return {
    firstLostSeconds: fromSeconds,
    lastLostSeconds: toSeconds - 0.002,
    lost,
    offered: lost,
    lastGoodSeconds: fromSeconds - 0.002,
    firstGoodSeconds: toSeconds,
    outageByStampsSeconds: toSeconds - fromSeconds + 0.002,
    outageByLossSeconds: toSeconds - fromSeconds,
    isPartial: false,
    flows: [flowLoss(0, fromSeconds, toSeconds), flowLoss(1, fromSeconds, toSeconds)],
    flowsAffected: 2,
    latency: {},
    ...more,
  };
}

export function flowLoss(
  flow: number,
  firstLostSeconds: number,
  firstGoodSeconds: number,
  origin?: string,
): FlowLoss {
  return {
    flow,
    worker: 1,
    socket: flow + 1,
    lost: 100,
    firstLostSeconds,
    lastLostSeconds: firstGoodSeconds - 0.01,
    firstGoodSeconds,
    isStuck: false,
    ...(origin !== undefined && { origin }),
  };
}

/** An event whose time is known to the millisecond; `what` is `vrrp state VI_1 MASTER`. */
export function event(
  node: string,
  atSeconds: number,
  what: string,
  more: Partial<LedgerEvent> = {},
): LedgerEvent {
  const [layer = '', kind = '', subject = '', to] = what.split(' ');
  return {
    node,
    layer,
    kind,
    subject,
    ...(to !== undefined && { to }),
    tone: 'neutral',
    atSeconds,
    earliestSeconds: atSeconds,
    latestSeconds: atSeconds,
    clockErrorSeconds: 0.002,
    ...more,
  };
}
