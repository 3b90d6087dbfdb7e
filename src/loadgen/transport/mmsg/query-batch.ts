import { getSystemErrorName } from 'node:util';
import type { TransportContext } from '../transport.ts';
import type { Address, Libc } from './libc.ts';
import { NativeMemory } from './native-memory.ts';
import { SendBatch } from './send-batch.ts';

/** Room for a query: name, OPT with options and TSIG. */
const MESSAGE_BYTES = 4096;

/** The engine's batch as a {@link SendBatch}: each query's head, question and tail where they are, or one signed copy. */
export class QueryBatch {
  readonly #context: TransportContext;
  readonly #batch: SendBatch;
  readonly #heads: Address;
  readonly #questions: Address;
  readonly #tail: NativeMemory;
  #copiedTail: Uint8Array | undefined;
  #tailLength = 0;
  readonly #signed: NativeMemory | undefined;
  readonly #lengths: Uint32Array;
  readonly #segmentsRefused = (errno: number): void =>
    this.#context.warn(
      `datagrams go one by one: the kernel refused UDP_SEGMENT with ${getSystemErrorName(-errno)}`,
    );

  constructor(libc: Libc, context: TransportContext, capacity: number) {
    this.#context = context;
    this.#lengths = new Uint32Array(capacity);
    this.#batch = new SendBatch(libc, capacity, context.plan.gso ? this.#segmentsRefused : undefined);
    this.#heads = libc.addressOf(context.messages.heads);
    this.#questions = libc.addressOf(context.pool.questions);
    this.#tail = new NativeMemory(libc, MESSAGE_BYTES);
    if (context.shape.sign !== undefined) this.#signed = new NativeMemory(libc, capacity * MESSAGE_BYTES);
  }

  /** Lays out the first `count` queries of the engine's batch. */
  prepare(count: number): void {
    if (this.#signed !== undefined) this.#prepareSigned(this.#signed, count);
    else {
      if (this.#context.plan.gso) this.#sort(count);
      this.#preparePieces(count);
    }
  }

  /** @returns how many the kernel took, or the negative errno of the first */
  send(fd: number, from: number, to: number): number {
    return this.#batch.send(fd, from, to);
  }

  /**
   * Puts messages of one length side by side, longer ones first, so that they can go as one buffer. The queries of one
   * batch leave at one moment, whatever their order. Insertion is the quickest for so few, and has nothing to do where
   * all are of one length.
   */
  #sort(count: number): void {
    const { engine, slots, messages } = this.#context;
    const { batch } = engine;
    const lengths = this.#lengths;
    for (let place = 0; place < count; place++) {
      const slot = batch[place] ?? 0;
      const length = messages.messageLength(slot, slots.query[slot] ?? 0);
      let at = place;
      for (; at > 0 && (lengths[at - 1] ?? 0) < length; at--) {
        batch[at] = batch[at - 1] ?? 0;
        lengths[at] = lengths[at - 1] ?? 0;
      }
      batch[at] = slot;
      lengths[at] = length;
    }
  }

  #preparePieces(count: number): void {
    const { engine, slots, messages } = this.#context;
    if (this.#context.shape.tail !== this.#copiedTail) this.#copyTail();
    for (let place = 0; place < count; place++) {
      const slot = engine.batch[place] ?? 0;
      const query = slots.query[slot] ?? 0;
      this.#batch.setPiece(place, 0, this.#heads + slot * messages.headStride, messages.headLength(slot));
      this.#batch.setPiece(
        place,
        1,
        this.#questions + messages.questionStart(query),
        messages.questionLength(query),
      );
      this.#batch.setPiece(place, 2, this.#tail.address, this.#tailLength);
      this.#batch.setPieceCount(place, this.#tailLength === 0 ? 2 : 3);
    }
  }

  #prepareSigned(memory: NativeMemory, count: number): void {
    const { engine, slots, messages } = this.#context;
    const nowSeconds = Date.now() / 1e3;
    for (let place = 0; place < count; place++) {
      const slot = engine.batch[place] ?? 0;
      const from = place * MESSAGE_BYTES;
      const into = memory.bytes.subarray(from, from + MESSAGE_BYTES);
      const length = messages.copy(slot, slots.query[slot] ?? 0, into, nowSeconds);
      this.#batch.setPiece(place, 0, memory.address + from, length);
      this.#batch.setPieceCount(place, 1);
    }
  }

  /** The tail is another array when a cookie was learned. */
  #copyTail(): void {
    const { tail } = this.#context.shape;
    this.#tail.bytes.set(tail);
    this.#copiedTail = tail;
    this.#tailLength = tail.length;
  }
}
