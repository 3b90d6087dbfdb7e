const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NUL = 0x00;

/** Longer lines are delivered up to here; rsyslog's own bound (`$MaxMessageSize`) is 8 KiB. */
export const MAX_LINE_BYTES = 64 * 1024;

export interface SplitOptions {
  /** Only lines that hold these bytes are decoded and delivered; without it every line is. */
  readonly tag?: Buffer;
  readonly maxLineBytes: number;
}

/** Complete lines of a log, in its order. */
export interface LineBatch {
  /** Without their line ends, decoded as UTF-8 (bytes that are none become U+FFFD). Never an empty one. */
  readonly lines: readonly string[];
  /** Lines that were not delivered: without the tag, or empty. */
  readonly skipped: number;
  /** Lines of which a part is missing: longer than the bound, or torn by NUL bytes. */
  readonly damaged: number;
}

/** A batch and how far it reaches. */
export interface Split extends LineBatch {
  /** What follows is a line that has no newline yet. */
  readonly consumedBytes: number;
  /** The last consumed byte lies within a line that was cut: the next bytes up to a newline belong to it. */
  readonly midLine: boolean;
}

/**
 * Takes the complete lines out of a piece of a log. Foreign lines are found and counted, never decoded:
 * in a syslog in which one line in 100 is of interest that is nearly all of the work.
 *
 * @param midLine the bytes begin within a line that is to be dropped
 */
export function splitLines(bytes: Buffer, midLine: boolean, options: SplitOptions): Split {
  let start = 0;
  if (midLine) {
    start = bytes.indexOf(NEWLINE) + 1;
    if (start === 0) {
      return { lines: [], skipped: 0, damaged: 0, consumedBytes: bytes.length, midLine: true };
    }
  }
  const end = Math.max(start, bytes.lastIndexOf(NEWLINE) + 1);
  const taker = new LineTaker(bytes.subarray(0, end), options);
  if (options.tag === undefined) taker.takeAll(start);
  else taker.takeTagged(start, options.tag);
  return withRest(taker, bytes, options);
}

/** What stands after the last newline: a torn line, which waits, unless it is longer than any line may be. */
function withRest(taker: LineTaker, bytes: Buffer, options: SplitOptions): Split {
  const start = afterNuls(bytes, taker.bytes.length);
  const { lines, skipped, damaged } = taker;
  if (bytes.length - start <= options.maxLineBytes) {
    return { lines, skipped, damaged, consumedBytes: start, midLine: false };
  }
  const head = bytes.subarray(start, start + options.maxLineBytes);
  const wanted = options.tag === undefined || head.includes(options.tag);
  if (wanted) lines.push(head.toString('utf8'));
  return {
    lines,
    skipped: skipped + (wanted ? 0 : 1),
    damaged: damaged + 1,
    consumedBytes: bytes.length,
    midLine: true,
  };
}

/** A file that was truncated under a writer without O_APPEND has a hole before the next line: NUL bytes. */
function afterNuls(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === NUL) at += 1;
  return at;
}

class LineTaker implements LineBatch {
  readonly lines: string[] = [];
  skipped = 0;
  damaged = 0;
  /** Ends with a newline, or is empty. */
  readonly bytes: Buffer;
  private readonly maxLineBytes: number;
  private readonly hasNuls: boolean;

  constructor(bytes: Buffer, { maxLineBytes }: SplitOptions) {
    this.bytes = bytes;
    this.maxLineBytes = maxLineBytes;
    this.hasNuls = bytes.includes(NUL);
  }

  takeAll(from: number): void {
    for (let start = from; start < this.bytes.length; ) {
      const end = this.bytes.indexOf(NEWLINE, start);
      this.take(start, end);
      start = end + 1;
    }
  }

  takeTagged(from: number, tag: Buffer): void {
    let start = from;
    for (;;) {
      const at = this.bytes.indexOf(tag, start);
      if (at < 0) break;
      const lineStart = Math.max(start, this.bytes.lastIndexOf(NEWLINE, at) + 1);
      this.skipped += this.newlines(start, lineStart);
      start = this.bytes.indexOf(NEWLINE, at) + 1;
      this.take(lineStart, start - 1);
    }
    this.skipped += this.newlines(start, this.bytes.length);
  }

  private take(lineStart: number, newlineAt: number): void {
    let start = lineStart;
    let end = this.bytes[newlineAt - 1] === CARRIAGE_RETURN ? newlineAt - 1 : newlineAt;
    if (this.hasNuls) {
      const begin = afterNuls(this.bytes, start);
      // What a crash tore off ends in NUL bytes; the whole line stands behind them.
      start = Math.max(begin, this.bytes.lastIndexOf(NUL, end - 1) + 1);
      if (start > begin) this.damaged += 1;
    }
    if (end - start > this.maxLineBytes) {
      end = start + this.maxLineBytes;
      this.damaged += 1;
    }
    if (start >= end) this.skipped += 1;
    // A string of its own for each line: a slice would keep the whole piece of log alive behind a name in it.
    else this.lines.push(this.bytes.toString('utf8', start, end));
  }

  private newlines(from: number, to: number): number {
    let count = 0;
    for (let at = this.bytes.indexOf(NEWLINE, from); at >= 0 && at < to; ) {
      count += 1;
      at = this.bytes.indexOf(NEWLINE, at + 1);
    }
    return count;
  }
}
