import type { StackEvent } from '../../../model/stack-event.ts';
import { LastChanges } from '../../status/last-change.ts';

const MADE = new WeakMap<readonly StackEvent[], LastChanges>();

/** Why servers last changed; made once for all pages of a status. */
export function lastChangesOf(events: readonly StackEvent[]): LastChanges {
  const known = MADE.get(events);
  if (known !== undefined) return known;
  const made = new LastChanges(events);
  MADE.set(events, made);
  return made;
}
