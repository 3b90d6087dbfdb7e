import type { FileHandle } from 'node:fs/promises';
import { digest, EDGE_BYTES, type EdgeDigest, type EdgeDigests } from './file-edges.ts';
import { openRegularFile } from './regular-file.ts';

const NEWLINE = 0x0a;

/** An open log file. Renaming or removing its name changes nothing here: it is read to its end all the same. */
export class OpenLog {
  readonly path: string;
  readonly device: bigint;
  readonly inode: bigint;
  private readonly handle: FileHandle;

  private constructor(path: string, handle: FileHandle, device: bigint, inode: bigint) {
    this.path = path;
    this.handle = handle;
    this.device = device;
    this.inode = inode;
  }

  /** @throws SourceError also for directories, pipes and devices */
  static async open(path: string): Promise<OpenLog> {
    const { handle, stat } = await openRegularFile(path);
    return new OpenLog(path, handle, stat.dev, stat.ino);
  }

  isSame(file: { readonly dev: bigint; readonly ino: bigint }): boolean {
    return file.dev === this.device && file.ino === this.inode;
  }

  async state(): Promise<{ readonly sizeBytes: number; readonly modifiedMs: number }> {
    // As rotated-siblings.ts has it, to the last bit: mtimeMs is rounded otherwise, one file's time is then before itself.
    const stat = await this.handle.stat({ bigint: true });
    return { sizeBytes: Number(stat.size), modifiedMs: Number(stat.mtimeNs) / 1e6 };
  }

  /** Fills the buffer from a place in the file on. Fewer bytes mean that the file ended there. */
  async read(buffer: Buffer, position: number): Promise<Buffer> {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  /** Whether this is the file that was read up to the offset, by its first bytes and those before the offset. */
  async continues({ head, tail }: EdgeDigests, offset: number): Promise<boolean> {
    return (await this.holds(head, 0)) && (await this.holds(tail, offset - tail.length));
  }

  begins(head: EdgeDigest): Promise<boolean> {
    return this.holds(head, 0);
  }

  async head(): Promise<Buffer> {
    return this.read(Buffer.alloc(EDGE_BYTES), 0);
  }

  /** Closes the file after its use, and also when that fails. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      await this.close();
    }
  }

  /** Closes the file unless it is wanted. */
  async keepIf(isWanted: () => Promise<boolean>): Promise<boolean> {
    let wanted = false;
    try {
      wanted = await isWanted();
      return wanted;
    } finally {
      if (!wanted) await this.close();
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async holds(expected: EdgeDigest, position: number): Promise<boolean> {
    if (position < 0) return false;
    const found = await this.read(Buffer.alloc(expected.length), position);
    return digest(found).sha256 === expected.sha256;
  }
}

/**
 * Whether one of two files is the other's beginning, as a copy under way is, by the first bytes of both. Less than
 * a line does not tell that, nor does the hole that a log has after truncation under a writer without O_APPEND.
 */
export function beginAlike(one: Buffer, other: Buffer): boolean {
  const length = Math.min(one.length, other.length, EDGE_BYTES);
  const common = one.subarray(0, length);
  const tells = (length === EDGE_BYTES || common.includes(NEWLINE)) && common.some((byte) => byte !== 0);
  return tells && common.equals(other.subarray(0, length));
}
