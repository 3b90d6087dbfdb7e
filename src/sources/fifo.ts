import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { errorCode } from './abort.ts';
import { type LineBatch, MAX_LINE_BYTES } from './line-splitter.ts';
import { LineStream } from './line-stream.ts';
import { SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

/** Linux's default capacity of a pipe (pipe(7)). */
const READ_BYTES = 64 * 1024;

export interface FifoOptions {
  readonly path: string;
  readonly onLines: (batch: LineBatch) => void;
}

export type FifoStatus =
  | { readonly kind: 'following' }
  | { readonly kind: 'unreadable'; readonly error: SourceError };

interface OpenFifo {
  readonly handle: FileHandle;
  readonly inode: bigint;
}

/**
 * Reads the lines that a program writes to a FIFO which it makes and removes itself. Reading takes them out: there
 * must be no other reader. Never waits: neither for a writer, nor for the FIFO to be made.
 */
export class FifoReader {
  private readonly options: FifoOptions;
  private readonly buffer = Buffer.allocUnsafe(READ_BYTES);
  private fifo: OpenFifo | undefined;
  private lines = new LineStream({ maxLineBytes: MAX_LINE_BYTES });

  constructor(options: FifoOptions) {
    this.options = options;
  }

  /** Delivers all lines that are there now. Not to be called before an earlier call has ended. */
  async poll(): Promise<FifoStatus> {
    const { path } = this.options;
    try {
      await this.readAll();
      // A daemon that starts again makes a FIFO of the same name anew.
      const { ino } = await stat(path, { bigint: true });
      if (this.fifo?.inode !== ino) {
        await this.close();
        this.fifo = await openFifo(path);
        this.lines = new LineStream({ maxLineBytes: MAX_LINE_BYTES });
        await this.readAll();
      }
      return { kind: 'following' };
    } catch (error) {
      return { kind: 'unreadable', error: systemError(error, path) };
    }
  }

  async close(): Promise<void> {
    const { fifo } = this;
    this.fifo = undefined;
    await fifo?.handle.close();
  }

  private async readAll(): Promise<void> {
    if (this.fifo === undefined) return;
    for (;;) {
      const length = await readNow(this.fifo.handle, this.buffer);
      if (length === 0) return;
      this.options.onLines(this.lines.push(this.buffer.subarray(0, length)));
    }
  }
}

async function openFifo(path: string): Promise<OpenFifo> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const file = await handle.stat({ bigint: true });
  if (file.isFIFO()) return { handle, inode: file.ino };
  await handle.close();
  throw new SourceError('io', `${path} is not a FIFO`);
}

/** 0 when nothing is there now, with and without a writer. */
async function readNow(handle: FileHandle, buffer: Buffer): Promise<number> {
  try {
    return (await handle.read(buffer, 0, buffer.length, null)).bytesRead;
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return 0;
    throw error;
  }
}
