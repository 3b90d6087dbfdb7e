const NEWLINE = 0x0a;

/** A line's bytes, its newline left out; they are valid during the call only. */
export type LineHandler = (bytes: Uint8Array, start: number, end: number) => void;

/**
 * Cuts chunks into lines. A line that ends in another chunk than it begins in is put together in a buffer of the
 * longest line's length; of a longer one nothing is kept.
 */
export class LineSplitter {
  readonly #carry: Uint8Array;
  readonly #onLine: LineHandler;
  readonly #onLongLine: () => void;
  #carried = 0;
  /** The line is too long, and its end has not come yet. */
  #skipping = false;

  /** @param onLongLine is called once for each line of more than `maxLineBytes`, at its end */
  constructor(maxLineBytes: number, onLine: LineHandler, onLongLine: () => void) {
    this.#carry = new Uint8Array(maxLineBytes);
    this.#onLine = onLine;
    this.#onLongLine = onLongLine;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let at = this.#skipping ? beforeNewline(chunk) : 0; at < chunk.length; at += 1) {
      if (chunk[at] !== NEWLINE) continue;
      this.#take(chunk, start, at);
      start = at + 1;
    }
    if (start < chunk.length) this.#keep(chunk, start, chunk.length);
  }

  /** A last line may go without a newline. */
  end(): void {
    if (this.#carried > 0 || this.#skipping) this.#take(this.#carry, 0, 0);
  }

  #take(chunk: Uint8Array, start: number, end: number): void {
    if (this.#carried === 0 && !this.#skipping && end - start <= this.#carry.length) {
      this.#onLine(chunk, start, end);
      return;
    }
    this.#keep(chunk, start, end);
    const [length, long] = [this.#carried, this.#skipping];
    this.#carried = 0;
    this.#skipping = false;
    if (long) this.#onLongLine();
    else this.#onLine(this.#carry, 0, length);
  }

  #keep(chunk: Uint8Array, start: number, end: number): void {
    if (this.#skipping || this.#carried + end - start > this.#carry.length) {
      this.#skipping = true;
      return;
    }
    this.#carry.set(chunk.subarray(start, end), this.#carried);
    this.#carried += end - start;
  }
}

/** Faster over a long way than a loop, which is faster from one newline to the next. */
function beforeNewline(chunk: Uint8Array): number {
  const at = chunk.indexOf(NEWLINE);
  return at === -1 ? chunk.length : at;
}
