import type { Segment } from '../settings.ts';
import { HEADER_REST_BYTES } from '../wire/constants.ts';
import type { Directives } from './directives.ts';
import { InputError } from './input-error.ts';
import type { InputLimits } from './input-limits.ts';
import { passOrder } from './pass-order.ts';
import type { QueryPool, Stage } from './query-pool.ts';
import { SharedBytes, SharedNumbers } from './shared-column.ts';

/**
 * Collects the queries of an input that this machine sends. Of the places in the order of the input, each machine of n
 * takes every n-th: together they send the input once, and each keeps no more than its share.
 */
export class PoolBuilder {
  /** Queries read, other machines' too. */
  read = 0;
  /** Queries kept. */
  count = 0;
  /** Where the next question goes in `room()`. */
  at = 0;
  /** Directives before the first query. */
  leading: Directives = {};
  readonly #segment: Segment;
  readonly #limits: InputLimits;
  readonly #questions: SharedBytes;
  readonly #offsets: SharedNumbers;
  #headers: SharedBytes | undefined;
  #repeats: SharedNumbers | undefined;
  #weights: SharedNumbers | undefined;
  #changed: Directives = {};
  readonly #stages: Stage[] = [];
  /** Places read, modulo the number of machines. */
  #phase = 0;
  #placesKept = 0;

  constructor(segment: Segment, limits: InputLimits) {
    this.#segment = segment;
    this.#limits = limits;
    this.#questions = new SharedBytes(limits.questionBytes);
    this.#offsets = new SharedNumbers(limits.queries + 1);
  }

  /** Questions, with room for `bytes` more behind `at`. @throws InputError where the pool is full */
  room(bytes: number): Uint8Array {
    if (!this.#questions.reserve(this.at + bytes)) {
      throw new InputError(
        `the queries take more than ${this.#limits.questionBytes} bytes; let several machines share them (--segment)`,
      );
    }
    return this.#questions.view;
  }

  /**
   * Takes the question that was written from `at` to `end`.
   *
   * @param header the ten bytes of a binary message
   * @returns its number; -1: it is another machine's
   * @throws InputError where there are too many
   */
  add(end: number, repeat: number, weight: number, header?: Uint8Array): number {
    this.read += 1;
    const kept = this.#share(repeat * weight);
    if (kept === 0) return -1;
    const query = this.count;
    if (query >= this.#limits.queries) {
      throw new InputError(
        `more than ${this.#limits.queries} queries; let several machines share them (--segment)`,
      );
    }
    this.at = end;
    this.count += 1;
    this.#offsets.set(this.count, end);
    if (header !== undefined) this.#addHeader(query, header);
    if (repeat * weight > 1) this.#multiply(query, kept, weight);
    return query;
  }

  /** @returns false where there are more changes than are kept */
  change(directives: Directives): boolean {
    if (this.read === 0) {
      this.leading = { ...this.leading, ...directives };
      return true;
    }
    const replaced = this.#stages.at(-1)?.firstQuery === this.count;
    if (!replaced && this.#stages.length >= this.#limits.stages) return false;
    if (replaced) this.#stages.pop();
    this.#changed = { ...this.#changed, ...directives };
    this.#stages.push({ firstQuery: this.count, ...this.#changed });
    return true;
  }

  /** @param random shuffles the order of a pass */
  finish(random: (() => number) | undefined): QueryPool {
    const { count } = this;
    const stages = this.#stages.filter(({ firstQuery }) => firstQuery < count);
    const order = passOrder({
      count,
      stages,
      ...(this.#repeats && { repeats: this.#repeats.take(count) }),
      ...(this.#weights && { weights: this.#weights.take(count) }),
      ...(random && { random }),
    });
    return {
      count,
      questions: this.#questions.take(this.at),
      offsets: this.#offsets.take(count + 1),
      ...(order && { order }),
      ...(this.#headers && { headers: this.#headers.take(count * HEADER_REST_BYTES) }),
      stages,
    };
  }

  /** How many of the next `places` in the input are this machine's. */
  #share(places: number): number {
    const { index, count } = this.#segment;
    if (count === 1) return places;
    const upTo = (place: number): number => Math.floor((place - index) / count);
    const end = this.#phase + places;
    const kept = upTo(end) - upTo(this.#phase);
    this.#phase = end % count;
    return kept;
  }

  #multiply(query: number, kept: number, weight: number): void {
    this.#placesKept += kept;
    if (this.#placesKept > this.#limits.places) {
      throw new InputError(
        `a pass has more than ${this.#limits.places} places: lower the counts of x and w=`,
      );
    }
    // Where a share of a weighted row cannot be rows of one length, its queries are spread singly.
    const rows = Math.min(weight, kept);
    const turns = kept % rows === 0 ? rows : kept;
    if (turns > 1) {
      this.#weights ??= new SharedNumbers(this.#limits.queries);
      this.#weights.set(query, turns);
    }
    if (kept > turns) {
      this.#repeats ??= new SharedNumbers(this.#limits.queries);
      this.#repeats.set(query, kept / turns);
    }
  }

  #addHeader(query: number, header: Uint8Array): void {
    this.#headers ??= new SharedBytes(this.#limits.questionBytes);
    const at = query * HEADER_REST_BYTES;
    if (!this.#headers.reserve(at + HEADER_REST_BYTES)) {
      throw new InputError(`the headers of messages take more than ${this.#limits.questionBytes} bytes`);
    }
    this.#headers.view.set(header, at);
  }
}
