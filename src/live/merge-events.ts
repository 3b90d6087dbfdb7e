import type { StackEvent } from '../model/stack-event.ts';
import { latestFirst } from './latest-first.ts';

/**
 * The latest events of all nodes, the latest first. Where that is the same as it was before, it is that very list, so
 * that moments share it.
 */
export function mergeEvents(
  lists: readonly (readonly StackEvent[])[],
  count: number,
  before: readonly StackEvent[],
): readonly StackEvent[] {
  const merged = lists.flat().toSorted(latestFirst).slice(0, count);
  const isSame = merged.length === before.length && merged.every((event, index) => event === before[index]);
  return isSame ? before : merged;
}
