import { stat } from 'node:fs/promises';
import { readTextFile } from './file.ts';
import type { ReadLimits } from './source-error.ts';
import { systemError } from './system-error.ts';

/** A file that is read again only when it was written or replaced since. */
export class ChangedFile {
  private readonly path: string;
  private version = '';

  constructor(path: string) {
    this.path = path;
  }

  /**
   * @returns undefined when it is what it was at the last call
   * @throws SourceError
   */
  async read(limits: ReadLimits): Promise<string | undefined> {
    const version = await this.currentVersion();
    if (version === this.version) return undefined;
    const text = await readTextFile(this.path, limits);
    // That of before the reading: what is written meanwhile makes it change once more.
    this.version = version;
    return text;
  }

  private async currentVersion(): Promise<string> {
    try {
      const { dev, ino, size, mtimeNs } = await stat(this.path, { bigint: true });
      return [dev, ino, size, mtimeNs].join(' ');
    } catch (error) {
      this.version = '';
      throw systemError(error, this.path);
    }
  }
}
