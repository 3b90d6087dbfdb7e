import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Faults } from './faults.ts';
import { DEFAULTS, type ResponderSettings } from './responder-settings.ts';
import type { ResponderStats } from './responder-stats.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Settings other than the defaults, and where it runs. */
export interface StartResponderOptions extends Partial<ResponderSettings> {
  /** Core that it is bound to; absent: any. */
  readonly cpu?: number;
}

/** A responder in a process of its own. */
export interface RunningResponder {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  /** From now on queries are read and not answered. */
  silence(): Promise<void>;
  /** Ends {@link silence}. */
  speak(): Promise<void>;
  /** Gives the port up: who asks gets an ICMP error. */
  close(): Promise<void>;
  /** Takes the same port again. */
  open(): Promise<void>;
  /** Other faults from now on. */
  setFaults(faults: Faults): Promise<void>;
  stats(): Promise<ResponderStats>;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<ResponderStats>;
}

/** Starts a responder. Rejects with what it printed when it ends before it is ready. */
export async function startResponder(options: StartResponderOptions = {}): Promise<RunningResponder> {
  const { cpu, ...given } = options;
  const settings = { ...DEFAULTS, ...given };
  const argv = [
    ...(cpu === undefined ? [] : ['taskset', '-c', String(cpu)]),
    process.execPath,
    '--import',
    'tsx',
    MAIN,
    ...argumentsOf(settings),
  ];
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  // One that is gone cannot be written to; whoever waits for an answer learns of it below.
  child.stdin.on('error', (error) => {
    complaints += String(error);
  });
  const waiters: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  let gone: Error | undefined;
  const nextLine = (): Promise<string> =>
    new Promise((resolve, reject) => {
      if (gone === undefined) waiters.push({ resolve, reject });
      else reject(gone);
    });
  createInterface({ input: child.stdout }).on('line', (line) => waiters.shift()?.resolve(line));
  const ended = new Promise<void>((resolve) => {
    const leave = (why: string): void => {
      gone = new Error(`the responder ${why}\n${complaints}`);
      for (const waiter of waiters.splice(0)) waiter.reject(gone);
      resolve();
    };
    child.once('error', (error) => leave(`could not be started: ${error.message}`));
    child.once('close', (code, signal) => leave(`ended with ${code ?? signal}`));
  });
  const tell = async (command: string): Promise<unknown> => {
    const answer = nextLine();
    child.stdin.write(`${command}\n`);
    const value = JSON.parse(await answer) as { readonly error?: string };
    if (value.error !== undefined) throw new Error(value.error);
    return value;
  };
  const { address, port } = JSON.parse(await nextLine()) as { address: string; port: number };
  return {
    address,
    port,
    pid: child.pid ?? -1,
    silence: async () => void (await tell('silent')),
    speak: async () => void (await tell('speak')),
    close: async () => void (await tell('close')),
    open: async () => void (await tell('open')),
    setFaults: async (faults) => void (await tell(`faults ${JSON.stringify(faults)}`)),
    stats: async () => (await tell('stats')) as ResponderStats,
    stop: async () => {
      const last = nextLine();
      child.stdin.end();
      const stats = JSON.parse(await last) as ResponderStats;
      await ended;
      return stats;
    },
  };
}

function argumentsOf({ address, port, rcode, record, seed, slices, faults }: ResponderSettings): string[] {
  return [
    `--address=${address}`,
    `--port=${port}`,
    `--rcode=${rcode}`,
    ...(record === undefined ? [] : [`--record=${record}`]),
    `--seed=${seed}`,
    ...(slices ? ['--slices'] : []),
    `--faults=${JSON.stringify(faults)}`,
  ];
}
