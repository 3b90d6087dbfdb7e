import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './abort.ts';

/** A file could not be written. The message is one line for an operator. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
}

/** What the common system errors of writing mean to an operator, and what to do; `%` is the file or directory. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: '% does not exist; make it first',
  ENOTDIR: '% is not a directory',
  EISDIR: '% is a directory, not a file',
  EACCES: '% may not be written by this user; grant it write access to the directory',
  EPERM: '% may not be written by this user; grant it write access to the directory',
  EROFS: '% is on a file system that is read-only',
  ENOSPC: '% cannot be written: no space is left on its file system',
  EDQUOT: '% cannot be written: the disk quota of this user is used up',
};

/** For everybody to read, whatever the umask: a web server runs as another user. */
const MODE = 0o644;

/**
 * Writes files of a directory that exists, for others to read at any time: each is written beside its place, synced to
 * the disk and then moved there, so that a reader finds the old text or the new one, whole, also after a crash. All
 * are written before the first is moved: on a full disk all of the old ones stay.
 *
 * @param texts by the file's name
 * @throws PublishError
 */
export async function publishFiles(
  directory: string,
  texts: Readonly<Record<string, string>>,
): Promise<void> {
  await telling(directory, async () => {
    if (!(await stat(directory)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
  });
  const written: { readonly path: string; readonly beside: string }[] = [];
  try {
    for (const [name, text] of Object.entries(texts)) {
      const path = join(directory, name);
      // Of its own for each process; hidden, so that a web server does not list it.
      const beside = join(directory, `.${name}.${process.pid}.tmp`);
      written.push({ path, beside });
      await telling(path, () => writeSynced(beside, text));
    }
    for (const { path, beside } of written) await telling(path, () => rename(beside, path));
  } catch (error) {
    // What cannot be taken away either has the same cause, which is told.
    await Promise.allSettled(written.map(({ beside }) => rm(beside, { force: true })));
    throw error;
  }
  await telling(directory, async () => synced(await open(directory, 'r')));
}

async function writeSynced(path: string, text: string): Promise<void> {
  // What a killed process of the same number left.
  await rm(path, { force: true });
  const handle = await open(path, 'wx', MODE);
  await synced(handle, async () => {
    await handle.chmod(MODE);
    await handle.writeFile(text);
  });
}

async function synced(handle: FileHandle, act?: () => Promise<void>): Promise<void> {
  try {
    await act?.();
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function telling(what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const meaning = MEANINGS[errorCode(error)] ?? `% cannot be written: ${reason}`;
    throw new PublishError(
      meaning.replace('%', () => what),
      { cause: error },
    );
  }
}
