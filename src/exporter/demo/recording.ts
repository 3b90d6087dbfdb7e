import { gunzipSync } from 'node:zlib';

/** One second of a recorded cluster: the files that changed since the frame before. */
export interface Frame {
  /** Milliseconds since the recording began. */
  readonly atMs: number;
  /** New content, or null where the file went away. */
  readonly files: Readonly<Record<string, string | null>>;
  /** What was added to the end of a log. */
  readonly appended: Readonly<Record<string, string>>;
}

/** A recording as it is kept: when it was made, and its frames, each still packed as one line. */
export interface Recording {
  readonly recordedAtMs: number;
  readonly frames: readonly string[];
}

/** @throws Error if this is no recording of this version */
export function readRecording(packed: Buffer): Recording {
  const [head = '', ...frames] = gunzipSync(packed).toString('utf8').trimEnd().split('\n');
  const { version, recordedAtMs } = JSON.parse(head) as { version?: unknown; recordedAtMs?: unknown };
  if (version !== 1 || typeof recordedAtMs !== 'number') throw new Error('not a recording of version 1');
  return { recordedAtMs, frames };
}

export function readFrame(line: string): Frame {
  return JSON.parse(line) as Frame;
}
