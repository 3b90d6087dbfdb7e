import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { errorCode } from './abort.ts';
import { type FollowStart, identifyNewest, startAt, startFresh } from './follow-start.ts';
import type { LineBatch } from './line-splitter.ts';
import { findAmongSiblings, openNext } from './log-generations.ts';
import { BEFORE_ANY_FILE, type LogPosition, positionOf } from './log-position.ts';
import { BEGINNING, type LogIdentity, type LogPlace, LogReading, type Piece } from './log-reading.ts';
import { beginAlike, OpenLog } from './open-log.ts';
import { refuseIrregular } from './regular-file.ts';
import { listCompressedSiblings, listRotatedSiblings } from './rotated-siblings.ts';
import { SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

const CHUNK_BYTES = 256 * 1024;

export interface FollowOptions {
  readonly path: string;
  /** Where a log names the program that wrote a line, only lines with these bytes are delivered. */
  readonly tag?: Buffer;
  /** A renamed file is read on until it gave nothing for so long: its writers hold it until they are signalled. */
  readonly graceMs: number;
  /** How much of a log that is met for the first time is read back, its newest rotated sibling included. */
  readonly readBackBytes: number;
  /** Where an earlier follower stopped. */
  readonly resumeAt?: LogPosition | undefined;
  readonly nowMs: () => number;
  /**
   * Gets every line once, in the order written. The follower's position is behind them already.
   *
   * @param isHistory they were there before the log was followed for the first time
   */
  readonly onLines: (batch: LineBatch, isHistory: boolean) => void;
  /** Lines may have been missed; the text says why. */
  readonly onGap: (reason: string) => void;
}

export type FollowStatus =
  /** `behind`: the lines of a new file wait until the renamed one before it is finished. */
  | { readonly kind: 'following'; readonly behind: boolean }
  | { readonly kind: 'unreadable'; readonly error: SourceError };

/**
 * Follows a log over its rotations, by renaming and by copying and truncating, without losing or doubling a line.
 * It reads when told to. The files of a log are read one after the other, each to its end and then on to the next
 * newer, up to the one that has the log's name.
 *
 * A file that no longer holds what was read of it was truncated, however long it is by now. What stood in it behind
 * the reader's place is then read from its copy. An editor that writes into a log truncates it, too.
 */
export class FollowedFile {
  private readonly options: FollowOptions;
  private readonly buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  private current: LogReading | undefined;
  private previous: LogIdentity | undefined;
  private resumeAt: LogPosition | undefined;
  private isHistory: boolean;
  private behind = false;
  /** Since when the log's name is seen to stand for another file, with something in it, than the current one. */
  private renamedMs: number | undefined;
  private missingMs: number | undefined;
  private underWay: Promise<FollowStatus> | undefined;
  private closed = false;

  constructor(options: FollowOptions) {
    this.options = options;
    this.resumeAt = options.resumeAt;
    this.isHistory = options.resumeAt === undefined;
  }

  /** Delivers all lines that are there now. Not to be called before an earlier call has ended. */
  poll(): Promise<FollowStatus> {
    const poll = this.readAll();
    this.underWay = poll;
    return poll;
  }

  /** Behind the lines delivered last; undefined until history is read. */
  position(): LogPosition | undefined {
    if (this.isHistory) return undefined;
    return this.current === undefined ? this.resumeAt : positionOf(this.current, this.previous);
  }

  /** A poll under way ends after the lines that it is delivering. */
  async close(): Promise<void> {
    this.closed = true;
    await this.underWay;
    await this.current?.log.close();
  }

  private async readAll(): Promise<FollowStatus> {
    try {
      if (!this.closed) this.current ??= await this.begin();
      let reading = this.current;
      while (reading !== undefined && !this.closed) {
        reading = (await this.readToEnd(reading)) ?? (await this.successor(reading));
      }
      return this.status();
    } catch (error) {
      return { kind: 'unreadable', error: systemError(error, this.options.path) };
    }
  }

  private status(): FollowStatus {
    const { path, graceMs, nowMs } = this.options;
    // Between renaming a log and making it anew there is none for a moment.
    if (this.missingMs === undefined || nowMs() - this.missingMs < graceMs) {
      return { kind: 'following', behind: this.behind };
    }
    return { kind: 'unreadable', error: new SourceError('not-found', `${path} does not exist`) };
  }

  private async begin(): Promise<LogReading> {
    const { path, readBackBytes, onGap } = this.options;
    try {
      const start = await (this.resumeAt ? startAt(path, this.resumeAt) : startFresh(path, readBackBytes));
      if (start.gap !== undefined) onGap(start.gap);
      this.previous = start.previous;
      return await this.reading(start.log, start);
    } catch (error) {
      if (error instanceof SourceError && error.kind === 'not-found') {
        this.resumeAt ??= BEFORE_ANY_FILE;
        this.isHistory = false;
      }
      throw error;
    }
  }

  /** @returns the file to go on with; undefined at the end of the current one */
  private async readToEnd(reading: LogReading): Promise<LogReading | undefined> {
    for (;;) {
      const piece = await reading.next(this.buffer);
      if (piece === 'end' || this.closed) return undefined;
      if (piece === 'replaced') return this.afterTruncation(reading);
      if (reading.place.offset === 0) {
        const missed = await this.missedBefore(reading, piece);
        if (missed !== undefined) return missed;
      }
      reading.take(piece, this.options.nowMs());
      this.options.onLines(piece, this.isHistory);
    }
  }

  private async afterTruncation(reading: LogReading): Promise<LogReading> {
    const { path, onGap } = this.options;
    const { offset } = reading.place;
    const part = { inode: String(reading.log.inode), offset, edges: reading.edgeDigests() };
    const copy = await findAmongSiblings(path, part, reading.log.inode);
    if (copy !== undefined) {
      const place = copy.offset === offset ? reading.place : { ...BEGINNING, offset: copy.offset };
      return this.goOn(reading, copy.log, { place, complete: true });
    }
    const live = await statIfThere(path);
    const isLive = live !== undefined && reading.log.isSame(live);
    const next = isLive ? undefined : await OpenLog.open(path);
    onGap(`${path} was truncated; what stood in it behind byte ${offset} is in none of its rotated files`);
    if (next !== undefined) return this.goOn(reading, next, { place: BEGINNING, complete: false });
    this.previous = await identifyNewest(await listRotatedSiblings(path));
    reading.startAgain();
    return reading;
  }

  /**
   * Before the first line of a file: one that came between it and the previous one, because the log was rotated
   * twice since it was looked at, or truncated while nothing had been read of it.
   */
  private async missedBefore(reading: LogReading, { bytes }: Piece): Promise<LogReading | undefined> {
    const siblings = await listRotatedSiblings(this.options.path);
    const older = siblings.slice(siblings.findIndex((sibling) => reading.log.isSame(sibling)) + 1);
    // One that begins the same is being copied from this file at this moment.
    const missed = await openNext(older, this.previous, async (log) => !beginAlike(await log.head(), bytes));
    if (missed === undefined) return undefined;
    if (missed === 'moved') return reading;
    const { previous } = this;
    const next = await this.goOn(reading, missed, { place: reading.place, complete: true });
    this.previous = previous;
    return next;
  }

  /** At the end of a file: the one that came after it; undefined while there is none. */
  private async successor(reading: LogReading): Promise<LogReading | undefined> {
    const { path } = this.options;
    const live = await statIfThere(path);
    this.notice(reading, live);
    if (live !== undefined && reading.log.isSame(live)) return this.caughtUp();
    if (live !== undefined) refuseIrregular(path, live);
    const siblings = (await listRotatedSiblings(path)).filter(({ ino }) => ino !== live?.ino);
    const next = await openNext(siblings, reading.identity(), async (log) => !(await this.isCopyOfLive(log)));
    if (next === 'moved') return reading;
    if (next === undefined && !this.isFinished(reading, live)) return this.caughtUp();
    const log = next ?? (await OpenLog.open(path));
    if (!siblings.some((sibling) => reading.log.isSame(sibling))) await this.tellCompressed(reading);
    const tornLine = await reading.rest(this.buffer);
    if (reading.complete) {
      const place = { offset: 0, midLine: reading.place.midLine, tornLine };
      return this.goOn(reading, log, { place, complete: next !== undefined });
    }
    if (tornLine.length > 0) this.options.onLines({ lines: [], skipped: 0, damaged: 1 }, this.isHistory);
    return this.goOn(reading, log, { place: BEGINNING, complete: false });
  }

  /** Files between one that is gone and its successor. */
  private async tellCompressed({ modifiedMs }: LogReading): Promise<void> {
    for (const { path } of await listCompressedSiblings(this.options.path, modifiedMs)) {
      this.options.onGap(`${path} was compressed before it was read`);
    }
  }

  private caughtUp(): undefined {
    this.isHistory &&= this.behind;
  }

  private notice(reading: LogReading, live: BigIntStats | undefined): void {
    const now = this.options.nowMs();
    const hasNewLines = live !== undefined && !reading.log.isSame(live) && live.size > 0n;
    this.missingMs = live === undefined ? (this.missingMs ?? now) : undefined;
    this.renamedMs = hasNewLines ? (this.renamedMs ?? now) : undefined;
    this.behind = hasNewLines;
  }

  /**
   * Whether nothing more is to come into a file that no longer has the log's name. As long as the new one is empty
   * its writers may not have been told of it.
   */
  private isFinished(reading: LogReading, live: BigIntStats | undefined): boolean {
    if (live === undefined) return false;
    if (reading.complete) return true;
    if (this.renamedMs === undefined) return false;
    const { nowMs, graceMs } = this.options;
    const lastWriteMs = Math.max(reading.modifiedMs, Number(live.birthtimeMs));
    const lastSeenMs = Math.max(reading.grownMs, this.renamedMs);
    return nowMs() - Math.min(lastWriteMs, lastSeenMs) >= graceMs;
  }

  private async isCopyOfLive(log: OpenLog): Promise<boolean> {
    const { path } = this.options;
    if ((await statIfThere(path)) === undefined) return false;
    const live = await OpenLog.open(path);
    return live.use(async () => beginAlike(await log.head(), await live.head()));
  }

  private async goOn(
    reading: LogReading,
    log: OpenLog,
    start: { readonly place: LogPlace; readonly complete: boolean },
  ): Promise<LogReading> {
    const next = await this.reading(log, start);
    this.previous = reading.identity();
    this.current = next;
    await reading.log.close();
    return next;
  }

  private reading(log: OpenLog, { place, complete }: Pick<FollowStart, 'place' | 'complete'>) {
    const { tag, nowMs } = this.options;
    return LogReading.begin(log, { place, complete, nowMs: nowMs(), tag });
  }
}

async function statIfThere(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
