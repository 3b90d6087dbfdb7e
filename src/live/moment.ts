import type { NodeStatus } from '../view/status/node-status.ts';
import type { PeerStatus } from '../view/status/stack-status.ts';

/** What was known at one time: this node first, then the peers that had answered. What history keeps. */
export interface Moment {
  readonly takenAtSeconds: number;
  readonly nodes: readonly NodeStatus[];
  readonly peers: readonly PeerStatus[];
}
