import type { KeepalivedState } from '../../model/keepalived.ts';
import type { KeepalivedLine } from '../../model/keepalived-event.ts';
import { joinProblems } from '../../model/problem.ts';
import type { Outcome } from '../../model/snapshot.ts';
import { parseKeepalivedFifoLine } from '../../parsers/keepalived/fifo.ts';
import { parseKeepalivedLine } from '../../parsers/keepalived/log.ts';
import type { Collector } from '../collector.ts';
import type { KeepalivedSource } from '../config/config.ts';
import type { Log } from '../log.ts';
import { type Checkpoint, CheckpointFile } from './keepalived-checkpoint.ts';
import { CheckpointSaver } from './keepalived-checkpoint-saver.ts';
import { DumpFiles } from './keepalived-dump-files.ts';
import {
  FEED_SETTINGS,
  type FeedSettings,
  type FeedStatus,
  type KeepalivedFeed,
  openFeed,
} from './keepalived-feed.ts';
import { KeepalivedLedger, type LineListener } from './keepalived-ledger.ts';

const CHECKPOINT_READ_MS = 10_000;

export interface KeepalivedCollectorDeps {
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** False for what discovery found: then a log that is not there is absent, and no failure. */
  readonly explicit: boolean;
  /** Where the place in the log is kept with what was counted up to it; without it counters begin at 0. */
  readonly stateDirectory?: string;
  readonly onLine?: LineListener;
  readonly settings?: Partial<KeepalivedSettings>;
}

export interface KeepalivedSettings extends FeedSettings {
  readonly checkpointIntervalMs: number;
}

const SETTINGS: KeepalivedSettings = { ...FEED_SETTINGS, checkpointIntervalMs: 5_000 };

const PARSERS: Readonly<Record<KeepalivedSource['kind'], (line: string, nowMs: number) => KeepalivedLine>> = {
  'log-file': (line, nowMs) => parseKeepalivedLine(line, { nowMs }),
  journal: (line, nowMs) => parseKeepalivedLine(line, { nowMs }),
  'notify-fifo': parseKeepalivedFifoLine,
};

/**
 * Follows one keepalived's log, journal or notify FIFO from now until it is closed, so that a change between two
 * scrapes is seen, and tells at each scrape what it knows then.
 */
export function createKeepalivedCollector(
  source: KeepalivedSource,
  deps: KeepalivedCollectorDeps,
): Collector<'keepalived'> {
  const target = source.kind === 'journal' ? `journal of ${source.unit}` : source.path;
  const following = follow(source, deps);
  const dumps = new DumpFiles(source.dump ?? {});
  return {
    subsystem: 'keepalived',
    source: source.name,
    target,
    collect: async (signal): Promise<Outcome<KeepalivedState>> => {
      const status = await unlessAborted(
        following.then(({ feed }) => feed.drain()),
        signal,
      );
      if (status === undefined) return { kind: 'failed', reason: `${target} is still being read` };
      if (status.kind === 'unreadable') return unreadable(status, deps.explicit);
      const { ledger } = await following;
      const { dump, problems } = await dumps.read(signal);
      return {
        kind: 'ok',
        value: { ...ledger.state(), ...(dump && { dump }) },
        problems: joinProblems([ledger.takeProblems(), problems]),
      };
    },
    close: async () => (await following).close(),
  };
}

function unreadable(
  { error }: FeedStatus & { readonly kind: 'unreadable' },
  explicit: boolean,
): Outcome<never> {
  return { kind: error.kind === 'not-found' && !explicit ? 'absent' : 'failed', reason: error.message };
}

interface Following {
  readonly feed: KeepalivedFeed;
  readonly ledger: KeepalivedLedger;
  close(): Promise<void>;
}

async function follow(source: KeepalivedSource, deps: KeepalivedCollectorDeps): Promise<Following> {
  const { log, stateDirectory } = deps;
  const settings: KeepalivedSettings = { ...SETTINGS, ...deps.settings };
  const file = stateDirectory === undefined ? undefined : new CheckpointFile(stateDirectory, source);
  const known = file && (await readCheckpoint(file, source, log));
  const ledger = new KeepalivedLedger({
    parse: PARSERS[source.kind],
    nowMs: settings.nowMs,
    onLine: deps.onLine,
    known,
  });
  const feed = openFeed(source, {
    settings,
    resumeAt: known?.position,
    onLines: (batch, isHistory) => ledger.take(batch, isHistory),
    onGap: (reason) => log.warn({ source: source.name }, `keepalived: lines may have been missed: ${reason}`),
  });
  const saver =
    file &&
    new CheckpointSaver({
      file,
      log: (message) => log.warn({ source: source.name }, message),
      intervalMs: settings.checkpointIntervalMs,
      current: () => {
        const position = feed.position();
        return position && { position, tracker: ledger.tracker, skippedLines: ledger.skippedLines };
      },
    });
  // The first one as soon as there is something to go on from, or all before it would be history to the next start.
  void feed.drain().then(() => saver?.save());
  return {
    feed,
    ledger,
    close: async () => {
      await feed.close();
      await saver?.close();
    },
  };
}

async function readCheckpoint(
  file: CheckpointFile,
  source: KeepalivedSource,
  log: KeepalivedCollectorDeps['log'],
): Promise<Checkpoint | undefined> {
  try {
    return await file.read(AbortSignal.timeout(CHECKPOINT_READ_MS));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn(
      { source: source.name },
      `keepalived: ${file.path} cannot be used, counters begin at 0: ${reason}`,
    );
    return undefined;
  }
}

/** Undefined as soon as the signal aborts; the work goes on. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let abort = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    abort = () => resolve(undefined);
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
