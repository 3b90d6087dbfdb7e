import type { StackEvent } from '../../model/stack-event.ts';
import type { NodeStatus } from './node-status.ts';
import type { StackStatus } from './stack-status.ts';

/** What a peer tells of itself. */
export interface NodeDocument {
  readonly node: NodeStatus;
  /** Its latest events, the latest first. */
  readonly events: readonly StackEvent[];
  /** Its clock when it answered. */
  readonly nowSeconds: number;
}

/** The whole status as one JSON document. */
export function statusJson(_status: StackStatus): string {
  return '{}\n';
}

/** What this node tells its peers. */
export function nodeJson(_document: NodeDocument): string {
  return '{}\n';
}

/** @throws Error of one line */
export function parseNodeDocument(_text: string): NodeDocument {
  throw new Error('not built yet');
}
