import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { errorCode } from './abort.ts';
import { SourceError } from './source-error.ts';
import { systemError } from './system-error.ts';

/** Where programs are looked for when this process was not told. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A program that is read. Without descriptors to spare it has no pipes, whatever its type says; its error comes later. */
export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Where a program runs, and with what. */
export interface ChildPlace {
  readonly cwd?: string;
  /** Absent: nothing of the operator's environment but what a program needs to run, and C for its messages. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Starts a program, never through a shell. What commonly keeps it from being started is an event of the child.
 *
 * @param argv program and arguments
 * @throws SourceError for the rest, such as a part of the path that is no directory (lib/internal/child_process.js)
 */
export function startChild([program = '', ...args]: readonly string[], place: ChildPlace = {}): Child {
  try {
    return spawnGroup(program, args, place);
  } catch (error) {
    throw notStarted(error, program);
  }
}

function spawnGroup(program: string, args: readonly string[], { cwd, env }: ChildPlace): Child {
  return spawn(program, args, {
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: what sudo or a script started in turn is ended with it.
    detached: true,
    env: env ?? { PATH: process.env['PATH'] ?? PATH, LC_ALL: 'C' },
  });
}

export function isRunning({ pid, exitCode, signalCode }: Child): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

/**
 * Ends the child with all that it started, and lets its pipes go. Once the child itself is reaped its group is no
 * longer ours to name (the number may be another's by now): then only the pipes are let go.
 */
export function endGroup(child: Child, signal: NodeJS.Signals): void {
  const { stdout, stderr } = child as Partial<Child>;
  stdout?.destroy();
  stderr?.destroy();
  signalGroup(child, signal);
}

/** Signals the child with all that it started, as long as its group is its own. */
export function signalGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined || !isRunning(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // Run through sudo it is another user's. Most end all the same, since nobody reads what they write.
    if (errorCode(error) !== 'EPERM') throw error;
  }
}

/** How a program ended, to follow its name: `exited with status 1`. */
export function exitText(code: number | null, signal: NodeJS.Signals | null): string {
  return code === null ? `was ended by ${signal}` : `exited with status ${code}`;
}

/** Why a child could not be started, from its `error` event. */
export function notStarted(error: unknown, program: string): SourceError {
  switch (errorCode(error)) {
    case 'ENOENT':
      return new SourceError('not-found', `${program} is not installed or not in PATH`, { cause: error });
    case 'EACCES':
      return new SourceError('permission', `${program} may not be executed by this user`, { cause: error });
    default:
      return systemError(error, program);
  }
}
