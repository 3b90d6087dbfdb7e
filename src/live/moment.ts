import type { StackEvent } from '../model/stack-event.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import type { PeerStatus } from '../view/status/stack-status.ts';

/** What was known at one time: this node first, then the peers that had answered. What history keeps. */
export interface Moment {
  readonly takenAtSeconds: number;
  readonly nodes: readonly NodeStatus[];
  readonly peers: readonly PeerStatus[];
  /** The latest events that were known then, of all nodes, the latest first; moments between two events share one list. */
  readonly events: readonly StackEvent[];
}
