/**
 * Calls `turn` on the event loop: at once where something came, or when a time is over. A turn comes after all that
 * one wake-up has read, so answers are never behind sending.
 */
export class Turns {
  readonly #turn: () => void;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = 0;
  #isRunning = false;
  #ended: () => void = () => undefined;
  #failed: (error: unknown) => void = () => undefined;

  constructor(turn: () => void) {
    this.#turn = turn;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Takes turns until {@link end}. Rejects with what `turn` throws, or what {@link fail} is told. */
  run(): Promise<void> {
    this.#isRunning = true;
    this.soon();
    return new Promise((resolve, reject) => {
      this.#ended = resolve;
      this.#failed = reject;
    });
  }

  /** Another turn as soon as all that has come is read. */
  soon(): void {
    if (this.#immediate !== undefined || !this.#isRunning) return;
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#take();
    });
  }

  /** Another turn no later than that. Node.js has timers of whole milliseconds, so a rate is kept in steps of one. */
  within(waitUs: number): void {
    if (!this.#isRunning) return;
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
    this.#stop();
    this.#ended();
  }

  /** No further turns, for this reason. */
  fail(error: unknown): void {
    this.#stop();
    this.#failed(error);
  }

  #stop(): void {
    this.#isRunning = false;
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
  }

  #take(): void {
    try {
      this.#turn();
    } catch (error) {
      this.fail(error);
    }
  }
}
