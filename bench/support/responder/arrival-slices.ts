/** Length of a slice: what the pacing of a load generator is judged by. */
export const SLICE_MS = 10;
/** Ten minutes; what comes later is not counted. */
const SLICES = 60_000;

/** How many queries came in each 10 ms, from the first query on. */
export class ArrivalSlices {
  readonly #counts = new Uint32Array(SLICES);
  #firstUs = -1;
  #last = -1;

  count(arrivedUs: number): void {
    if (this.#firstUs < 0) this.#firstUs = arrivedUs;
    const slice = Math.floor((arrivedUs - this.#firstUs) / (SLICE_MS * 1000));
    if (slice < 0 || slice >= SLICES) return;
    this.#counts[slice] = (this.#counts[slice] ?? 0) + 1;
    if (slice > this.#last) this.#last = slice;
  }

  /** Up to the last slice in which one came. */
  counts(): number[] {
    return [...this.#counts.subarray(0, this.#last + 1)];
  }
}
