import type { Clock } from './clock.ts';
import { collectionDelayMs } from './collection-delay.ts';

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

/** Who loaded a page is taken to look at it for so long; with a stream it is known. */
const TOUCH_MS = 30_000;

/** Collects on a timer: often while somebody watches, seldom while nobody does, and never twice at the same time. */
export class Watcher {
  private readonly options: WatcherOptions;
  private intervals: WatcherIntervals;
  private streams = 0;
  /** When the last touch of each is over. */
  private readonly touchedToMs: Record<Watching, number> = { viewer: -1, peer: -1 };
  private begunMs: number | undefined;
  private durationMs = 0;
  private running: Promise<void> | undefined;
  private callOff: () => void;
  private isClosed = false;

  constructor(options: WatcherOptions) {
    this.options = options;
    this.intervals = options;
    this.callOff = options.clock.after(0, () => void this.now());
  }

  /** Somebody watches until what this returns is called. */
  watch(): () => void {
    this.streams += 1;
    this.hurry();
    let isOver = false;
    return () => {
      if (!isOver) this.streams -= 1;
      isOver = true;
    };
  }

  /** Somebody looked, and will probably look again soon. */
  touch(by: Watching = 'viewer'): void {
    this.touchedToMs[by] = this.options.clock.elapsedMs() + TOUCH_MS;
    this.hurry();
  }

  /** Whether pages are being looked at here; those of peers do not count. */
  get isWatched(): boolean {
    return this.streams > 0 || this.isTouched('viewer');
  }

  /** Resolves after the collection that is under way, or else one that begins now. */
  now(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    this.running ??= this.run();
    return this.running;
  }

  /** Like {@link now}, unless the last collection is as young as if somebody had been watching. */
  fresh(): Promise<void> {
    return this.isOlderThan(this.intervals.intervalMs) ? this.now() : Promise.resolve();
  }

  reconfigure(intervals: WatcherIntervals): void {
    this.intervals = intervals;
    this.hurry();
  }

  /** Resolves when no collection is under way any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.callOff();
    await this.running;
  }

  private isTouched(by: Watching): boolean {
    return this.options.clock.elapsedMs() < this.touchedToMs[by];
  }

  private get intervalMs(): number {
    const { intervalMs, idleIntervalMs } = this.intervals;
    return this.isWatched || this.isTouched('peer') ? intervalMs : idleIntervalMs;
  }

  private async run(): Promise<void> {
    this.callOff();
    const { clock, collect, onError } = this.options;
    const begunMs = clock.elapsedMs();
    try {
      await collect();
    } catch (error) {
      onError(error);
    }
    this.begunMs = begunMs;
    this.durationMs = clock.elapsedMs() - begunMs;
    this.running = undefined;
    this.schedule();
  }

  /** Brings the next collection forward to what the interval is now; what was shown may be old by then. */
  private hurry(): void {
    if (this.running !== undefined || this.begunMs === undefined) return;
    if (this.isOlderThan(this.intervalMs)) void this.now();
    else this.schedule();
  }

  /** However many ask, as much time is left free as the last collection took. */
  private isOlderThan(intervalMs: number): boolean {
    return this.begunMs === undefined || this.sinceBegunMs >= Math.max(intervalMs, 2 * this.durationMs);
  }

  private get sinceBegunMs(): number {
    return this.options.clock.elapsedMs() - (this.begunMs ?? 0);
  }

  private schedule(): void {
    this.callOff();
    if (this.isClosed) return;
    const { clock } = this.options;
    const delayMs = collectionDelayMs({
      wallMs: clock.wallMs(),
      sinceBegunMs: this.sinceBegunMs,
      durationMs: this.durationMs,
      intervalMs: this.intervalMs,
    });
    this.callOff = clock.after(delayMs, () => void this.now());
  }
}
