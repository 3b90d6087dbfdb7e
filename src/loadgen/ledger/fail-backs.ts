import type { LedgerEvent } from './ledger-event.ts';
import { type DisturbanceTime, nearnessOf } from './nearness.ts';

interface Instance {
  holder?: string;
  /** Who had it before the last failover of this run. */
  lostBy?: string;
  hasFailedOver: boolean;
  readonly nodes: Set<string>;
}

/** Kinds of `vrrp` whose subject is an instance. */
const TELL_OF_INSTANCE: ReadonlySet<string> = new Set(['state', 'election', 'priority-zero', 'fault']);

/**
 * Which events gave an instance back to the director that had it before the last failover of this run. Events from
 * before the run only tell who held it then.
 *
 * @param events by time
 * @param times of the disturbances: where nobody was seen as master before, a take-over that cost nothing is a first one
 * @returns their places
 */
export function failBacks(
  events: readonly LedgerEvent[],
  times: readonly DisturbanceTime[],
): ReadonlySet<number> {
  const instances = new Map<string, Instance>();
  const found = new Set<number>();
  for (const [at, event] of events.entries()) {
    const { layer, kind, subject, node, from, to, atSeconds } = event;
    if (layer !== 'vrrp' || !TELL_OF_INSTANCE.has(kind)) continue;
    const known = instances.get(subject) ?? { hasFailedOver: false, nodes: new Set() };
    instances.set(subject, known);
    known.nodes.add(node);
    // Whoever leaves MASTER has had it.
    if (kind === 'state' && from === 'MASTER') known.holder ??= node;
    if (kind !== 'state' || to !== 'MASTER' || known.holder === node) continue;
    if (known.hasFailedOver && isReturn(known, node)) {
      found.add(at);
      known.hasFailedOver = false;
      delete known.lostBy;
    } else if (atSeconds >= 0 && (known.holder !== undefined || isWithinAny(event, times))) {
      known.hasFailedOver = true;
      if (known.holder === undefined) delete known.lostBy;
      else known.lostBy = known.holder;
    }
    known.holder = node;
  }
  return found;
}

function isWithinAny(event: LedgerEvent, times: readonly DisturbanceTime[]): boolean {
  return times.some((time) => nearnessOf(event, time, 0) === 'within');
}

/** One that died without a word may never have been seen as master: of two directors it was the other one. */
function isReturn({ lostBy, nodes }: Instance, node: string): boolean {
  return lostBy === undefined ? nodes.size <= 2 : lostBy === node;
}
