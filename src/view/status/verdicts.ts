import type { StackEvent } from '../../model/stack-event.ts';
import type { NodeStatus } from './node-status.ts';
import type { VipVerdict } from './verdict.ts';

/** What all that is known of each virtual IP comes to. */
export function vipVerdicts(
  _nodes: readonly NodeStatus[],
  _events: readonly StackEvent[],
  _nowSeconds: number,
): VipVerdict[] {
  return [];
}
