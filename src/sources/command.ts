import { once } from 'node:events';
import { abortError } from './abort.ts';
import { readBoundedText } from './bounded-text.ts';
import { type Child, endGroup, exitText, isRunning, notStarted, startChild } from './child.ts';
import { type ReadLimits, SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

const STDERR_BYTES = 4096;

/**
 * Runs that were given up and are not gone yet, by their command line. A program that cannot be killed, since it is
 * another user's by way of sudo or hangs within the kernel, must not be joined by one more at each scrape.
 */
const givenUp = new Map<string, Promise<void>>();

/**
 * Runs a program, never through a shell, and returns what it printed. Past the deadline it is killed.
 *
 * @param argv program and arguments
 * @throws SourceError `not-found` where there is no such program, `exit-status` with its first line of stderr
 */
export async function runCommand(argv: readonly string[], limits: ReadLimits): Promise<string> {
  const [program] = argv;
  const what = argv.join(' ');
  if (program === undefined) throw new SourceError('not-found', 'no command was given');
  if (limits.signal.aborted) throw abortError(limits.signal, what);
  await goneBefore(what, limits.signal);
  const child = startChild(argv);
  const kill = (): void => endGroup(child, 'SIGKILL');
  limits.signal.addEventListener('abort', kill, { once: true });
  try {
    const ended = new Promise<string>((resolve, reject) => {
      child.once('error', (error) => reject(notStarted(error, program)));
      child.once('close', (code, signal) => resolve(exitText(code, signal)));
    });
    // Without descriptors to spare there are no pipes to read, and the error says so.
    await Promise.race([ended, once(child, 'spawn')]);
    const [stdout, stderr, ending] = await Promise.all([
      readBoundedText(child.stdout, what, limits),
      readStart(child.stderr, STDERR_BYTES),
      ended,
    ]);
    if (limits.signal.aborted) throw abortError(limits.signal, what);
    if (child.exitCode !== 0) throw new SourceError('exit-status', `${what} ${ending}: ${firstLine(stderr)}`);
    return stdout;
  } catch (error) {
    // Pipes that are let go end with errors of their own.
    if (limits.signal.aborted && !(error instanceof SourceError)) throw abortError(limits.signal, what);
    throw systemError(error, what);
  } finally {
    limits.signal.removeEventListener('abort', kill);
    kill();
    if (isRunning(child)) giveUp(child, what);
  }
}

/** @throws SourceError when an earlier run of the same command line is not gone at the deadline */
async function goneBefore(what: string, signal: AbortSignal): Promise<void> {
  const gone = givenUp.get(what);
  if (gone === undefined) return;
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      reject(new SourceError('timeout', `${what} of an earlier reading still runs and could not be ended`));
    };
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([gone, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function giveUp(child: Child, what: string): void {
  // It must not keep this program from ending.
  child.unref();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  givenUp.set(what, gone);
  void gone.then(() => {
    if (givenUp.get(what) === gone) givenUp.delete(what);
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] || 'it said nothing on stderr';
}

/** Reads a stream to its end and keeps only the beginning. */
async function readStart(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  let kept = Buffer.alloc(0);
  for await (const chunk of stream) {
    if (kept.length < maxBytes) kept = Buffer.concat([kept, chunk.subarray(0, maxBytes - kept.length)]);
  }
  return kept.toString('utf8');
}
