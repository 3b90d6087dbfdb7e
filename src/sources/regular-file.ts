import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

export interface RegularFile {
  /** To be closed by whoever asked for it. */
  readonly handle: FileHandle;
  readonly stat: BigIntStats;
}

/**
 * Opens a file to be read. Pipes, devices and directories are refused before they are read: they would block, or
 * never end.
 *
 * @throws SourceError
 */
export async function openRegularFile(path: string): Promise<RegularFile> {
  let handle: FileHandle | undefined;
  try {
    // O_NONBLOCK: opening a FIFO without a writer would hang (open(2)).
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await handle.stat({ bigint: true });
    refuseIrregular(path, stat);
    return { handle, stat };
  } catch (error) {
    await handle?.close();
    throw systemError(error, path);
  }
}

/** @throws SourceError for what is no file to read */
export function refuseIrregular(path: string, stat: BigIntStats): void {
  if (stat.isDirectory()) throw new SourceError('io', `${path} is a directory, not a file`);
  if (!stat.isFile()) throw new SourceError('io', `${path} is not a regular file`);
}
