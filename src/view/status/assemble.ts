import type { StackEvent } from '../../model/stack-event.ts';
import { driftsOf } from './drifts.ts';
import type { NodeStatus } from './node-status.ts';
import type { PeerStatus, StackStatus } from './stack-status.ts';
import { vipVerdicts } from './vips/verdicts.ts';
import { warningsOf } from './warnings/warnings.ts';

/** What was known at one time: this node first, then the peers that had answered. */
export interface StatusInput {
  readonly takenAtSeconds: number;
  readonly nodes: readonly NodeStatus[];
  readonly peers: readonly PeerStatus[];
}

/** The status of the whole stack: what was known at one time, and what that comes to. */
export function assembleStatus(moment: StatusInput, events: readonly StackEvent[]): StackStatus {
  const { takenAtSeconds, nodes, peers } = moment;
  const vips = vipVerdicts(nodes, events, takenAtSeconds, peers);
  const drifts = driftsOf(nodes);
  const warnings = warningsOf({ nodes, peers, vips, drifts, events, nowSeconds: takenAtSeconds });
  const own = nodes[0];
  return {
    node: own?.node ?? '',
    demo: own?.demo ?? false,
    takenAtSeconds,
    nodes,
    peers,
    vips,
    warnings,
    drifts,
    events,
  };
}
