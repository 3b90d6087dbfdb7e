import type { ClockSample } from '../../../live/clock-offset.ts';
import type { NewEvent } from '../../../model/stack-event.ts';

/** What a feed has told by the end of a run. */
export interface FeedResult {
  /** As given. */
  readonly source: string;
  /** Whose events these are; undefined where it never told. */
  readonly node: string | undefined;
  readonly events: readonly NewEvent[];
  /** How the clock of its events differs from this host's; undefined: it is taken for this host's. */
  readonly clock: ClockSample | undefined;
  /** What may be missing and whose clock it has, one line each. */
  readonly remarks: readonly string[];
}

/** Something that tells events while a run goes on. None of its methods rejects. */
export interface EventFeed {
  /** Reads what is there already. @returns why it cannot be read; undefined: it can */
  begin(): Promise<string | undefined>;
  /** Reads once more and ends. */
  end(): Promise<FeedResult>;
}

/** Of one feed; a stack that changes more often than that is not understood by its single events. */
export const MOST_EVENTS = 10_000;
