import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { fromJson } from '../../../src/loadgen/result/json.ts';
import type { RunResult, Totals } from '../../../src/loadgen/result/run-result.ts';
import { type Finished, runProgram } from './process.ts';

/** The built program. */
export const DNSBENCH = join(import.meta.dirname, '..', '..', '..', 'dist', 'bin', 'dnsbench.js');

/** argv of the built program. */
export function dnsbench(...args: readonly string[]): string[] {
  return [process.execPath, DNSBENCH, ...args];
}

/** Arguments that name a server on loopback. */
export function serverOf({ port }: { readonly port: number }): string[] {
  return ['-s', '127.0.0.1', '-p', String(port)];
}

/** Runs it to its end. */
export function runDnsbench(args: readonly string[], input = ''): Promise<Finished> {
  return runProgram(dnsbench(...args), input);
}

/** Runs it with --json; it must end well and have nothing to say besides its result. */
export async function measure(...args: readonly string[]): Promise<RunResult> {
  const { code, stdout, stderr } = await runDnsbench([...args, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return accounted(fromJson(stdout, 'stdout'));
}

/** Holds a result's numbers against each other: each says the same of the same queries. */
export function accounted(result: RunResult): RunResult {
  const { totals, intervals, workers, latency } = result;
  expect(totals.sent).toBe(totals.answered + totals.timedOut + totals.interrupted);
  expect(Object.values(result.rcodes).reduce((sum, count) => sum + count, 0)).toBe(totals.answered);
  expect(latency.count).toBe(totals.answered);
  for (const figure of ['sent', 'answered', 'timedOut'] as const)
    expect(sumOf(intervals, figure)).toBe(totals[figure]);
  for (const figure of ['sent', 'answeredInWindow', 'timedOut'] as const)
    expect(sumOf(workers, figure)).toBe(totals[figure]);
  return result;
}

function sumOf<Key extends string>(parts: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return parts.reduce((sum, part) => sum + part[key], 0);
}

/** What was counted at all, apart from bytes. */
export function seen({ totals }: RunResult): Partial<Totals> {
  const { bytesSent: _sent, bytesReceived: _received, ...counts } = totals;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** `count` lines for different names. */
export function addressQueries(count: number, domain = 'example.test'): string {
  return Array.from({ length: count }, (_none, n) => `n${n}.${domain} A\n`).join('');
}

/** A dnsbench that runs, its standard input open. */
export interface RunningDnsbench {
  readonly pid: number;
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  stdout(): string;
  readonly finished: Promise<Finished>;
  signal(name: NodeJS.Signals): void;
  /** For after a test that failed; nothing happens when it is gone. */
  kill(): void;
}

export function startDnsbench(...args: readonly string[]): RunningDnsbench {
  const child = spawn(process.execPath, [DNSBENCH, ...args], { stdio: 'pipe' });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  // One that ends before it has read everything breaks the pipe; its exit status tells the story.
  child.stdin.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    pid: child.pid ?? -1,
    stdin: child.stdin,
    stdout: () => output.stdout,
    finished: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'SIGKILL', ...output }));
    }),
    signal: (name) => void child.kill(name),
    kill: () => void child.kill('SIGKILL'),
  };
}
