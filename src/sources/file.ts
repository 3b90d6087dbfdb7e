import { constants, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { abortError } from './abort.ts';
import { readBoundedText } from './bounded-text.ts';
import { type ReadLimits, SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

/**
 * Reads a whole file as text. Pipes and devices are refused before they are read: they could block for ever.
 *
 * @throws SourceError
 */
export async function readTextFile(path: string, limits: ReadLimits): Promise<string> {
  try {
    // O_NONBLOCK: opening a FIFO without a writer would hang (open(2)).
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new SourceError('io', `${path} is not a regular file`);
      const stream = createReadStream('', { fd: handle, autoClose: false, signal: limits.signal });
      return await readBoundedText(stream, path, limits);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (limits.signal.aborted) throw abortError(limits.signal, path);
    throw systemError(error, path);
  }
}
