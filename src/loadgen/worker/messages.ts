import type { QueryPool } from '../queries/query-pool.ts';
import type { QueryShape } from '../shaping/query-shape.ts';
import { HEADER_BYTES, HEADER_REST_BYTES, MAX_LABEL_BYTES } from '../wire/constants.ts';
import { isSameName, isSameQuestion, mayLackQuestion } from '../wire/question-match.ts';

/** Head of a query without a prefix, in whole words. */
const HEAD_STRIDE = 16;

/**
 * The bytes of the queries in flight: head (header and prefix label) of each slot, its question where the pool has
 * it, and the tail that all share. Nothing is joined unless a transport needs it in one piece.
 */
export class Messages {
  /** Head of slot `s` at `s × headStride`, over a SharedArrayBuffer. */
  readonly heads: Uint8Array;
  readonly headStride: number;
  readonly #pool: QueryPool;
  readonly #shape: QueryShape;
  readonly #prefixLengths: Uint8Array;

  constructor(pool: QueryPool, shape: QueryShape, slots: number) {
    this.#pool = pool;
    this.#shape = shape;
    this.headStride = HEAD_STRIDE + (shape.writePrefix === undefined ? 0 : MAX_LABEL_BYTES + 1);
    this.heads = new Uint8Array(new SharedArrayBuffer(slots * this.headStride));
    this.#prefixLengths = new Uint8Array(slots);
    for (let slot = 0; slot < slots; slot++) this.heads.set(shape.header, slot * this.headStride + 2);
  }

  /** Makes the head of a query. */
  prepare(slot: number, id: number, query: number, sequence: number): void {
    const at = slot * this.headStride;
    this.heads[at] = id >>> 8;
    this.heads[at + 1] = id;
    const { headers } = this.#pool;
    if (headers !== undefined) {
      const from = query * HEADER_REST_BYTES;
      for (let byte = 0; byte < HEADER_REST_BYTES; byte++)
        this.heads[at + 2 + byte] = headers[from + byte] ?? 0;
    }
    if (this.#shape.writePrefix !== undefined)
      this.#prefixLengths[slot] = this.#shape.writePrefix(sequence, this.heads, at + HEADER_BYTES);
  }

  headLength(slot: number): number {
    return HEADER_BYTES + (this.#prefixLengths[slot] ?? 0);
  }

  questionStart(query: number): number {
    return this.#pool.offsets[query] ?? 0;
  }

  questionLength(query: number): number {
    return (this.#pool.offsets[query + 1] ?? 0) - (this.#pool.offsets[query] ?? 0);
  }

  /** Bytes of a whole message, as it is sent. */
  messageLength(slot: number, query: number): number {
    const { tail, signatureBytes = 0 } = this.#shape;
    return this.headLength(slot) + this.questionLength(query) + tail.length + signatureBytes;
  }

  /** Writes a whole message, signed where queries are. @returns its length */
  copy(slot: number, query: number, into: Uint8Array, nowSeconds: number): number {
    const head = this.headLength(slot);
    const from = this.questionStart(query);
    const question = this.questionLength(query);
    const at = slot * this.headStride;
    into.set(this.heads.subarray(at, at + head));
    into.set(this.#pool.questions.subarray(from, from + question), head);
    into.set(this.#shape.tail, head + question);
    const length = head + question + this.#shape.tail.length;
    return this.#shape.sign === undefined ? length : this.#shape.sign(into, length, nowSeconds);
  }

  /** Whether an answer of `length` bytes at `at` repeats the question of a query, or may go without. */
  answers(slot: number, query: number, bytes: Uint8Array, at: number, length: number): boolean {
    const questions = ((bytes[at + 4] ?? 0) << 8) | (bytes[at + 5] ?? 0);
    if (questions === 0) return mayLackQuestion(bytes.subarray(at, at + length));
    // A binary message is matched by its id alone: its question is whatever the recording has.
    if (this.#pool.headers !== undefined) return true;
    const prefix = this.#prefixLengths[slot] ?? 0;
    const question = this.questionLength(query);
    if (questions !== 1 || length < HEADER_BYTES + prefix + question) return false;
    const asked = at + HEADER_BYTES;
    return (
      (prefix === 0 || isSameName(this.heads, slot * this.headStride + HEADER_BYTES, bytes, asked, prefix)) &&
      isSameQuestion(this.#pool.questions, this.questionStart(query), bytes, asked + prefix, question)
    );
  }
}
