import type { ConditionSources } from '../judge/condition-reading.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Step } from '../plan/scenario.ts';
import type { StepRecord } from '../result/step-record.ts';
import { judgeLive } from './judge-live.ts';
import { runAct } from './run-act.ts';
import { type RunContext, secondsOf, tell } from './run-context.ts';
import { sleep } from './waiting.ts';

/** One that begins later than this after its time is told as late. */
const LATE_SECONDS = 0.1;

/** What steps have come to; what they expect may still be waited for. */
export interface StepsRun {
  readonly records: readonly StepRecord[];
  /** In the order of the file. */
  readonly judgements: readonly Promise<Judgement>[];
}

/**
 * Runs steps one after the other. After one that fails the rest is skipped, unless `goesOn`.
 *
 * @param onFailure called at once, with the reason
 */
export async function runSteps(
  steps: readonly Step[],
  context: RunContext,
  options: {
    readonly phase: StepRecord['phase'];
    readonly sources: ConditionSources;
    readonly goesOn: boolean;
    readonly onFailure: (reason: string) => void;
  },
): Promise<StepsRun> {
  const { phase, sources, goesOn, onFailure } = options;
  const records: StepRecord[] = [];
  const judgements: Promise<Judgement>[] = [];
  let hasFailed = false;
  /** When the last step began that did something: events count from there on. */
  let sinceSeconds = context.zeroSeconds;
  for (const step of steps) {
    const skip = (): boolean => context.signal.aborted || (hasFailed && !goesOn);
    if (!skip()) await begun(step, context);
    if (skip()) {
      records.push({ phase, name: step.name, outcome: 'skipped', text: '', output: [] });
      const none = { outcome: 'skipped', measured: 'its step was not reached', step: step.name } as const;
      judgements.push(...step.expect.map(({ name }) => Promise.resolve({ name, wanted: name, ...none })));
      continue;
    }
    const startedSeconds = secondsOf(context);
    if (step.act.kind !== 'wait' && step.act.kind !== 'nothing')
      sinceSeconds = context.zeroSeconds + startedSeconds;
    context.stepStarts.set(step.name, context.zeroSeconds + startedSeconds);
    tell(context, { kind: 'step', text: step.name + lateness(step, startedSeconds), tone: 'neutral' });
    const { isDone, text, output } = await runAct(step, { context, sources, sinceSeconds });
    const finishedSeconds = secondsOf(context);
    const outcome = isDone ? 'done' : 'failed';
    records.push({ phase, name: step.name, outcome, startedSeconds, finishedSeconds, text, output });
    tellEnd(context, step, { isDone, text, output });
    if (!isDone) {
      hasFailed = true;
      onFailure(`step ${JSON.stringify(step.name)} failed: ${text}`);
    }
    judgements.push(
      ...step.expect.map((expectation) =>
        judgeLive(expectation, { sources, sinceSeconds, step: step.name }, context),
      ),
    );
  }
  return { records, judgements };
}

async function begun({ begin }: Step, context: RunContext): Promise<void> {
  const waitMs = begin.kind === 'after' ? begin.ms : begin.ms - secondsOf(context) * 1000;
  await sleep(context.clock, waitMs, context.signal);
}

function lateness({ begin }: Step, startedSeconds: number): string {
  const late = begin.kind === 'at' ? startedSeconds - begin.ms / 1000 : 0;
  return late > LATE_SECONDS ? ` (${late.toFixed(1)} s late: the step before took longer)` : '';
}

function tellEnd(
  context: RunContext,
  { name, act }: Step,
  { isDone, text, output }: { isDone: boolean; text: string; output: readonly string[] },
): void {
  if (isDone && act.kind === 'nothing') return;
  const words = isDone ? ['done', ...(text === '' ? [] : [text])] : ['FAILED', text];
  tell(context, { kind: 'step', text: `${name}: ${words.join(': ')}`, tone: isDone ? 'neutral' : 'bad' });
  for (const line of output) tell(context, { kind: 'note', text: `  ${line}`, tone: 'bad' });
}
