import { type ChildProcess, spawn } from 'node:child_process';

const POLL_MS = 20;
const KILL_AFTER_MS = 5_000;
const OUTPUT_CHARACTERS = 256 * 1024;

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Asked again and again until true; a rejection counts as not ready. */
  readonly readyWhen: (running: RunningProcess) => Promise<boolean>;
  readonly timeoutMs: number;
}

/** A program that a test started; only its own process is ever signalled. */
export interface RunningProcess {
  readonly pid: number;
  /** stdout and stderr in the order they came, the last 256 Ki characters. */
  output(): string;
  /** Exit code, or the signal's name; undefined while it runs. */
  ended(): number | NodeJS.Signals | undefined;
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL five seconds later; resolves when the process is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a program and resolves as soon as it is ready.
 * Rejects with its output when it ends before that, and stops it when it is not ready in time.
 */
export async function startProcess(argv: readonly string[], options: StartOptions): Promise<RunningProcess> {
  const running = run(argv, options);
  const giveUpAt = Date.now() + options.timeoutMs;
  let lastRefusal = '';
  for (;;) {
    try {
      if (await options.readyWhen(running)) return running;
    } catch (error) {
      lastRefusal = `\nlast refusal: ${String(error)}`;
    }
    const ended = running.ended();
    if (ended !== undefined) {
      throw new Error(`${argv.join(' ')} ended with ${ended} before it was ready\n${running.output()}`);
    }
    if (Date.now() > giveUpAt) {
      await running.stop();
      throw new Error(
        `${argv.join(' ')} was not ready after ${options.timeoutMs} ms${lastRefusal}\n${running.output()}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** A program run to its end. */
export interface Finished {
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end with `input` on its stdin. Never rejects for an exit code. */
export function runProgram(argv: readonly string[], input = ''): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawnArgv(argv, {});
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'SIGKILL', stdout, stderr }));
    // A program that ends without reading its input breaks the pipe; its exit code tells the story.
    child.stdin?.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') reject(error);
    });
    child.stdin?.end(input);
  });
}

function run(argv: readonly string[], options: StartOptions): RunningProcess {
  const child = spawnArgv(argv, options);
  let output = '';
  let ended: number | NodeJS.Signals | undefined;
  const keep = (text: string): void => {
    output = (output + text).slice(-OUTPUT_CHARACTERS);
  };
  child.stdin?.end();
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      keep(String(error));
      ended = 127;
      resolve();
    });
    child.once('exit', (code, signal) => {
      ended = code ?? signal ?? 'SIGKILL';
      resolve();
    });
  });
  return {
    pid: child.pid ?? -1,
    output: () => output,
    ended: () => ended,
    signal: (name) => {
      child.kill(name);
    },
    stop: async () => {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await gone;
      clearTimeout(kill);
    },
  };
}

function spawnArgv(
  argv: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> },
): ChildProcess {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error('argv is empty');
  return spawn(program, args, {
    stdio: 'pipe',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: { ...process.env, ...options.env } }),
  });
}
