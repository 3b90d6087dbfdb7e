import type { EventTone } from '../../model/stack-event.ts';

/** Beyond these they are only counted. */
const MOST_ENTRIES = 20_000;

/** Something that happened, for people. */
export interface TimelineEntry {
  /** Since the scenario began. */
  readonly atSeconds: number;
  readonly kind: 'step' | 'event' | 'verdict' | 'load' | 'expectation' | 'note';
  /** The node or vipscope that it was seen on. */
  readonly where?: string;
  readonly text: string;
  readonly tone: EventTone;
}

/** What happened, as it becomes known. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  leftOut = 0;
  private readonly onEntry: (entry: TimelineEntry) => void;

  constructor(onEntry: (entry: TimelineEntry) => void) {
    this.onEntry = onEntry;
  }

  add(entry: TimelineEntry): void {
    if (this.entries.length >= MOST_ENTRIES) {
      this.leftOut += 1;
      return;
    }
    this.entries.push(entry);
    this.onEntry(entry);
  }

  /** By their time; what was read late stands where it happened. */
  sorted(): readonly TimelineEntry[] {
    return this.entries.toSorted((a, b) => a.atSeconds - b.atSeconds);
  }
}
