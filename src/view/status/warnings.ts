import type { StackEvent } from '../../model/stack-event.ts';
import type { Drift } from './drift.ts';
import type { NodeStatus } from './node-status.ts';
import type { PeerStatus } from './stack-status.ts';
import type { VipVerdict } from './verdict.ts';
import type { Warning } from './warning.ts';

/** What warnings are made from. */
export interface WarningInput {
  readonly nodes: readonly NodeStatus[];
  readonly peers: readonly PeerStatus[];
  readonly vips: readonly VipVerdict[];
  readonly drifts: readonly Drift[];
  readonly events: readonly StackEvent[];
  readonly nowSeconds: number;
}

/** What somebody should look at, the worst first. */
export function warningsOf(_input: WarningInput): Warning[] {
  return [];
}
