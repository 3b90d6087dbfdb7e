/** Words of the memory that the main thread steers all workers with. */
const GO = 0;
const ABORT = 1;
const RATE_EPOCH = 2;
/** Doubles begin at a multiple of eight bytes. */
const WORDS = 4;
/** Doubles behind the words. */
const START_US = 0;
const STOP_US = 1;
const RATE_QPS = 2;
const RATE_SINCE_US = 3;
const DOUBLES = 4;

/** A rate that the main thread sets while the run goes on; its number rises with each. */
export interface SteeredRate {
  readonly epoch: number;
  readonly qps: number;
  readonly sinceUs: number;
}

/** Memory for {@link RunControl}. */
export function allocateControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(WORDS * 4 + DOUBLES * 8);
}

/**
 * How the main thread starts, steers and stops workers that never return to their event loop. Times are in µs of the
 * run's clock.
 */
export class RunControl {
  readonly #words: Int32Array;
  readonly #doubles: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory, 0, WORDS);
    this.#doubles = new Float64Array(memory, WORDS * 4, DOUBLES);
  }

  /** Lets all workers go at one moment. */
  start(startUs: number, stopUs: number): void {
    this.#doubles[START_US] = startUs;
    this.#doubles[STOP_US] = stopUs;
    Atomics.store(this.#words, GO, 1);
    Atomics.notify(this.#words, GO);
  }

  /** Blocks the thread until the start or an abort. @returns false when there will be no run */
  waitForStart(): boolean {
    while (Atomics.load(this.#words, GO) === 0 && !this.aborted) Atomics.wait(this.#words, GO, 0, 100);
    return !this.aborted;
  }

  get startUs(): number {
    return this.#doubles[START_US] ?? 0;
  }

  /** End of the window; nothing is sent from then on. */
  get stopUs(): number {
    return this.#doubles[STOP_US] ?? 0;
  }

  /** Ends the window earlier. */
  stopAt(stopUs: number): void {
    this.#doubles[STOP_US] = Math.min(this.stopUs, stopUs);
  }

  /** No more waiting for answers either. */
  abort(): void {
    Atomics.store(this.#words, ABORT, 1);
    Atomics.notify(this.#words, GO);
  }

  get aborted(): boolean {
    return Atomics.load(this.#words, ABORT) !== 0;
  }

  /** Sets the rate of all workers together from a moment on. */
  steer(qps: number, sinceUs: number): void {
    this.#doubles[RATE_QPS] = qps;
    this.#doubles[RATE_SINCE_US] = sinceUs;
    Atomics.add(this.#words, RATE_EPOCH, 1);
  }

  get rateEpoch(): number {
    return Atomics.load(this.#words, RATE_EPOCH);
  }

  get rate(): SteeredRate {
    return {
      epoch: this.rateEpoch,
      qps: this.#doubles[RATE_QPS] ?? 0,
      sinceUs: this.#doubles[RATE_SINCE_US] ?? 0,
    };
  }
}
