import { FifoReader } from '../../sources/fifo.ts';
import { FollowedFile } from '../../sources/follow-file.ts';
import { JournalFollower } from '../../sources/journal.ts';
import type { LineBatch } from '../../sources/line-splitter.ts';
import type { LogPosition } from '../../sources/log-position.ts';
import { PollLoop } from '../../sources/poll-loop.ts';
import type { SourceError } from '../../sources/source-error.ts';
import type { KeepalivedSource } from '../config/config.ts';

/** What a line of keepalived's has in a log that names programs. In lower case it names a container or a unit. */
const TAG = Buffer.from('eepalived');
const MEBIBYTE = 1024 * 1024;

/** Where lines of a keepalived come from. They are brought in by themselves, and at once when asked. */
export interface KeepalivedFeed {
  /** Brings in all lines that are there now. */
  drain(): Promise<FeedStatus>;
  /** Where it stands, behind the lines delivered last; undefined as long as it reads what was before it. */
  position(): FeedPosition | undefined;
  close(): Promise<void>;
}

export type FeedStatus =
  | { readonly kind: 'following' }
  | { readonly kind: 'unreadable'; readonly error: SourceError };

/** A place to go on from after a restart. What was read from a FIFO is gone: of that there is none. */
export type FeedPosition =
  | { readonly kind: 'log-file'; readonly path: string; readonly at: LogPosition }
  | { readonly kind: 'journal'; readonly unit: string; readonly cursor: string }
  | { readonly kind: 'notify-fifo'; readonly path: string };

export interface FeedSettings {
  readonly logIntervalMs: number;
  readonly fifoIntervalMs: number;
  /** Of a changing log. */
  readonly soonestMs: number;
  /** A renamed log is read on until it gave nothing for so long. */
  readonly graceMs: number;
  readonly readBackBytes: number;
  readonly readBackEntries: number;
  readonly restartDelayMs: { readonly first: number; readonly longest: number };
  readonly nowMs: () => number;
}

export const FEED_SETTINGS: FeedSettings = {
  logIntervalMs: 1_000,
  fifoIntervalMs: 200,
  soonestMs: 100,
  graceMs: 1_000,
  readBackBytes: 64 * MEBIBYTE,
  readBackEntries: 10_000,
  restartDelayMs: { first: 1_000, longest: 60_000 },
  nowMs: Date.now,
};

export interface FeedOptions {
  readonly settings: FeedSettings;
  readonly resumeAt: FeedPosition | undefined;
  readonly onLines: (batch: LineBatch, isHistory: boolean) => void;
  readonly onGap: (reason: string) => void;
}

export function openFeed(source: KeepalivedSource, options: FeedOptions): KeepalivedFeed {
  if (source.kind === 'journal') return journalFeed(source, options);
  return source.kind === 'log-file' ? logFeed(source.path, options) : fifoFeed(source.path, options);
}

function logFeed(path: string, { settings, resumeAt, onLines, onGap }: FeedOptions): KeepalivedFeed {
  const log = new FollowedFile({
    path,
    tag: TAG,
    graceMs: settings.graceMs,
    readBackBytes: settings.readBackBytes,
    resumeAt: resumeAt?.kind === 'log-file' ? resumeAt.at : undefined,
    nowMs: settings.nowMs,
    onLines,
    onGap,
  });
  return polled({
    poll: () => log.poll(),
    intervalMs: settings.logIntervalMs,
    watched: { path, soonestMs: settings.soonestMs },
    position: () => {
      const at = log.position();
      return at && { kind: 'log-file', path, at };
    },
    close: () => log.close(),
  });
}

function fifoFeed(path: string, { settings, onLines }: FeedOptions): KeepalivedFeed {
  const fifo = new FifoReader({ path, onLines: (batch) => onLines(batch, false) });
  return polled({
    poll: () => fifo.poll(),
    intervalMs: settings.fifoIntervalMs,
    position: () => ({ kind: 'notify-fifo', path }),
    close: () => fifo.close(),
  });
}

interface Polled extends Pick<KeepalivedFeed, 'position' | 'close'> {
  readonly poll: () => Promise<FeedStatus>;
  readonly intervalMs: number;
  readonly watched?: { readonly path: string; readonly soonestMs: number };
}

function polled({ poll, intervalMs, watched, position, close }: Polled): KeepalivedFeed {
  let status: FeedStatus = { kind: 'following' };
  const loop = new PollLoop({
    poll: async () => {
      status = await poll();
    },
    intervalMs,
    ...(watched && { watched }),
  });
  return {
    drain: async () => {
      await loop.now();
      return status;
    },
    position,
    close: async () => {
      const stopped = loop.close();
      // Makes a long read give up, which the loop waits for.
      await close();
      await stopped;
    },
  };
}

function journalFeed(
  { unit, command }: KeepalivedSource & { readonly kind: 'journal' },
  { settings, resumeAt, onLines }: FeedOptions,
): KeepalivedFeed {
  const journal = new JournalFollower({
    command,
    unit,
    readBackEntries: settings.readBackEntries,
    resumeAfter: resumeAt?.kind === 'journal' ? resumeAt.cursor : undefined,
    restartDelayMs: settings.restartDelayMs,
    onLines,
  });
  return {
    drain: () => journal.status(),
    position: () => {
      const cursor = journal.cursor();
      return cursor === undefined ? undefined : { kind: 'journal', unit, cursor };
    },
    close: () => journal.close(),
  };
}
