import type { StackEvent } from '../model/stack-event.ts';
import { latestFirst } from './latest-first.ts';

/**
 * The latest events of all nodes, the latest first. Each list has its share of the count before another may have more: a
 * node with a clock that is ahead, or without end of news, takes nothing from the others. Where that is the same as it
 * was before, it is that very list, so that moments share it.
 */
export function mergeEvents(
  lists: readonly (readonly StackEvent[])[],
  count: number,
  before: readonly StackEvent[],
): readonly StackEvent[] {
  const sorted = lists.map((list) => list.toSorted(latestFirst));
  const share = Math.floor(count / Math.max(1, lists.length));
  const own = sorted.flatMap((list) => list.slice(0, share));
  const rest = sorted.flatMap((list) => list.slice(share)).toSorted(latestFirst);
  const merged = [...own, ...rest.slice(0, count - own.length)].toSorted(latestFirst);
  const isSame = merged.length === before.length && merged.every((event, index) => event === before[index]);
  return isSame ? before : merged;
}
