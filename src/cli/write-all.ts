import { writeSync } from 'node:fs';

const RETRY_MS = 5;
const LOG_PATIENCE_MS = 100;

/** Output cannot be written. `brokenPipe`: whoever read it went away, as `head` does when it has enough. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  readonly brokenPipe: boolean;

  constructor(reason: string, options: ErrorOptions & { readonly brokenPipe: boolean }) {
    super(`cannot write the output: ${reason}`, options);
    this.brokenPipe = options.brokenPipe;
  }
}

/**
 * Writes a text as a whole, however little the other side takes at a time. A pipe that somebody made non-blocking
 * takes a part or nothing (write(2), EAGAIN) and is tried again.
 *
 * @throws OutputError
 */
export function writeAll(descriptor: number, text: string, patienceMs = Number.POSITIVE_INFINITY): void {
  const bytes = Buffer.from(text);
  let waitedMs = 0;
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EAGAIN' || waitedMs >= patienceMs) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new OutputError(reason, { cause: error, brokenPipe: code === 'EPIPE' });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      waitedMs += RETRY_MS;
    }
  }
}

/** Writes a line of the log, or loses it: a full disk or a reader that is gone must not end what is logged about. */
export function writeLog(descriptor: number, line: string): void {
  try {
    writeAll(descriptor, line, LOG_PATIENCE_MS);
  } catch (error) {
    // There is no place left to tell it.
    if (!(error instanceof OutputError)) throw error;
  }
}
