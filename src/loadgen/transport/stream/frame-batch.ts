import { longestMessage } from '../message-bytes.ts';
import type { TransportContext } from '../transport.ts';
import { PREFIX_BYTES } from './frame-reader.ts';

/** What one write should hold at most; a single message may be as long as that. */
const WRITE_BYTES = 65_536;

/** The engine's batch as one piece of a stream: RFC 7766 §8 wants length and message in one segment. */
export class FrameBatch {
  /** Most queries of one write. */
  readonly capacity: number;
  readonly #context: TransportContext;
  readonly #frameBytes: number;
  #bytes: Uint8Array;

  constructor(context: TransportContext) {
    this.#context = context;
    this.#frameBytes = PREFIX_BYTES + longestMessage(context.pool, context.shape);
    const fitting = Math.max(1, Math.floor(WRITE_BYTES / this.#frameBytes));
    this.capacity = Math.min(fitting, context.engine.batch.length);
    this.#bytes = new Uint8Array(this.capacity * this.#frameBytes);
  }

  /** Lays out the first `count` queries of the engine's batch. @returns their frames, valid until the next call */
  write(count: number): Uint8Array {
    const { engine, slots, messages, shape } = this.#context;
    const nowSeconds = shape.sign === undefined ? 0 : Date.now() / 1e3;
    let end = 0;
    for (let place = 0; place < count; place++) {
      const slot = engine.batch[place] ?? 0;
      const into = this.#bytes.subarray(end + PREFIX_BYTES, end + this.#frameBytes);
      const length = messages.copy(slot, slots.query[slot] ?? 0, into, nowSeconds);
      this.#bytes[end] = length >>> 8;
      this.#bytes[end + 1] = length;
      end += PREFIX_BYTES + length;
    }
    return this.#bytes.subarray(0, end);
  }

  /** Leaves the last frames to the socket that has not sent them yet. */
  release(): void {
    this.#bytes = new Uint8Array(this.#bytes.length);
  }
}
