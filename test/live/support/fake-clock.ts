import type { Clock } from '../../../src/live/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly call: () => void;
}

/** A clock that goes on when it is told to. */
export class FakeClock implements Clock {
  private elapsed = 0;
  private wallOffsetMs: number;
  private timers: Timer[] = [];

  constructor(startMs = 1_000_000_000_000) {
    this.wallOffsetMs = startMs;
  }

  wallMs(): number {
    return this.wallOffsetMs + this.elapsed;
  }

  elapsedMs(): number {
    return this.elapsed;
  }

  after(delayMs: number, call: () => void): () => void {
    const timer = { dueMs: this.elapsed + delayMs, call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Somebody sets the clock; timers go by the time that passes. */
  setWall(wallMs: number): void {
    this.wallOffsetMs = wallMs - this.elapsed;
  }

  /** Lets time pass: timers one after the other, each with all that it brings about at once. */
  async advance(ms: number): Promise<void> {
    const endMs = this.elapsed + ms;
    await settled();
    for (let next = this.nextBy(endMs); next !== undefined; next = this.nextBy(endMs)) {
      const timer = next;
      this.timers = this.timers.filter((other) => other !== timer);
      this.elapsed = Math.max(this.elapsed, timer.dueMs);
      timer.call();
      await settled();
    }
    this.elapsed = endMs;
  }

  private nextBy(endMs: number): Timer | undefined {
    return this.timers.filter(({ dueMs }) => dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
  }
}

/** Resolves when nothing is left to be done at this time. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
