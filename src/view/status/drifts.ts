import type { Drift } from './drift.ts';
import type { NodeStatus } from './node-status.ts';

/** Where directors that carry one table differ. */
export function driftsOf(_nodes: readonly NodeStatus[]): Drift[] {
  return [];
}
