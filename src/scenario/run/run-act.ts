import { formatDuration } from '../../text/duration.ts';
import type { ConditionSources } from '../judge/condition-reading.ts';
import { oneLine } from '../judge/condition-reading.ts';
import type { Act, KillSignal, KillTarget, Step } from '../plan/scenario.ts';
import { type RunContext, tell } from './run-context.ts';
import { settleCondition } from './settle-condition.ts';
import { waitAtMost } from './waiting.ts';

/** How an act ended. */
export interface ActEnd {
  readonly isDone: boolean;
  /** What happened, to follow the step's name; empty: nothing to say. */
  readonly text: string;
  /** What a program that failed printed last. */
  readonly output: readonly string[];
}

export interface ActOptions {
  readonly context: RunContext;
  readonly sources: ConditionSources;
  readonly sinceSeconds: number;
}

/** A program that cannot be started is known by then. */
const STARTING_MS = 50;

type Of<K extends Act['kind']> = Extract<Act, { kind: K }>;
type Runners = {
  readonly [K in Act['kind']]: (act: Of<K>, timeoutMs: number, options: ActOptions) => Promise<ActEnd>;
};

/** Signals that end a process, unless it catches them. */
const ENDING: readonly KillSignal[] = ['TERM', 'KILL', 'INT', 'HUP'];

const RUNNERS: Runners = {
  run: async ({ argv }, timeoutMs, { context }) => {
    const program = context.startProgram(argv);
    const waited = await waitAtMost(context.clock, program.ended, timeoutMs, context.signal);
    if (typeof waited === 'object') {
      const { isDone, text } = waited.value;
      return { isDone, text: isDone ? '' : text, output: isDone ? [] : program.lastLines() };
    }
    await program.end();
    const text = waited === 'aborted' ? 'was ended' : `did not end within ${formatDuration(timeoutMs)}`;
    return { isDone: false, text, output: program.lastLines() };
  },
  start: async ({ argv, process }, _timeoutMs, { context }) => {
    if (context.processes.get(process)?.isRunning() === true)
      return failed(`${process} runs already; give each process a name of its own with as`);
    const program = context.startProgram(argv);
    context.processes.set(process, program);
    void program.ended.then(({ text }) =>
      tell(context, { kind: 'note', text: `process ${process} ${text}`, tone: 'neutral' }),
    );
    // What cannot be started is known at once.
    const waited = await waitAtMost(context.clock, program.ended, STARTING_MS, context.signal);
    if (typeof waited === 'object' && !waited.value.isDone)
      return { isDone: false, text: waited.value.text, output: program.lastLines() };
    return done('');
  },
  kill: async ({ target, signal }, timeoutMs, options) =>
    'process' in target
      ? killProcess(target.process, signal, timeoutMs, options.context)
      : killPid(target, signal, options.context),
  wait: async ({ condition }, timeoutMs, { context, sources, sinceSeconds }) => {
    const settled = await settleCondition(condition, { sources, withinMs: timeoutMs, sinceSeconds }, context);
    if (settled.holds) return done(settled.measured);
    const when = settled.isAborted ? 'was not so yet' : `was not so within ${formatDuration(timeoutMs)}`;
    return failed(`${when}: ${settled.measured}`);
  },
  nothing: () => Promise.resolve(done('')),
};

/** Does what a step says. Never rejects. */
export async function runAct({ act, timeoutMs }: Step, options: ActOptions): Promise<ActEnd> {
  // The table's type pairs each kind with its act, which TypeScript does not follow through an index.
  const run = RUNNERS[act.kind] as (act: Act, timeoutMs: number, options: ActOptions) => Promise<ActEnd>;
  try {
    return await run(act, timeoutMs, options);
  } catch (error) {
    return failed(oneLine(error));
  }
}

async function killProcess(
  name: string,
  signal: KillSignal,
  timeoutMs: number,
  { processes, clock, signal: abort }: RunContext,
): Promise<ActEnd> {
  const program = processes.get(name);
  if (program === undefined || !program.isRunning()) return failed(`${name} does not run`);
  program.signal(`SIG${signal}`);
  if (!ENDING.includes(signal)) return done('');
  const waited = await waitAtMost(clock, program.ended, timeoutMs, abort);
  if (typeof waited === 'object') return done(waited.value.text);
  return failed(`${name} still runs ${formatDuration(timeoutMs)} after SIG${signal}`);
}

async function killPid(
  { pidFile }: Extract<KillTarget, { pidFile: string }>,
  signal: KillSignal,
  { readText, signalPid }: RunContext,
): Promise<ActEnd> {
  const text = (await readText(pidFile)).trim();
  const pid = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  // 0 is this program's own group, 1 the system's first process.
  if (pid < 2) return failed(`${pidFile} holds no process id`);
  signalPid(pid, `SIG${signal}`);
  return done(`process ${pid}`);
}

function done(text: string): ActEnd {
  return { isDone: true, text, output: [] };
}

function failed(text: string): ActEnd {
  return { isDone: false, text, output: [] };
}
