import type { QueryEvent, WorkerMessage } from './worker-data.ts';

/** Events of one message. */
const BATCH = 1_000;
/** Messages that may wait for the main thread; beyond them events are counted, not kept. */
const MAX_BACKLOG = 64;
/** Timeouts of one tick that are told one by one: a dead server makes as many as it would have answers. */
const MAX_TIMEOUTS = 200;

/** Tells the main thread of single queries, in bounded memory. */
export class EventOutbox {
  readonly #post: (message: WorkerMessage) => void;
  readonly #backlog: Int32Array;
  #events: QueryEvent[] = [];
  #timeouts = 0;
  #leftOut = 0;

  constructor(post: (message: WorkerMessage) => void, backlogMemory: SharedArrayBuffer) {
    this.#post = post;
    this.#backlog = new Int32Array(backlogMemory);
  }

  /** @param isBounded whether only the first few of a tick are told */
  add(event: QueryEvent, isBounded: boolean): void {
    if (isBounded && ++this.#timeouts > MAX_TIMEOUTS) this.#leftOut++;
    else this.#events.push(event);
    if (this.#events.length >= BATCH) this.#send();
  }

  /** Sends what has gathered; to be called a few times a second and at the end. */
  flush(): void {
    this.#timeouts = 0;
    if (this.#events.length > 0 || this.#leftOut > 0) this.#send();
  }

  #send(): void {
    if (Atomics.load(this.#backlog, 0) >= MAX_BACKLOG) this.#leftOut += this.#events.length;
    else {
      Atomics.add(this.#backlog, 0, 1);
      this.#post({ kind: 'events', events: this.#events, leftOut: this.#leftOut });
      this.#leftOut = 0;
    }
    this.#events = [];
  }
}
