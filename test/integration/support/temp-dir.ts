import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own for one test; `remove` takes it away with all that is in it. */
export interface TempDir {
  readonly path: string;
  /** Path of a file in it. */
  file(name: string): string;
  remove(): Promise<void>;
}

/**
 * Short paths, because a unix socket's holds 107 characters (unix(7)).
 * @param prefix begins the directory's name, such as `haproxy`
 */
export async function makeTempDir(prefix: string): Promise<TempDir> {
  const path = await mkdtemp(join(tmpdir(), `vipscope-${prefix}-`));
  return {
    path,
    file: (name) => join(path, name),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Runs `use` with a directory that is gone afterwards, whatever happened. */
export async function withTempDir<T>(prefix: string, use: (directory: TempDir) => Promise<T>): Promise<T> {
  const directory = await makeTempDir(prefix);
  try {
    return await use(directory);
  } finally {
    await directory.remove();
  }
}
