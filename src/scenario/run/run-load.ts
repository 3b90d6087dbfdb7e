import { join } from 'node:path';
import type { Program } from '../../sources/program.ts';
import { oneLine } from '../judge/condition-reading.ts';
import { disturbanceLine } from '../judge/judge-load.ts';
import { loadArgv, loadText } from '../load/load-argv.ts';
import { type LoadReading, parseLoadResult } from '../load/load-reading.ts';
import type { DnsbenchLoad, Load } from '../plan/scenario.ts';
import { type RunContext, secondsOf, tell } from './run-context.ts';
import { sleep } from './waiting.ts';

const RESULT_BYTES = 64 * 2 ** 20;
/** An interrupted dnsbench waits for its last answers and writes its result. */
const ENDING_MS = 10_000;

/** Where the load's files lie, and what sends it. */
export interface LoadTools {
  /** argv of dnsbench. */
  readonly dnsbench: readonly string[];
  /** Of the queries and the results. */
  readonly directory: string;
  readonly writeText: (path: string, text: string) => Promise<void>;
  readonly readText: (path: string) => Promise<string>;
  /** Base URLs whose events explain losses; none where dnsbench is not to follow them. */
  readonly eventUrls: readonly string[];
}

/** How the load ended. */
export interface LoadEnd {
  readonly reading?: LoadReading;
  /** Why there is no result, or that it did not end well. */
  readonly failure?: string;
  readonly output: readonly string[];
}

/** Sends the load from its time on, until it is over or the run is ended. Never rejects. */
export async function runLoad(load: Load, tools: LoadTools, context: RunContext): Promise<LoadEnd> {
  try {
    return load.kind === 'dnsbench'
      ? await runDnsbench(load, tools, context)
      : await runCommandLoad(load, context);
  } catch (error) {
    return { failure: oneLine(error), output: [] };
  }
}

async function runDnsbench(load: DnsbenchLoad, tools: LoadTools, context: RunContext): Promise<LoadEnd> {
  const { directory, writeText, readText, dnsbench, eventUrls } = tools;
  const { queries } = load;
  const queriesFile = 'file' in queries ? queries.file : join(directory, 'queries.txt');
  if ('lines' in queries) await writeText(queriesFile, `${queries.lines.join('\n')}\n`);
  const jsonFile = join(directory, 'load.json');
  const program = context.startProgram(
    loadArgv(load, {
      program: dnsbench,
      queriesFile,
      jsonFile,
      htmlFile: join(directory, 'load.html'),
      startAtSeconds: context.zeroSeconds + load.startAtMs / 1000,
      eventUrls,
    }),
  );
  tell(context, { kind: 'load', text: loadText(load), tone: 'neutral' });
  return endOf(program, context, () => readText(jsonFile));
}

async function runCommandLoad(
  { argv, startAtMs }: Extract<Load, { kind: 'command' }>,
  context: RunContext,
): Promise<LoadEnd> {
  await sleep(context.clock, startAtMs - secondsOf(context) * 1000, context.signal);
  if (context.signal.aborted) return { failure: 'the load was not begun', output: [] };
  const program = context.startProgram(argv, { outputBytes: RESULT_BYTES });
  tell(context, { kind: 'load', text: argv.join(' '), tone: 'neutral' });
  return endOf(program, context, () => {
    const text = program.output();
    return text === undefined
      ? Promise.reject(new Error('the load printed more than 64 MiB'))
      : Promise.resolve(text);
  });
}

async function endOf(
  program: Program,
  context: RunContext,
  resultText: () => Promise<string>,
): Promise<LoadEnd> {
  const stop = (): void => void program.end('SIGINT', ENDING_MS);
  context.signal.addEventListener('abort', stop, { once: true });
  if (context.signal.aborted) stop();
  const { isDone, text } = await program.ended;
  context.signal.removeEventListener('abort', stop);
  const failure = isDone ? undefined : `the load ${text}`;
  const output = isDone ? [] : program.lastLines();
  try {
    const reading = parseLoadResult(await resultText());
    tellResult(reading, context);
    return { reading, ...(failure !== undefined && { failure }), output };
  } catch (error) {
    return { failure: failure ?? oneLine(error), output };
  }
}

function tellResult(reading: LoadReading, context: RunContext): void {
  const { totals, startedAtSeconds, disturbances, remarks } = reading;
  const begunSeconds = startedAtSeconds - context.zeroSeconds;
  for (const disturbance of disturbances) {
    context.timeline.add({
      atSeconds: begunSeconds + disturbance.firstLostSeconds,
      kind: 'load',
      text: `disturbance: ${disturbanceLine(disturbance)}`,
      tone: 'bad',
    });
  }
  for (const text of remarks) tell(context, { kind: 'load', text, tone: 'bad' });
  const { sent, answered, timedOut, interrupted } = totals;
  const text = `ended: sent ${sent}, answered ${answered}, lost ${timedOut}, interrupted ${interrupted}`;
  tell(context, { kind: 'load', text, tone: timedOut === 0 ? 'good' : 'neutral' });
}
