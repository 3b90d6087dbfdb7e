import type { SeenEvent } from './vipscope-watch.ts';

/** Beyond these, events are counted and no longer kept. */
const MOST_EVENTS = 20_000;

/** A verdict that began to be said. */
export interface SeenVerdict {
  readonly vipscope: string;
  readonly vip: string;
  readonly verdict: string;
  readonly owners: readonly string[];
  readonly atSeconds: number;
}

/** All that was seen of the stack since the scenario began; times in seconds since 1970 by the clock of this host. */
export class Observations {
  readonly events: SeenEvent[] = [];
  readonly verdicts: SeenVerdict[] = [];
  eventsLeftOut = 0;
  private readonly known = new Set<string>();
  private readonly latest = new Map<string, string>();

  /** @returns those that were not known: two vipscopes may tell of the same node */
  addEvents(events: readonly SeenEvent[]): readonly SeenEvent[] {
    const added = events.filter(({ event: { node, id } }) => {
      const key = `${id} ${node}`;
      if (this.known.has(key)) return false;
      if (this.events.length + this.eventsLeftOut < MOST_EVENTS) this.known.add(key);
      return true;
    });
    const kept = added.slice(0, MOST_EVENTS - this.events.length);
    this.events.push(...kept);
    this.eventsLeftOut += added.length - kept.length;
    return kept;
  }

  /** @returns it, when it is another one than that vipscope said before */
  addVerdict(seen: SeenVerdict): SeenVerdict | undefined {
    const key = JSON.stringify([seen.vipscope, seen.vip]);
    if (this.latest.get(key) === seen.verdict) return undefined;
    this.latest.set(key, seen.verdict);
    if (this.verdicts.length < MOST_EVENTS) this.verdicts.push(seen);
    return seen;
  }
}
