import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, SYSTEM_CLOCK } from '../live/clock.ts';
import type { Scenario } from '../scenario/plan/scenario.ts';
import type { RunOptions } from '../scenario/run/run-scenario.ts';
import { readTextFile } from '../sources/file.ts';
import { fetchText } from '../sources/http.ts';
import { startProgram } from '../sources/program.ts';

const READ_TIMEOUT_MS = 10_000;
const MOST_BYTES = 64 * 2 ** 20;

/** The built program beside this one. */
const DNSBENCH = fileURLToPath(new URL('../bin/dnsbench.js', import.meta.url));

/** Between two steps there is nothing else that would keep the process. */
const KEEPING_CLOCK: Clock = {
  ...SYSTEM_CLOCK,
  after: (delayMs, call) => {
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  },
};

export interface ToolsOptions {
  readonly plan: Scenario;
  /** Of the scenario: commands run there, and relative paths begin there. */
  readonly baseDirectory: string;
  /** Of the load's files. */
  readonly workDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The clock, the processes, the files and the network of this host. */
export function scenarioTools({
  plan,
  baseDirectory,
  workDirectory,
  environment,
}: ToolsOptions): Omit<RunOptions, 'interrupted' | 'onEntry' | 'version' | 'file'> {
  const readText = (path: string): Promise<string> =>
    readTextFile(resolve(baseDirectory, path), {
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
      maxBytes: MOST_BYTES,
    });
  return {
    clock: KEEPING_CLOCK,
    fetchText: (url, limits) => fetchText({ url }, limits),
    // What operators start by hand has their environment; so has this.
    startProgram: (argv, options = {}) =>
      startProgram(argv, { cwd: baseDirectory, env: environment, ...options }),
    signalPid: (pid, signal) => void process.kill(pid, signal),
    readText,
    load: {
      dnsbench: [process.execPath, DNSBENCH],
      directory: workDirectory,
      writeText: (path, text) => writeFile(path, text),
      readText,
      eventUrls: [...plan.vipscopes.values()],
    },
  };
}
