import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../test/integration/support/process.ts';
import type { TempDir } from '../../test/integration/support/temp-dir.ts';
import { compileC } from './c-programs.ts';

const DNSBENCH = join(import.meta.dirname, '..', '..', 'dist', 'bin', 'dnsbench.js');
/** What dnsbench asks for by itself; dnsperf is given the same. */
const BUFFER_KB = 4096;

export interface Target {
  readonly port: number;
  readonly file: string;
  readonly seconds: number;
}

/** What one run of a load generator gives. */
export interface Figures {
  readonly qps: number;
  /** Of the whole process, its start and the reading of the file too, by wait4(2). */
  readonly cpuUsPerAnswer: number;
  readonly lossPercent: number;
}

/** A load generator and how it is called. */
export interface Client {
  readonly name: string;
  readonly argv: (target: Target) => readonly string[];
  readonly read: (stdout: string) => {
    readonly qps: number;
    readonly sent: number;
    readonly answered: number;
  };
}

export function dnsperf(clients: number, outstanding: number): Client {
  return {
    name: `dnsperf -T 1 -c ${clients} -q ${outstanding}`,
    argv: ({ port, file, seconds }) =>
      `dnsperf -s 127.0.0.1 -p ${port} -d ${file} -l ${seconds} -T 1 -c ${clients} -q ${outstanding} -b ${BUFFER_KB} -t 1 -O suppress=timeouts`.split(
        ' ',
      ),
    read: (stdout) => ({
      qps: number(/Queries per second: +([\d.]+)/, stdout),
      sent: number(/Queries sent: +(\d+)/, stdout),
      answered: number(/Queries completed: +(\d+)/, stdout),
    }),
  };
}

/** The batched loop of bench/c/blast.c. */
export function blast(program: string, outstanding: number, segments: boolean): Client {
  return {
    name: `C${segments ? ' with segments' : ''} -q ${outstanding}`,
    argv: ({ port, file, seconds }) => [
      program,
      '127.0.0.1',
      String(port),
      file,
      String(seconds),
      String(outstanding),
      ...(segments ? ['segments'] : []),
    ],
    read: (stdout) => {
      const { qps, answered, timedOut } = JSON.parse(stdout) as Record<
        'qps' | 'answered' | 'timedOut',
        number
      >;
      // It leaves without waiting for the last answers; those are not lost.
      return { qps, sent: answered + timedOut, answered };
    },
  };
}

/** The built dnsbench with one worker. */
export function dnsbench(...options: readonly string[]): Client {
  return {
    name: `dnsbench ${options.join(' ')}`.trimEnd(),
    argv: ({ port, file, seconds }) => [
      process.execPath,
      DNSBENCH,
      ...`-s 127.0.0.1 -p ${port} -d ${file} -l ${seconds} --workers 1 -t 1 --json`.split(' '),
      ...options,
    ],
    read: (stdout) => {
      const { qps, totals } = JSON.parse(stdout) as {
        qps: number;
        totals: { sent: number; answered: number };
      };
      return { qps, sent: totals.sent, answered: totals.answered };
    },
  };
}

/** Runs load generators, each on core 0. */
export class ClientRunner {
  readonly blastProgram: string;
  readonly #rusageProgram: string;
  readonly #usageFile: string;

  private constructor(blastProgram: string, rusageProgram: string, usageFile: string) {
    this.blastProgram = blastProgram;
    this.#rusageProgram = rusageProgram;
    this.#usageFile = usageFile;
  }

  static async create(directory: TempDir): Promise<ClientRunner> {
    const [blastProgram, rusageProgram] = await Promise.all([
      compileC(directory, 'blast'),
      compileC(directory, 'rusage'),
    ]);
    return new ClientRunner(blastProgram, rusageProgram, directory.file('rusage.json'));
  }

  /** Rejects with what it printed when it fails. */
  async run(client: Client, target: Target): Promise<Figures> {
    const argv = ['taskset', '-c', '0', this.#rusageProgram, this.#usageFile, ...client.argv(target)];
    const { code, stdout, stderr } = await runProgram(argv);
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}\n${stderr}${stdout}`);
    const { qps, sent, answered } = client.read(stdout);
    const { userSeconds, systemSeconds } = JSON.parse(await readFile(this.#usageFile, 'utf8')) as {
      userSeconds: number;
      systemSeconds: number;
    };
    return {
      qps,
      cpuUsPerAnswer: ((userSeconds + systemSeconds) * 1e6) / answered,
      lossPercent: (100 * (sent - answered)) / sent,
    };
  }

  /** The client with the highest rate in one run each. */
  async fastest(clients: readonly Client[], target: Target): Promise<Client> {
    let best: { client: Client; qps: number } | undefined;
    for (const client of clients) {
      const { qps } = await this.run(client, target);
      if (best === undefined || qps > best.qps) best = { client, qps };
    }
    if (best === undefined) throw new RangeError('no client to choose from');
    return best.client;
  }
}

function number(pattern: RegExp, text: string): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in:\n${text}`);
  return Number(found);
}
