import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemError } from './system-error.ts';

let writers = 0;

/**
 * Makes a function that replaces a file as a whole, so that whoever reads it finds the old text or the new one. Only
 * its owner may read it. Not synced to the disk: after a power failure the file may be the one before.
 *
 * @returns rejects with a SourceError
 */
export function fileReplacer(path: string): (text: string) => Promise<void> {
  writers += 1;
  // Of its own for each writer: two programs may have the same state directory, and a reload two writers.
  const next = `${path}.${process.pid}-${writers}.tmp`;
  return async (text) => {
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // What a killed program of the same number left may have wider rights.
      await rm(next, { force: true });
      await writeFile(next, text, { mode: 0o600, flag: 'wx' });
      await rename(next, path);
    } catch (error) {
      throw systemError(error, path);
    }
  };
}
