import { readTextFile } from '../../sources/file.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { Credentials, Password } from './config.ts';

const MOST_BYTES = 4096;

/** User and password as a request needs them. */
export interface PlainCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Reads the password that belongs to a user, from its file every time.
 *
 * @throws SourceError that names the file and never its content
 */
export async function readCredentials(
  { username, password }: Credentials,
  signal: AbortSignal,
): Promise<PlainCredentials> {
  return { username, password: await readPassword(password, signal) };
}

/** @throws SourceError that names the file and never its content */
export async function readPassword(password: Password, signal: AbortSignal): Promise<string> {
  if (password.kind === 'text') return password.text;
  const text = await readTextFile(password.path, { signal, maxBytes: MOST_BYTES });
  // Editors and echo end a file with a newline, which is never part of the password.
  const line = text.replace(/\r?\n$/, '');
  if (line !== '' && !/\p{Cc}/u.test(line)) return line;
  throw new SourceError('io', `${password.path} should hold a password, which is one line of text`);
}
