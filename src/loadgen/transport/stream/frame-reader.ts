/** RFC 1035 §4.2.2: two bytes before each message say its length, so none is longer than that. */
export const PREFIX_BYTES = 2;
const MAX_FRAME_BYTES = PREFIX_BYTES + 65_535;

/** Told of a message: `length` bytes at `at`, to be read before it returns. */
export type MessageTaker = (bytes: Uint8Array, at: number, length: number) => void;

/**
 * Messages out of a stream's chunks, wherever those are cut. A message that lies in one chunk is not copied; at most
 * one incomplete message is held.
 */
export class FrameReader {
  readonly #take: MessageTaker;
  #held = new Uint8Array(0);
  #heldLength = 0;

  constructor(take: MessageTaker) {
    this.#take = take;
  }

  /** Takes the next chunk. */
  read(chunk: Uint8Array): void {
    let at = this.#heldLength === 0 ? 0 : this.#complete(chunk);
    for (;;) {
      const end = at + frameLength(chunk, at, chunk.length);
      if (end > chunk.length) break;
      this.#take(chunk, at + PREFIX_BYTES, end - at - PREFIX_BYTES);
      at = end;
    }
    this.#hold(chunk, at, chunk.length);
  }

  /** Fills up the message that is held. @returns how many bytes of the chunk it took */
  #complete(chunk: Uint8Array): number {
    let at = 0;
    for (;;) {
      const wanted = frameLength(this.#held, 0, this.#heldLength);
      const end = Math.min(chunk.length, at + wanted - this.#heldLength);
      this.#hold(chunk, at, end);
      at = end;
      if (this.#heldLength < wanted) return at;
      const length = frameLength(this.#held, 0, wanted);
      if (length > wanted) continue;
      this.#heldLength = 0;
      this.#take(this.#held, PREFIX_BYTES, length - PREFIX_BYTES);
      return at;
    }
  }

  #hold(chunk: Uint8Array, from: number, to: number): void {
    if (from === to) return;
    const length = this.#heldLength + to - from;
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.min(MAX_FRAME_BYTES, Math.max(1024, 2 * length)));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(chunk.subarray(from, to), this.#heldLength);
    this.#heldLength = length;
  }
}

/** Bytes of the frame at a place, or of its prefix alone while that is not all there. */
function frameLength(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < PREFIX_BYTES) return PREFIX_BYTES;
  return PREFIX_BYTES + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
}
