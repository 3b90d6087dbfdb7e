const NONE = -1;

/** Ids of timed out queries, in the order in which their rest ends; at most one for each id, so it is bounded. */
export class RestingIds {
  #keys = new Int32Array(1024);
  #untilUs = new Float64Array(1024);
  #first = 0;
  #count = 0;

  add(key: number, untilUs: number): void {
    if (this.#count === this.#keys.length) this.#grow();
    const place = (this.#first + this.#count) % this.#keys.length;
    this.#keys[place] = key;
    this.#untilUs[place] = untilUs;
    this.#count++;
  }

  /** Takes out the next id whose rest is over, or -1. */
  due(nowUs: number): number {
    while (this.#count > 0 && (this.#untilUs[this.#first] ?? 0) <= nowUs) {
      const key = this.#keys[this.#first] ?? NONE;
      this.#first = (this.#first + 1) % this.#keys.length;
      this.#count--;
      if (key !== NONE) return key;
    }
    return NONE;
  }

  /** Forgets the keys `from … to`. */
  drop(from: number, to: number): void {
    for (let n = 0; n < this.#count; n++) {
      const place = (this.#first + n) % this.#keys.length;
      const key = this.#keys[place] ?? NONE;
      if (key >= from && key < to) this.#keys[place] = NONE;
    }
  }

  #grow(): void {
    const keys = new Int32Array(this.#keys.length * 2);
    const untilUs = new Float64Array(keys.length);
    for (let n = 0; n < this.#count; n++) {
      const place = (this.#first + n) % this.#keys.length;
      keys[n] = this.#keys[place] ?? NONE;
      untilUs[n] = this.#untilUs[place] ?? 0;
    }
    this.#keys = keys;
    this.#untilUs = untilUs;
    this.#first = 0;
  }
}
