import { RestingIds } from './resting-ids.ts';

/** What became of an id since it was last used; a slot in flight has its number plus one instead. */
const NEVER_USED = 0;
const ANSWERED = -1;
const TIMED_OUT = -2;
/** Timed out so long ago that the id may be used again. */
const TIMED_OUT_AND_FREE = -3;

/** Ids of 16 bits (RFC 1035 §4.1.1) for up to this many sockets; more sockets share as many ids, 4 MiB of memory. */
const SOCKETS_WITH_ALL_IDS = 16;
const ID_BITS = 16;
/** Fewer ids would come round too soon. */
const LEAST_ID_BITS = 10;
const NONE = -1;

/** What an answer's id says: a slot in flight (≥ 0), or one of these. */
export const ANSWER = { unexpected: -1, duplicate: -2, late: -3 } as const;

/**
 * The queries in flight of one worker: for each a slot with its id, its socket and its times, in the order of
 * sending. Ids of a socket are given out in turn, so each is reused after all others (oldest first), and those of
 * timed out queries rest for another timeout: a late answer finds no new query.
 */
export class Slots {
  readonly capacity: number;
  /** µs of the run's clock. */
  readonly sentUs: Float64Array;
  readonly intendedUs: Float64Array;
  /** Number of the query in the pool, and of the sending in the run. */
  readonly query: Uint32Array;
  readonly sequence: Float64Array;
  readonly #key: Uint32Array;
  /** What became of a slot's id when it was used last: so it is again if the query is not sent. */
  readonly #before: Int8Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #slotOfKey: Int32Array;
  readonly #nextId: Uint16Array;
  readonly #inFlightOfSocket: Uint32Array;
  readonly #resting: RestingIds;
  /** Ids that a socket gives out, from 0, and their bits: a key is its socket's number behind the id's bits. */
  readonly #ids: number;
  readonly #idBits: number;
  #firstFree = 0;
  #oldest = NONE;
  #newest = NONE;
  #count = 0;

  constructor(capacity: number, sockets: number, random: () => number) {
    this.capacity = capacity;
    this.sentUs = new Float64Array(capacity);
    this.intendedUs = new Float64Array(capacity);
    this.query = new Uint32Array(capacity);
    this.sequence = new Float64Array(capacity);
    this.#key = new Uint32Array(capacity);
    this.#before = new Int8Array(capacity);
    this.#next = Int32Array.from({ length: capacity }, (_none, slot) =>
      slot + 1 < capacity ? slot + 1 : NONE,
    );
    this.#previous = new Int32Array(capacity);
    const halvings = Math.ceil(Math.log2(Math.max(1, sockets / SOCKETS_WITH_ALL_IDS)));
    this.#idBits = Math.max(LEAST_ID_BITS, ID_BITS - halvings);
    this.#ids = 2 ** this.#idBits;
    this.#slotOfKey = new Int32Array(sockets * this.#ids);
    this.#nextId = Uint16Array.from({ length: sockets }, () => Math.floor(random() * this.#ids));
    this.#inFlightOfSocket = new Uint32Array(sockets);
    this.#resting = new RestingIds();
  }

  /** Queries in flight. */
  get count(): number {
    return this.#count;
  }

  /** Queries in flight on one socket. */
  countOf(socket: number): number {
    return this.#inFlightOfSocket[socket] ?? 0;
  }

  idOf(slot: number): number {
    return (this.#key[slot] ?? 0) & (this.#ids - 1);
  }

  socketOf(slot: number): number {
    return (this.#key[slot] ?? 0) >>> this.#idBits;
  }

  /** The query that has waited longest, or -1. */
  get oldest(): number {
    return this.#oldest;
  }

  /** Takes a slot and an id of a socket, at the end of the order. @returns -1 when there is none */
  take(socket: number): number {
    const slot = this.#firstFree;
    if (slot === NONE) return NONE;
    const key = this.#freeKey(socket);
    if (key === NONE) return NONE;
    this.#firstFree = this.#next[slot] ?? NONE;
    this.#key[slot] = key;
    this.#before[slot] = this.#slotOfKey[key] ?? NEVER_USED;
    this.#slotOfKey[key] = slot + 1;
    this.#next[slot] = NONE;
    this.#previous[slot] = this.#newest;
    if (this.#newest === NONE) this.#oldest = slot;
    else this.#next[this.#newest] = slot;
    this.#newest = slot;
    this.#count++;
    this.#inFlightOfSocket[socket] = this.countOf(socket) + 1;
    return slot;
  }

  /** The slot that an answer belongs to, or what else it is (`ANSWER`). */
  find(socket: number, id: number): number {
    if (id >= this.#ids) return ANSWER.unexpected;
    const state = this.#slotOfKey[socket * this.#ids + id] ?? NEVER_USED;
    if (state > 0) return state - 1;
    if (state === NEVER_USED) return ANSWER.unexpected;
    return state === ANSWERED ? ANSWER.duplicate : ANSWER.late;
  }

  /** Ends a query that was answered. */
  answered(slot: number): void {
    this.#release(slot, ANSWERED);
  }

  /** Ends a query that waited too long; its id rests until `restUntilUs`. */
  timedOut(slot: number, restUntilUs: number): void {
    this.#resting.add(this.#key[slot] ?? 0, restUntilUs);
    this.#release(slot, TIMED_OUT);
  }

  /**
   * Takes back a query that was not sent. Its id is the next one again if none was given out since; else it waits for
   * its turn, for those behind it may have been sent.
   */
  undo(slot: number): void {
    const socket = this.socketOf(slot);
    const id = this.idOf(slot);
    if (this.#nextId[socket] === ((id + 1) & (this.#ids - 1))) this.#nextId[socket] = id;
    this.#release(slot, this.#before[slot] ?? NEVER_USED);
  }

  /** Ends a query that the kernel refused to send. */
  refused(slot: number): void {
    this.#release(slot, this.#before[slot] ?? NEVER_USED);
  }

  /** Frees ids whose rest is over. */
  wake(nowUs: number): void {
    for (let key = this.#resting.due(nowUs); key !== NONE; key = this.#resting.due(nowUs))
      this.#slotOfKey[key] = TIMED_OUT_AND_FREE;
  }

  /** Forgets what a socket's ids were used for: it has another port now. */
  forget(socket: number): void {
    const from = socket * this.#ids;
    this.#slotOfKey.fill(NEVER_USED, from, from + this.#ids);
    this.#resting.drop(from, from + this.#ids);
  }

  #freeKey(socket: number): number {
    let id = this.#nextId[socket] ?? 0;
    for (let tried = 0; tried < this.#ids; tried++) {
      const key = socket * this.#ids + id;
      const state = this.#slotOfKey[key] ?? NEVER_USED;
      id = (id + 1) & (this.#ids - 1);
      if (state > 0 || state === TIMED_OUT) continue;
      this.#nextId[socket] = id;
      return key;
    }
    return NONE;
  }

  #release(slot: number, state: number): void {
    const key = this.#key[slot] ?? 0;
    const before = this.#previous[slot] ?? NONE;
    const after = this.#next[slot] ?? NONE;
    if (before === NONE) this.#oldest = after;
    else this.#next[before] = after;
    if (after === NONE) this.#newest = before;
    else this.#previous[after] = before;
    this.#slotOfKey[key] = state;
    this.#next[slot] = this.#firstFree;
    this.#firstFree = slot;
    this.#count--;
    const socket = key >>> this.#idBits;
    this.#inFlightOfSocket[socket] = this.countOf(socket) - 1;
  }
}
