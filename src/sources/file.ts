import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { abortError } from './abort.ts';
import { tooLarge } from './bounded-text.ts';
import { type ReadLimits, SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a whole file as text. Pipes and devices are refused before they are read: they could block for ever.
 *
 * @throws SourceError
 */
export async function readTextFile(path: string, limits: ReadLimits): Promise<string> {
  if (limits.signal.aborted) throw abortError(limits.signal, path);
  try {
    // O_NONBLOCK: opening a FIFO without a writer would hang (open(2)).
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new SourceError('io', `${path} is not a regular file`);
      return await readToEnd(handle, path, limits);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw systemError(error, path);
  }
}

/** Reads until there is no more, not until the size: files of /proc say that they are empty (proc(5)). */
async function readToEnd(handle: FileHandle, path: string, limits: ReadLimits): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    if (limits.signal.aborted) throw abortError(limits.signal, path);
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
    if (bytesRead === 0) return Buffer.concat(chunks, bytes).toString('utf8');
    bytes += bytesRead;
    if (bytes > limits.maxBytes) throw tooLarge(path, limits.maxBytes);
    chunks.push(buffer.subarray(0, bytesRead));
  }
}
