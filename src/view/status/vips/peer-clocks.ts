import type { NodeStatus, VrrpInstanceStatus } from '../node-status.ts';
import type { PeerStatus } from '../stack-status.ts';

/** By a node's name, how far its clock is ahead of ours; only where it is sure to be. */
export type ClockOffsets = ReadonlyMap<string, number>;

export function clockOffsets(peers: readonly PeerStatus[]): ClockOffsets {
  const offsets = new Map<string, number>();
  for (const { node, clockOffsetSeconds = 0, clockErrorSeconds = 0 } of peers) {
    if (node !== undefined && Math.abs(clockOffsetSeconds) > clockErrorSeconds)
      offsets.set(node, clockOffsetSeconds);
  }
  return offsets;
}

/** A peer's times by our clock, as far as verdicts compare them with those of others. */
export function byOurClock(node: NodeStatus, offsets: ClockOffsets): NodeStatus {
  const aheadSeconds = offsets.get(node.node);
  if (aheadSeconds === undefined) return node;
  return {
    ...node,
    takenAtSeconds: node.takenAtSeconds - aheadSeconds,
    keepaliveds: node.keepaliveds.map((keepalived) => ({
      ...keepalived,
      instances: keepalived.instances.map((instance) => shifted(instance, aheadSeconds)),
    })),
  };
}

function shifted(instance: VrrpInstanceStatus, aheadSeconds: number): VrrpInstanceStatus {
  const { sinceSeconds, lastGarpSeconds } = instance;
  return {
    ...instance,
    ...(sinceSeconds !== undefined && { sinceSeconds: sinceSeconds - aheadSeconds }),
    ...(lastGarpSeconds !== undefined && { lastGarpSeconds: lastGarpSeconds - aheadSeconds }),
  };
}
