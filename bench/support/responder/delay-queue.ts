/**
 * Numbers of slots by the time they are due; of those due at once, the first that came is the first to go.
 * A binary heap in typed arrays, because the responder's loop allocates nothing.
 */
export class DelayQueue {
  readonly #heap: Uint32Array;
  readonly #dueUs: Float64Array;
  readonly #order: Float64Array;
  #length = 0;
  #pushed = 0;

  /** @param capacity slots are 0 … capacity − 1, each at most once in the queue */
  constructor(capacity: number) {
    this.#heap = new Uint32Array(capacity);
    this.#dueUs = new Float64Array(capacity);
    this.#order = new Float64Array(capacity);
  }

  /** When the next is due; Infinity when there is none. */
  nextDueUs(): number {
    return this.#length === 0 ? Number.POSITIVE_INFINITY : (this.#dueUs[this.#heap[0] ?? 0] ?? 0);
  }

  push(slot: number, dueUs: number): void {
    this.#dueUs[slot] = dueUs;
    this.#order[slot] = this.#pushed++;
    let place = this.#length++;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      const above = this.#heap[parent] ?? 0;
      if (this.#precedes(above, slot)) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = slot;
  }

  /** Takes the next one out. @returns its slot, -1 when there is none */
  pop(): number {
    if (this.#length === 0) return -1;
    const first = this.#heap[0] ?? 0;
    const last = this.#heap[--this.#length] ?? 0;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.#length) break;
      if (child + 1 < this.#length && this.#precedes(this.#heap[child + 1] ?? 0, this.#heap[child] ?? 0))
        child += 1;
      const below = this.#heap[child] ?? 0;
      if (this.#precedes(last, below)) break;
      this.#heap[place] = below;
      place = child;
    }
    this.#heap[place] = last;
    return first;
  }

  #precedes(a: number, b: number): boolean {
    const dueA = this.#dueUs[a] ?? 0;
    const dueB = this.#dueUs[b] ?? 0;
    return dueA === dueB ? (this.#order[a] ?? 0) < (this.#order[b] ?? 0) : dueA < dueB;
  }
}
