import { open } from 'node:fs/promises';
import { InputError } from './input-error.ts';

const CHUNK_BYTES = 1 << 20;

/** What the common system errors mean to an operator; `%` is the file. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: '% does not exist',
  ENOTDIR: '% does not exist: a part of its path is no directory',
  EACCES: '% may not be read by this user',
  EPERM: '% may not be read by this user',
  EISDIR: '% is a directory, not a file',
  ELOOP: '% is a symbolic link that leads to itself',
  EMFILE: '% could not be opened: this process has no file descriptors left',
  ENXIO: '% is a socket, not a file',
};

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
    throw inputError(error, inputName(path));
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

function inputError(error: unknown, name: string): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  const meaning = MEANINGS[code ?? ''] ?? `% cannot be read: ${message.split('\n')[0]}`;
  return new InputError(
    meaning.replace('%', () => name),
    { cause: error },
  );
}
