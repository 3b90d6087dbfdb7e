import type { EventPart, EventRole } from './event-role.ts';
import type { LedgerEvent } from './ledger-event.ts';
import type { Nearness } from './nearness.ts';

/** An event of a cause, with its place in the list of events, what it means, and where it lies. */
export interface RoleEvent {
  readonly at: number;
  readonly event: LedgerEvent;
  readonly role: EventRole;
  readonly nearness: Nearness;
}

/** Events with one of these parts: those within the disturbance; only where there is none, those beside it. */
export function eventsWith(events: readonly RoleEvent[], parts: ReadonlySet<EventPart>): RoleEvent[] {
  const found = events.filter(({ role }) => parts.has(role.part));
  const within = found.filter(({ nearness }) => nearness === 'within');
  return within.length > 0 ? within : found;
}

const TAKE: ReadonlySet<EventPart> = new Set(['take']);

/** Who had the addresses in the end: of several that took over, the last one. */
export function takeOf(events: readonly RoleEvent[]): RoleEvent | undefined {
  return eventsWith(events, TAKE).at(-1);
}
