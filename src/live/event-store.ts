import type { NewEvent, StackEvent } from '../model/stack-event.ts';
import { latestFirst } from './latest-first.ts';

/** How far back a log that is read at the start tells events. */
export const HISTORY_MS = 24 * 3_600_000;

export interface EventStoreLimits {
  readonly events: number;
  /** Of them those from before the start. */
  readonly history: number;
  readonly historyMs: number;
}

const LIMITS: EventStoreLimits = { events: 1_000, history: 500, historyMs: HISTORY_MS };

/** When events came to be known. */
export interface EventsSeen {
  readonly seenAtMs: number;
  /** They are from before the start. */
  readonly isHistory: boolean;
}

export interface EventsSince {
  /** In the order of their ids. */
  readonly events: readonly StackEvent[];
  /** The id that they are behind: the one asked for, or 0 where a clock has been set back since that was given out. */
  readonly after: number;
  /** Some that were asked for are not kept any more, or nobody was there to see them. */
  readonly missed: boolean;
}

export type EventListener = (events: readonly StackEvent[]) => void;

const MICROSECONDS_A_MILLISECOND = 1_000;
const NANOSECONDS_A_MICROSECOND = 1_000n;

interface Kept {
  readonly event: StackEvent;
  readonly isHistory: boolean;
}

/** The last events of this node. */
export class EventStore {
  private readonly limits: EventStoreLimits;
  private readonly startId: number;
  private readonly listeners = new Set<EventListener>();
  /** By id, which within the history need not be the order in which they came. */
  private kept: Kept[] = [];
  private historyCount = 0;
  private lastId = 0;
  /** The largest of an event that is not kept any more. */
  private droppedId = 0;
  private byTime: readonly StackEvent[] | undefined;

  /** @param startedAtMs what happened before it was not seen as it happened */
  constructor(startedAtMs: number, limits: Partial<EventStoreLimits> = {}) {
    this.startId = Math.floor(startedAtMs * MICROSECONDS_A_MILLISECOND);
    this.limits = { ...LIMITS, ...limits };
  }

  /** The id of the event that came last, 0 before there is one. */
  get latestId(): number {
    return this.kept.at(-1)?.event.id ?? this.droppedId;
  }

  add(events: readonly NewEvent[], seen: EventsSeen): void {
    const added = events.flatMap((event) => this.keep(event, seen) ?? []);
    if (added.length === 0) return;
    this.byTime = undefined;
    for (const listener of [...this.listeners]) listener(added);
  }

  /** The last ones by the time when they happened, the latest first. */
  latest(count: number): readonly StackEvent[] {
    this.byTime ??= this.all().toSorted(latestFirst);
    return this.byTime.slice(0, count);
  }

  /** Those with a larger id; all of them where it is larger than any that was given out here. */
  since(id: number): EventsSince {
    if (id > Math.max(this.lastId, this.startId)) return { events: this.all(), after: 0, missed: true };
    const at = this.placeOf(id);
    const isKnown = this.kept[at]?.event.id === id;
    // Given out before the start: nobody was there to see what happened until then.
    const isOlder = id > 0 && id < this.startId && !isKnown;
    return { events: this.all(isKnown ? at + 1 : at), after: id, missed: id < this.droppedId || isOlder };
  }

  /** @returns ends the listening */
  onAdd(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private all(from = 0): readonly StackEvent[] {
    return this.kept.slice(from).map(({ event }) => event);
  }

  private keep(event: NewEvent, { seenAtMs, isHistory }: EventsSeen): StackEvent | undefined {
    const seenId = Math.floor(seenAtMs * MICROSECONDS_A_MILLISECOND);
    if (!isHistory) {
      const id = Math.max(seenId, this.lastId + 1);
      this.lastId = id;
      return this.insert(this.kept.length, { event: { id, ...event }, isHistory });
    }
    // A writer's clock that is ahead must not take the ids of what is to come.
    const ownId = Math.max(1, Math.min(Number(event.timeNs / NANOSECONDS_A_MICROSECOND), seenId));
    if (ownId < seenId - this.limits.historyMs * MICROSECONDS_A_MILLISECOND) {
      this.droppedId = Math.max(this.droppedId, ownId);
      return undefined;
    }
    let at = this.placeOf(ownId);
    let id = ownId;
    for (; this.kept[at]?.event.id === id; at += 1) id += 1;
    this.lastId = Math.max(this.lastId, id);
    return this.insert(at, { event: { id, ...event }, isHistory });
  }

  /** @returns undefined where there was no place for it */
  private insert(at: number, kept: Kept): StackEvent | undefined {
    this.kept.splice(at, 0, kept);
    if (kept.isHistory) this.historyCount += 1;
    const { history, events } = this.limits;
    const dropped = [
      ...(this.historyCount > history ? this.drop(this.kept.findIndex(({ isHistory }) => isHistory)) : []),
      ...(this.kept.length > events ? this.drop(0) : []),
    ];
    return dropped.includes(kept) ? undefined : kept.event;
  }

  private drop(at: number): readonly Kept[] {
    const dropped = this.kept.splice(at, 1);
    for (const { event, isHistory } of dropped) {
      this.droppedId = Math.max(this.droppedId, event.id);
      if (isHistory) this.historyCount -= 1;
    }
    return dropped;
  }

  /** Of the first one that has this id or a larger one. */
  private placeOf(id: number): number {
    let low = 0;
    let high = this.kept.length;
    // Nearly all come at the end.
    if (high === 0 || (this.kept[high - 1]?.event.id ?? 0) < id) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.kept[middle]?.event.id ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
