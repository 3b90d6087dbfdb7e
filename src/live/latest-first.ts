import type { StackEvent } from '../model/stack-event.ts';

/** The order of events for people: by when they happened, of one time by when they were seen. */
export function latestFirst(one: StackEvent, other: StackEvent): number {
  if (one.timeNs !== other.timeNs) return one.timeNs < other.timeNs ? 1 : -1;
  return other.id - one.id;
}
