import {
  advanceEdges,
  digestEdges,
  EDGE_BYTES,
  type EdgeDigest,
  type EdgeDigests,
  type Edges,
  NO_EDGES,
} from './file-edges.ts';
import { type LineBatch, MAX_LINE_BYTES, splitLines } from './line-splitter.ts';
import { hasProgramTags } from './log-layout.ts';
import type { OpenLog } from './open-log.ts';

const SAMPLE_BYTES = 16 * 1024;
const NUL = 0x00;
const NO_BYTES = Buffer.alloc(0);

/** A file of a log, told from others that have or had the same name or inode number. */
export interface LogIdentity {
  readonly inode: string;
  readonly head: EdgeDigest;
  readonly modifiedMs: number;
}

/** Where in a file to read on: behind the last line that was taken. */
export interface LogPlace {
  readonly offset: number;
  /** The offset lies within a line that is to be dropped. */
  readonly midLine: boolean;
  /** Beginning of the line at the offset; a truncation tore it off, so that it stands at the end of a copy. */
  readonly tornLine: Buffer;
}

export const BEGINNING: LogPlace = { offset: 0, midLine: false, tornLine: NO_BYTES };

/** Lines that were read but not yet taken. */
export interface Piece extends LineBatch {
  readonly bytes: Buffer;
  readonly next: LogPlace;
}

export interface ReadingOptions {
  readonly place: LogPlace;
  /** Nobody writes to this file any more: it is a copy, made before the log was truncated. */
  readonly complete: boolean;
  readonly nowMs: number;
  /** Bytes that each line of interest holds, if the log names the program that wrote a line. */
  readonly tag: Buffer | undefined;
}

/** One file of a log and the reader's place in it. */
export class LogReading {
  readonly log: OpenLog;
  readonly complete: boolean;
  place: LogPlace;
  modifiedMs: number;
  /** When the file last gave something, by the reader's clock. */
  grownMs: number;
  private edges: Edges;
  private digests: EdgeDigests;
  private readonly tag: Buffer | undefined;
  /** Unknown until the file has a line. */
  private tagged: boolean | undefined;

  private constructor(log: OpenLog, options: ReadingOptions, edges: Edges, modifiedMs: number) {
    this.log = log;
    this.complete = options.complete;
    this.place = options.place;
    this.modifiedMs = modifiedMs;
    this.grownMs = options.nowMs;
    this.edges = edges;
    this.digests = digestEdges(edges);
    this.tag = options.tag;
  }

  static async begin(log: OpenLog, options: ReadingOptions): Promise<LogReading> {
    const { offset } = options.place;
    const head = await log.read(Buffer.alloc(Math.min(EDGE_BYTES, offset)), 0);
    const tail = await log.read(Buffer.alloc(head.length), offset - head.length);
    const { modifiedMs } = await log.state();
    const reading = new LogReading(log, options, { head, tail }, modifiedMs);
    if (offset > 0) reading.recognise(await log.read(Buffer.alloc(SAMPLE_BYTES), 0));
    return reading;
  }

  edgeDigests(): EdgeDigests {
    return this.digests;
  }

  identity(): LogIdentity {
    return { inode: String(this.log.inode), head: this.digests.head, modifiedMs: this.modifiedMs };
  }

  /**
   * Reads the lines behind the place. `end`: there is no further line yet. `replaced`: the file no longer
   * holds what was read of it; it was truncated, and maybe written to again since.
   */
  async next(buffer: Buffer): Promise<Piece | 'end' | 'replaced'> {
    const read = await this.log.read(buffer, this.place.offset);
    // Asked after reading: what stood before the place still stood there when the bytes behind it were read.
    if (!(await this.log.continues(this.digests, this.place.offset))) return 'replaced';
    const { offset, midLine, tornLine } = this.place;
    // A log that was truncated under a writer without O_APPEND begins with a hole.
    const hole = midLine ? 0 : leadingNuls(read);
    const fresh = read.subarray(hole);
    const bytes = tornLine.length === 0 ? fresh : Buffer.concat([tornLine, fresh]);
    this.recognise(bytes);
    const tag = this.tagged === true ? this.tag : undefined;
    const split = splitLines(bytes, midLine, { maxLineBytes: MAX_LINE_BYTES, ...(tag && { tag }) });
    const stillTorn = split.consumedBytes < tornLine.length || tornLine.length === bytes.length;
    const taken = stillTorn ? 0 : split.consumedBytes - tornLine.length;
    // A hole alone is left where it is, as far as possible: one cannot tell it from the next.
    const consumed = taken > 0 || hole === buffer.length ? hole + taken : 0;
    if (consumed === 0) {
      this.modifiedMs = (await this.log.state()).modifiedMs;
      return 'end';
    }
    return {
      lines: split.lines,
      skipped: split.skipped,
      damaged: split.damaged,
      bytes: read.subarray(0, consumed),
      next: {
        offset: offset + consumed,
        midLine: split.midLine,
        tornLine: stillTorn ? tornLine : NO_BYTES,
      },
    };
  }

  /** Puts the place behind a piece. */
  take(piece: Piece, nowMs: number): void {
    this.edges = advanceEdges(this.edges, piece.bytes);
    this.digests = digestEdges(this.edges);
    this.place = piece.next;
    this.grownMs = nowMs;
  }

  /** For a file that was truncated, when what had been in it is nowhere to be found. */
  startAgain(): void {
    this.edges = NO_EDGES;
    this.digests = digestEdges(NO_EDGES);
    this.place = BEGINNING;
    this.tagged = undefined;
  }

  /** At the end of the file: the line that has no newline. */
  async rest(buffer: Buffer): Promise<Buffer> {
    const { offset, midLine, tornLine } = this.place;
    const read = await this.log.read(buffer, offset);
    return Buffer.concat([tornLine, read.subarray(midLine ? 0 : leadingNuls(read))]);
  }

  private recognise(bytes: Buffer): void {
    if (this.tag === undefined || this.tagged !== undefined) return;
    const { lines } = splitLines(bytes, false, { maxLineBytes: MAX_LINE_BYTES });
    if (lines.length > 0) this.tagged = hasProgramTags(lines);
  }
}

function leadingNuls(bytes: Buffer): number {
  let count = 0;
  while (bytes[count] === NUL) count += 1;
  return count;
}
