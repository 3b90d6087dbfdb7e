import { join } from 'node:path';
import { runProgram, startProcess } from './process.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'dist', 'bin', 'vipscope.js');

/** argv of the built program. */
export function vipscope(...args: readonly string[]): string[] {
  return [process.execPath, PROGRAM, ...args];
}

/** A serving vipscope; port 0 in its configuration is replaced by the port that it got. */
export interface ServingVipscope {
  readonly url: string;
  readonly pid: number;
  output(): string;
  signal(name: NodeJS.Signals): void;
  ended(): number | NodeJS.Signals | undefined;
  stop(): Promise<void>;
  /** GET, as text, whatever the status. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<{ status: number; text: string }>;
}

/** Starts `vipscope serve` or `demo` on a port of its own choice. */
export function serveVipscope(...args: readonly string[]): Promise<ServingVipscope> {
  return serveVipscopeBy([], ...args);
}

/** @param launcher argv of a program that becomes vipscope: `[env, PATH=…]`, `[setpriv, --reuid=…]` */
export async function serveVipscopeBy(
  launcher: readonly string[],
  ...args: readonly string[]
): Promise<ServingVipscope> {
  const argv = [...launcher, ...vipscope(...args, '--web.listen-address=127.0.0.1:0')];
  const running = await startProcess(argv, {
    readyWhen: (started) => Promise.resolve(urlIn(started.output()) !== undefined),
    timeoutMs: 20_000,
  });
  const url = urlIn(running.output()) ?? '';
  return {
    url,
    pid: running.pid,
    output: running.output,
    signal: running.signal,
    ended: running.ended,
    stop: running.stop,
    get: async (path, headers = {}) => {
      const response = await fetch(`${url}${path}`, { headers, redirect: 'manual' });
      return { status: response.status, text: await response.text() };
    },
  };
}

/** The address in the line that vipscope logs once it serves. */
function urlIn(output: string): string | undefined {
  return /addresses="?(http[^\s"]+)/.exec(output)?.[1];
}

/** Runs the program to its end. */
export function runVipscope(...args: readonly string[]) {
  return runProgram(vipscope(...args));
}
