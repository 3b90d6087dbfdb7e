import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '../../../sources/source-error.ts';
import { systemError } from '../../../sources/system-error.ts';

/** What stands at a path, symbolic links followed. */
export type HostEntry =
  | { readonly kind: 'file' | 'directory' | 'socket' | 'other' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Text of a file, or why there is none. */
export type HostText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The files of the host that is searched. Nothing here rejects: what cannot be read is an answer too. */
export interface HostFiles {
  at(path: string): Promise<HostEntry>;
  /** The beginning of a configuration file, as far as anybody would write one. */
  head(path: string): Promise<HostText>;
  /** The newest lines of a log. */
  tail(path: string): Promise<HostText>;
  /** Names in a directory; none when it cannot be listed. */
  names(path: string): Promise<readonly string[]>;
}

const MOST_BYTES = 2 ** 20;

/** @param root `/`, or the top of a tree that stands for a host */
export function createHostFiles(root: string): HostFiles {
  const inRoot = (path: string): string => join(root, path);
  return {
    at: (path) => orAbsent(path, () => entryAt(inRoot(path))),
    head: (path) => orAbsent(path, () => readPart(inRoot(path), path, 'head')),
    tail: (path) => orAbsent(path, () => readPart(inRoot(path), path, 'tail')),
    names: async (path) => {
      const listed = await orAbsent(path, async () => ({
        kind: 'names',
        names: await readdir(inRoot(path)),
      }));
      return listed.kind === 'names' && 'names' in listed ? listed.names : [];
    },
  };
}

async function orAbsent<Answer>(
  path: string,
  look: () => Promise<Answer>,
): Promise<Answer | { kind: 'absent' } | { kind: 'unreadable'; reason: string }> {
  try {
    return await look();
  } catch (error) {
    const { kind, message } = systemError(error, path);
    return kind === 'not-found' ? { kind: 'absent' } : { kind: 'unreadable', reason: message };
  }
}

async function entryAt(path: string): Promise<HostEntry> {
  const found = await stat(path);
  if (found.isFile()) return { kind: 'file' };
  if (found.isSocket()) return { kind: 'socket' };
  return { kind: found.isDirectory() ? 'directory' : 'other' };
}

async function readPart(path: string, shown: string, part: 'head' | 'tail'): Promise<HostText> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new SourceError('io', `${shown} is not a regular file`);
    const length = Math.min(found.size, MOST_BYTES);
    const position = part === 'head' ? 0 : found.size - length;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return { kind: 'text', text: buffer.toString('utf8', 0, bytesRead) };
  } finally {
    await handle.close();
  }
}
