import type { Clock } from './clock.ts';

/** `viewer`: a page that somebody looks at. `peer`: another vipscope whose page somebody looks at. */
export type Watching = 'viewer' | 'peer';

export interface WatcherIntervals {
  /** While somebody watches. */
  readonly intervalMs: number;
  readonly idleIntervalMs: number;
}

export interface WatcherOptions extends WatcherIntervals {
  readonly collect: () => Promise<void>;
  readonly clock: Clock;
  /** `collect` threw; the watcher goes on. */
  readonly onError: (error: unknown) => void;
}

/** Collects on a timer: often while somebody watches, seldom while nobody does, and never twice at the same time. */
export class Watcher {
  private readonly options: WatcherOptions;

  constructor(options: WatcherOptions) {
    this.options = options;
  }

  /** Somebody watches until what this returns is called. */
  watch(): () => void {
    return () => undefined;
  }

  /** Somebody looked, and will probably look again soon. */
  touch(_by: Watching = 'viewer'): void {
    // A stub.
  }

  /** Whether pages are being looked at here; those of peers do not count. */
  get isWatched(): boolean {
    return false;
  }

  /** Resolves after the collection that is under way, or else one that begins now. */
  async now(): Promise<void> {
    await this.options.collect();
  }

  reconfigure(_intervals: WatcherIntervals): void {
    // A stub.
  }

  /** Resolves when no collection is under way any more. */
  async close(): Promise<void> {
    // A stub.
  }
}
