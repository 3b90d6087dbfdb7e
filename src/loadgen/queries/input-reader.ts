/** Takes one input in chunks, whatever its format, and puts its queries into a pool. */
export interface InputReader {
  /** A chunk is read before the call returns; its memory may then be used again. */
  push(chunk: Uint8Array): void;
  /** The input has ended. */
  end(): void;
}
