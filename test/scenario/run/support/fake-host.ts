import type { StackEvent } from '../../../../src/model/stack-event.ts';
import { loadScenario } from '../../../../src/scenario/plan/load-scenario.ts';
import type { ScenarioResult } from '../../../../src/scenario/result/scenario-result.ts';
import { type RunOptions, runScenario } from '../../../../src/scenario/run/run-scenario.ts';
import type { Program, ProgramEnd } from '../../../../src/sources/program.ts';
import { eventsJson } from '../../../../src/view/events-document.ts';
import { FakeClock } from '../../../live/support/fake-clock.ts';

const DONE: ProgramEnd = { isDone: true, text: 'exited with status 0' };

/** What a command of a test does; without one it is done at once. */
export interface FakeCommand {
  /** Absent: it runs until it is ended. */
  readonly lastsMs?: number;
  readonly end?: ProgramEnd;
  readonly lines?: readonly string[];
  readonly output?: string;
  readonly onStart?: () => void;
}

/** A host on which time passes when it is told to, with one vipscope, ds1. */
export class FakeHost {
  readonly clock = new FakeClock();
  /** Every command that was started, with the second, and every signal that one got. */
  readonly started: string[] = [];
  readonly signals: string[] = [];
  readonly interrupted = new AbortController();
  readonly files = new Map<string, string>();
  readonly pages = new Map<string, () => string>();
  running = 0;
  verdict = 'ok';
  private readonly events: StackEvent[] = [];
  private readonly commands: Readonly<Record<string, FakeCommand>>;

  constructor(commands: Readonly<Record<string, FakeCommand>> = {}) {
    this.commands = commands;
  }

  /** Something happens on ds1 now. */
  tell(to: string): void {
    const timeNs = BigInt(this.clock.wallMs()) * 1_000_000n;
    this.events.push({
      id: this.events.length + 1,
      timeNs,
      earliestNs: timeNs,
      latestNs: timeNs,
      node: 'ds1',
      layer: 'vrrp',
      source: 'log',
      kind: 'state',
      subject: 'VI_1',
      to,
      tone: 'neutral',
    });
  }

  /** Runs a scenario, with as much time as it needs. */
  async run(text: string, whileRunning: () => void = () => undefined): Promise<ScenarioResult> {
    let result: ScenarioResult | undefined;
    const running = runScenario(loadScenario(text, 'a.yml'), this.options()).then((ended) => {
      result = ended;
    });
    for (let step = 0; result === undefined && step < 10_000; step += 1) {
      await this.clock.advance(50);
      whileRunning();
    }
    await running;
    if (result === undefined) throw new Error('it did not end');
    return result;
  }

  private options(): RunOptions {
    const readText = (path: string): Promise<string> => {
      const text = this.files.get(path);
      return text === undefined ? Promise.reject(new Error(`${path} does not exist`)) : Promise.resolve(text);
    };
    return {
      clock: this.clock,
      fetchText: (url) => this.page(url),
      startProgram: (argv) => this.start(argv),
      signalPid: (pid, signal) => void this.signals.push(`${pid} ${signal}`),
      readText,
      load: {
        dnsbench: ['dnsbench'],
        directory: '/work',
        readText,
        writeText: (path, text) => {
          this.files.set(path, text);
          return Promise.resolve();
        },
        eventUrls: [],
      },
      interrupted: this.interrupted.signal,
      onEntry: () => undefined,
      version: '0',
      file: 'a.yml',
    };
  }

  private page(url: string): Promise<string> {
    const page = this.pages.get(url);
    if (page !== undefined) return Promise.resolve(page());
    const { pathname, searchParams } = new URL(url);
    if (pathname === '/status.json') {
      const vips = [{ address: '127.0.0.9', verdict: this.verdict, owners: ['ds1'] }];
      return Promise.resolve(JSON.stringify({ node: 'ds1', vips }));
    }
    const since = Number(searchParams.get('since'));
    const events = this.events.filter(({ id }) => id > since);
    const nowNs = BigInt(this.clock.wallMs()) * 1_000_000n;
    return Promise.resolve(eventsJson({ node: 'ds1', nowNs, missed: false, events }));
  }

  private start(argv: readonly string[]): Program {
    const command = this.commands[argv[0] ?? ''] ?? { lastsMs: 0 };
    this.started.push(argv.join(' '));
    command.onStart?.();
    let isRunning = true;
    this.running += 1;
    let resolve: (end: ProgramEnd) => void = () => undefined;
    const ended = new Promise<ProgramEnd>((settle) => {
      resolve = settle;
    });
    const stop = (end: ProgramEnd): void => {
      if (isRunning) this.running -= 1;
      isRunning = false;
      resolve(end);
    };
    if (command.lastsMs !== undefined) this.clock.after(command.lastsMs, () => stop(command.end ?? DONE));
    const signal = (name: NodeJS.Signals): void => {
      this.signals.push(`${argv[0]} ${name}`);
      if (name !== 'SIGSTOP' && name !== 'SIGCONT') stop({ isDone: false, text: `was ended by ${name}` });
    };
    return {
      ended,
      isRunning: () => isRunning,
      lastLines: () => command.lines ?? [],
      output: () => command.output ?? '',
      signal,
      end: (first = 'SIGTERM') => {
        if (isRunning) signal(first);
        return Promise.resolve();
      },
    };
  }
}
