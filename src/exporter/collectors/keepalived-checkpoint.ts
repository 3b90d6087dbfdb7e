import { join } from 'node:path';
import { z } from 'zod';
import type { SavedKeepalived } from '../../model/keepalived-saved.ts';
import { KeepalivedTracker } from '../../model/keepalived-tracker.ts';
import { readTextFile } from '../../sources/file.ts';
import { fileReplacer } from '../../sources/replace-file.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { KeepalivedSource } from '../config/config.ts';
import type { FeedPosition } from './keepalived-feed.ts';

const FORMAT = 'vipscope keepalived checkpoint';
const VERSION = 1;
const MAX_BYTES = 64 * 1024 * 1024;

/** What has been counted and where it was read up to, in one file: neither can be newer than the other. */
export interface Checkpoint {
  readonly tracker: KeepalivedTracker;
  readonly position: FeedPosition;
  /** Lines of other programs that the log's reader left out. */
  readonly skippedLines: number;
}

interface SavedCheckpoint {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly position: FeedPosition;
  readonly skippedLines: number;
  readonly tracker: SavedKeepalived;
}

const count = z.int().nonnegative();
const edge = z.strictObject({ length: count, sha256: z.string() });
const identity = z.strictObject({ inode: z.string(), head: edge, modifiedMs: z.number() });
const position = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('log-file'),
    path: z.string(),
    at: z.strictObject({
      inode: z.string(),
      offset: count,
      midLine: z.boolean(),
      tornLine: z.base64(),
      edges: z.strictObject({ head: edge, tail: edge }),
      modifiedMs: z.number(),
      previous: identity.optional(),
    }),
  }),
  z.strictObject({ kind: z.literal('journal'), unit: z.string(), cursor: z.string() }),
  z.strictObject({ kind: z.literal('notify-fifo'), path: z.string() }),
]);
const checkpoint = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  position,
  skippedLines: count,
  tracker: z.unknown(),
});

/** The file in the state directory that keeps the checkpoints of one source. */
export class CheckpointFile {
  readonly path: string;
  private readonly source: KeepalivedSource;
  private readonly replace: (text: string) => Promise<void>;
  private written = '';

  constructor(stateDirectory: string, source: KeepalivedSource) {
    this.path = join(stateDirectory, `keepalived-${encodeURIComponent(source.name)}.json`);
    this.source = source;
    this.replace = fileReplacer(this.path);
  }

  /**
   * @returns undefined where there is none yet, or one of another log under the same name
   * @throws Error with the reason where it cannot be used
   */
  async read(signal: AbortSignal): Promise<Checkpoint | undefined> {
    let text: string;
    try {
      text = await readTextFile(this.path, { signal, maxBytes: MAX_BYTES });
    } catch (error) {
      if (error instanceof SourceError && error.kind === 'not-found') return undefined;
      throw error;
    }
    const saved = parseCheckpoint(text);
    if (!isOf(saved.position, this.source)) return undefined;
    const { position, skippedLines } = saved;
    return { position, skippedLines, tracker: KeepalivedTracker.restore(saved.tracker) };
  }

  /** Takes the state at the call, and writes it if it is not what was written last. Rejects with a SourceError. */
  async write({ position, skippedLines, tracker }: Checkpoint): Promise<void> {
    const saved: SavedCheckpoint = {
      format: FORMAT,
      version: VERSION,
      position,
      skippedLines,
      tracker: tracker.save(),
    };
    const text = `${JSON.stringify(saved)}\n`;
    if (text === this.written) return;
    await this.replace(text);
    this.written = text;
  }
}

function parseCheckpoint(text: string): z.infer<typeof checkpoint> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error('it is not JSON', { cause: error });
  }
  const result = checkpoint.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown reason'}`);
}

function isOf(position: FeedPosition, source: KeepalivedSource): boolean {
  if (position.kind === 'journal') return source.kind === 'journal' && source.unit === position.unit;
  return source.kind === position.kind && source.path === position.path;
}
