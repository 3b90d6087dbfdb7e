import type { FileHandle } from 'node:fs/promises';
import { abortError } from './abort.ts';
import { tooLarge } from './bounded-text.ts';
import { openRegularFile } from './regular-file.ts';
import type { ReadLimits } from './source-error.ts';
import { systemError } from './system-error.ts';

const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a whole file as text. Pipes, devices and directories are refused.
 *
 * @throws SourceError
 */
export async function readTextFile(path: string, limits: ReadLimits): Promise<string> {
  if (limits.signal.aborted) throw abortError(limits.signal, path);
  const { handle } = await openRegularFile(path);
  try {
    return await readToEnd(handle, path, limits);
  } catch (error) {
    throw systemError(error, path);
  } finally {
    await handle.close();
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
