import { type LineBatch, type SplitOptions, splitLines } from './line-splitter.ts';

/** Makes lines of a stream's chunks. A line that has no newline yet waits, within the bound, for the rest of it. */
export class LineStream {
  private pending: Buffer = Buffer.alloc(0);
  private midLine = false;
  private readonly options: SplitOptions;

  constructor(options: SplitOptions) {
    this.options = options;
  }

  push(chunk: Buffer): LineBatch {
    const bytes = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const { consumedBytes, midLine, lines, skipped, damaged } = splitLines(bytes, this.midLine, this.options);
    // A copy, since the chunk's memory is the stream's.
    this.pending = Buffer.from(bytes.subarray(consumedBytes));
    this.midLine = midLine;
    return { lines, skipped, damaged };
  }
}
