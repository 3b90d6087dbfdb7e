import { type FSWatcher, watch } from 'node:fs';
import { errorCode } from './abort.ts';

export interface PollLoopOptions {
  /** Never rejects. */
  readonly poll: () => Promise<void>;
  readonly intervalMs: number;
  /** A change of this file brings the next poll forward, but not nearer to the last one than `soonestMs`. */
  readonly watched?: { readonly path: string; readonly soonestMs: number };
}

/** Polls on an interval, sooner when a file changes, and at once when asked; never twice at the same time. */
export class PollLoop {
  private readonly options: PollLoopOptions;
  private timer: NodeJS.Timeout | undefined;
  private watcher: FSWatcher | undefined;
  private changed = false;
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;
  private closed = false;

  constructor(options: PollLoopOptions) {
    this.options = options;
    this.schedule(0);
  }

  /** Resolves after a poll that began after this call. */
  now(): Promise<void> {
    if (this.running === undefined) return this.run();
    this.queued ??= this.running.then(() => this.run());
    return this.queued;
  }

  /** Resolves when no poll is under way any more. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.watcher?.close();
    await this.running;
  }

  private run(): Promise<void> {
    this.queued = undefined;
    if (this.closed) return Promise.resolve();
    clearTimeout(this.timer);
    this.changed = false;
    this.watch();
    this.running = this.options.poll().finally(() => {
      this.running = undefined;
      this.schedule(this.delayMs());
    });
    return this.running;
  }

  private delayMs(): number {
    const { intervalMs, watched } = this.options;
    return this.changed && watched !== undefined ? watched.soonestMs : intervalMs;
  }

  private schedule(delayMs: number): void {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(), delayMs).unref();
  }

  /** Told once: a busy log changes thousands of times a second. Armed anew with each poll, for the file of that name then. */
  private watch(): void {
    const { watched } = this.options;
    if (watched === undefined) return;
    this.watcher?.close();
    try {
      this.watcher = watch(watched.path, { persistent: false }, () => this.onChange());
      this.watcher.once('error', () => this.onChange());
    } catch (error) {
      // Not there yet, or no inotify watch left (fs.inotify.max_user_watches): the interval alone has to do.
      if (errorCode(error) === '') throw error;
      this.watcher = undefined;
    }
  }

  private onChange(): void {
    this.watcher?.close();
    this.watcher = undefined;
    this.changed = true;
    if (this.running === undefined) this.schedule(this.delayMs());
  }
}
