import type { StackEvent } from '../../model/stack-event.ts';

/** The latest event of each subject of the layers given. */
export function latestChanges(
  events: readonly StackEvent[],
  layers: ReadonlySet<StackEvent['layer']>,
): ReadonlyMap<string, StackEvent> {
  const latest = new Map<string, StackEvent>();
  for (const event of events)
    if (layers.has(event.layer) && !latest.has(event.subject)) latest.set(event.subject, event);
  return latest;
}
