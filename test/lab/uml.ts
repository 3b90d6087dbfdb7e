import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a script in the lab's kernel ended. */
export interface UmlRun {
  /** The script's exit status; 1 too where the kernel never came to its end. */
  readonly status: number;
  /** All that was written to the kernel's console, its own messages among it. */
  readonly console: string;
}

/** boot.sh ends the kernel at its own deadline; this long after it, it is killed from outside. */
const GRACE_MS = 15_000;
const CONSOLE_CHARACTERS = 256 * 1024;

/**
 * Boots User-Mode Linux (boot.sh) and runs a script of this directory inside it, as root on this machine's own files.
 *
 * @param args without white space
 * @param seconds after which the kernel is ended, whatever it does
 */
export function runInUml(script: string, args: readonly string[], seconds: number): Promise<UmlRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(import.meta.dirname, 'boot.sh'), [join(import.meta.dirname, script), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { UML_MEMORY: '2G', ...process.env, UML_SECONDS: String(seconds) },
      // A group of its own: the kernel runs its processes as processes of this machine.
      detached: true,
    });
    let output = '';
    const keep = (text: string): void => {
      output = (output + text).slice(-CONSOLE_CHARACTERS);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const kill = setTimeout(
      () => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      },
      seconds * 1000 + GRACE_MS,
    );
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(kill);
      resolve({ status: code ?? 1, console: output });
    });
  });
}
