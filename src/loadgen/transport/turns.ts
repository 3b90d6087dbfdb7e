/**
 * Calls `turn` on the event loop: at once where something came, or when a time is over. A turn comes after all that
 * one wake-up has read, so answers are never behind sending.
 */
export class Turns {
  readonly #turn: () => void;
  readonly #failed: (error: unknown) => void;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = 0;
  #isOver = false;

  /** @param failed told of what `turn` throws; there is no further turn then */
  constructor(turn: () => void, failed: (error: unknown) => void) {
    this.#turn = turn;
    this.#failed = failed;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Another turn as soon as all that has come is read. */
  soon(): void {
    if (this.#immediate !== undefined || this.#isOver) return;
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#take();
    });
  }

  /** Another turn no later than that. Node.js has timers of whole milliseconds, so a rate is kept in steps of one. */
  within(waitUs: number): void {
    if (this.#isOver) return;
    const waitMs = Math.max(1, Math.ceil(waitUs / 1e3));
    const dueMs = performance.now() + waitMs;
    // A timer that rings too early only finds nothing to do; setting it anew for every answer costs more.
    if (this.#timer !== undefined && this.#timerDueMs <= dueMs) return;
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#take();
    }, waitMs);
  }

  /** No further turns. */
  end(): void {
    this.#isOver = true;
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
  }

  #take(): void {
    if (this.#isOver) return;
    try {
      this.#turn();
    } catch (error) {
      this.end();
      this.#failed(error);
    }
  }
}
