import { readFileSync } from 'node:fs';
import { fileErrorText } from '../../text/file-error-text.ts';

/** A file that was named cannot be read; one line. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** Reads a small file as a whole; `-` is standard input. @throws FileError */
export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new FileError(fileErrorText(error, path === '-' ? 'stdin' : path), { cause: error });
  }
}
