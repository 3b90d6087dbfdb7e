import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { abortError, errorCode } from './abort.ts';
import { readBoundedText } from './bounded-text.ts';
import { type ReadLimits, SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

const STDERR_BYTES = 4096;
/** Nothing of the operator's environment but what a program needs to run, and C for its messages. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Runs that were given up and are not gone yet, by their command line. A program that cannot be killed, since it is
 * another user's by way of sudo or hangs within the kernel, must not be joined by one more at each scrape.
 */
const givenUp = new Map<string, Promise<void>>();

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Runs a program, never through a shell, and returns what it printed. Past the deadline it is killed.
 *
 * @param argv program and arguments
 * @throws SourceError `not-found` where there is no such program, `exit-status` with its first line of stderr
 */
export async function runCommand(argv: readonly string[], limits: ReadLimits): Promise<string> {
  const [program, ...args] = argv;
  const what = argv.join(' ');
  if (program === undefined) throw new SourceError('not-found', 'no command was given');
  if (limits.signal.aborted) throw abortError(limits.signal, what);
  await goneBefore(what, limits.signal);
  const child: Child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: what sudo or a script started in turn is ended with it.
    detached: true,
    env: { PATH: process.env['PATH'] ?? PATH, LC_ALL: 'C' },
  });
  const kill = (): void => end(child);
  limits.signal.addEventListener('abort', kill, { once: true });
  try {
    const ended = new Promise<ExitStatus>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
    const [stdout, stderr, exit] = await Promise.all([
      readBoundedText(child.stdout, what, limits),
      readStart(child.stderr, STDERR_BYTES),
      ended,
    ]);
    if (limits.signal.aborted) throw abortError(limits.signal, what);
    if (exit.code !== 0)
      throw new SourceError('exit-status', `${what} ${describe(exit)}: ${firstLine(stderr)}`);
    return stdout;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      throw new SourceError('not-found', `${program} is not installed or not in PATH`, { cause: error });
    }
    if (limits.signal.aborted) throw abortError(limits.signal, what);
    if (errorCode(error) === 'EACCES') {
      throw new SourceError('permission', `${program} may not be executed by this user`, { cause: error });
    }
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

function isRunning({ pid, exitCode, signalCode }: Child): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

/**
 * Ends the child with all that it started. Once the child itself is reaped its group is no longer ours to name
 * (the number may be another's by now): then only the pipes are let go.
 */
function end(child: Child): void {
  // Without descriptors to spare there is a child without pipes, and its error comes later.
  const { stdout, stderr } = child as Partial<Child>;
  stdout?.destroy();
  stderr?.destroy();
  if (child.pid === undefined || !isRunning(child)) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Run through sudo it is another user's. Most end all the same, since nobody reads what they write.
    if (errorCode(error) !== 'EPERM') throw error;
  }
}

interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function describe({ code, signal }: ExitStatus): string {
  return code === null ? `was ended by ${signal}` : `exited with status ${code}`;
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
