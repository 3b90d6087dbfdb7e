import type { CollectedBySubsystem, Outcome, Subsystem } from '../model/snapshot.ts';

/**
 * Reads one source and parses it. `collect` never rejects for what the source did: that is an outcome.
 * Whatever it throws all the same becomes `failed` in the scraper.
 */
export interface Collector<S extends Subsystem = Subsystem> {
  readonly subsystem: S;
  readonly source: string;
  /** What is read, without secrets. */
  readonly target: string;
  /** @param signal aborts at the scrape's deadline; the collector then ends promptly */
  collect(signal: AbortSignal): Promise<Outcome<CollectedBySubsystem[S]>>;
  /** Releases sockets, children and timers. Called once. */
  close(): Promise<void>;
}

/** Any collector; the union keeps `subsystem` and `collect` in step. */
export type AnyCollector = { [S in Subsystem]: Collector<S> }[Subsystem];
