import type { SharedFault } from './faults.ts';

/** What a responder saw and did. */
export interface ResponderStats {
  readonly received: number;
  /** Datagrams that left, duplicates too. */
  readonly answered: number;
  /** Not answered because told to be silent. */
  readonly silenced: number;
  /** Not answered because no query: too short for a header, or an answer itself. */
  readonly ignored: number;
  /** Not answered because too many waited for their time. */
  readonly overflowed: number;
  readonly sendErrors: number;
  /** Not answered because they came in a blackout. */
  readonly blackedOut: number;
  /** From the last query before the blackout to the first one after it. */
  readonly blackoutGapMs: number;
  /** How often each fault fell on an answer. */
  readonly faults: Readonly<Record<SharedFault, number>>;
  /** Different source ports seen. */
  readonly sourcePorts: number;
  /** Datagrams that did not fit the socket's receive buffer. */
  readonly socketDrops: number;
  /** Queries that came in each 10 ms from the first on; empty unless asked for. */
  readonly slices: readonly number[];
}
