import { open } from 'node:fs/promises';
import { fileErrorText } from '../../text/file-error-text.ts';
import { InputError } from './input-error.ts';

const CHUNK_BYTES = 1 << 20;

/** What messages call an input. */
export function inputName(path: string): string {
  return path === '-' ? 'stdin' : path;
}

/**
 * Reads a file, a pipe or, by the name `-`, standard input. A chunk is valid until the next is asked for.
 *
 * @throws InputError where it cannot be read
 */
export async function* openInput(
  path: string,
  stdin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* path === '-' ? stdin() : fileChunks(path);
  } catch (error) {
    throw new InputError(fileErrorText(error, inputName(path)), { cause: error });
  }
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
