import type { StackEvent } from '../../model/stack-event.ts';
import type { Drift } from './drift.ts';
import type { NodeStatus } from './node-status.ts';
import type { VipVerdict } from './verdict.ts';
import type { Warning } from './warning.ts';

/** The whole stack at one moment: what every form of the status is made from. */
export interface StackStatus {
  /** The node that tells it. */
  readonly node: string;
  readonly demo: boolean;
  readonly takenAtSeconds: number;
  /** This node first, then the peers that answered. */
  readonly nodes: readonly NodeStatus[];
  readonly peers: readonly PeerStatus[];
  readonly vips: readonly VipVerdict[];
  /** Worst first. */
  readonly warnings: readonly Warning[];
  /** Where the tables of two directors differ. */
  readonly drifts: readonly Drift[];
  /** The latest first, of all nodes. */
  readonly events: readonly StackEvent[];
}

/** What is known of another vipscope. */
export interface PeerStatus {
  /** Without user and password. */
  readonly url: string;
  readonly state: 'ok' | 'failed';
  readonly reason?: string | undefined;
  /** Its own name, once it has answered. */
  readonly node?: string | undefined;
  readonly answeredAtSeconds?: number | undefined;
  /** Its clock minus ours, and how far that may be wrong: half the time that the answer took. */
  readonly clockOffsetSeconds?: number | undefined;
  readonly clockErrorSeconds?: number | undefined;
}
