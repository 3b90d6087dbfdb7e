import type { StackSnapshot } from '../../model/snapshot.ts';
import type { NodeStatus } from './node-status.ts';

/** What a snapshot tells, as every form of the status shows it. */
export function nodeStatus(snapshot: StackSnapshot, _before?: NodeStatus): NodeStatus {
  const { node, demo, takenAtSeconds } = snapshot;
  return {
    node,
    demo,
    takenAtSeconds,
    sources: [],
    vips: [],
    hostAddresses: [],
    keepaliveds: [],
    haproxys: [],
    binds: [],
  };
}
