import type { FileHandle } from 'node:fs/promises';
import { abortError } from './abort.ts';
import { openRegularFile } from './regular-file.ts';
import { sizeText } from './size-text.ts';
import { type ReadLimits, SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

/** The system calls cost more than copying this much; less than that would not speed up the first chunk. */
const CHUNK_BYTES = 256 * 1024;

/** A regular file, open to be read from its end. */
export interface BackwardsFile {
  readonly sizeBytes: number;
  /** Changes whenever the file was replaced, written to or cut. */
  readonly identity: string;
  /**
   * Pieces of the file from its end to its start, at most 256 KiB each, of the file as long as it was when opened.
   * A chunk is overwritten by the next one.
   *
   * @throws SourceError `too-large` before reading more than `maxBytes`, `cut-short` if the file has become shorter
   */
  chunks(limits: ReadLimits): AsyncGenerator<Buffer, void, void>;
  close(): Promise<void>;
}

/**
 * Opens a file, and tells what it is without reading it. Pipes, devices and directories are refused.
 *
 * @throws SourceError
 */
export async function openBackwards(path: string): Promise<BackwardsFile> {
  const { handle, stat } = await openRegularFile(path);
  const sizeBytes = Number(stat.size);
  return {
    sizeBytes,
    identity: [stat.dev, stat.ino, stat.size, stat.mtimeNs].join(':'),
    chunks: (limits) => chunksBackwards(handle, path, sizeBytes, limits),
    close: () => handle.close(),
  };
}

async function* chunksBackwards(
  handle: FileHandle,
  path: string,
  sizeBytes: number,
  { signal, maxBytes }: ReadLimits,
): AsyncGenerator<Buffer, void, void> {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, sizeBytes));
  for (let end = sizeBytes; end > 0; ) {
    if (signal.aborted) throw abortError(signal, path);
    const length = Math.min(buffer.length, end);
    if (sizeBytes - end + length > maxBytes) {
      throw new SourceError(
        'too-large',
        `${path}: what is looked for is not in its last ${sizeText(maxBytes)}`,
      );
    }
    const chunk = buffer.subarray(0, length);
    await fill(handle, path, chunk, end - length);
    yield chunk;
    end -= length;
  }
}

/** Reads until the chunk is full: a single read may give less (read(2)). */
async function fill(handle: FileHandle, path: string, chunk: Buffer, position: number): Promise<void> {
  for (let filled = 0; filled < chunk.length; ) {
    const bytesRead = await readAt(handle, path, chunk.subarray(filled), position + filled);
    if (bytesRead === 0) throw new SourceError('cut-short', `${path} became shorter while it was read`);
    filled += bytesRead;
  }
}

async function readAt(handle: FileHandle, path: string, into: Buffer, position: number): Promise<number> {
  try {
    return (await handle.read(into, 0, into.length, position)).bytesRead;
  } catch (error) {
    throw systemError(error, path);
  }
}
