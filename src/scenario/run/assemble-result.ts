import type { Judgement } from '../judge/judgement.ts';
import type { Scenario } from '../plan/scenario.ts';
import {
  SCENARIO_RESULT_VERSION,
  type ScenarioOutcome,
  type ScenarioResult,
} from '../result/scenario-result.ts';
import type { StepRecord } from '../result/step-record.ts';
import { type RunContext, secondsOf } from './run-context.ts';
import type { LoadEnd } from './run-load.ts';
import type { RunOptions } from './run-scenario.ts';

export interface RunParts {
  readonly scenario: Scenario;
  readonly options: Pick<RunOptions, 'version' | 'file' | 'interrupted'>;
  readonly context: RunContext;
  readonly failure: string | undefined;
  /** Of the steps, and of those that run whatever happened. */
  readonly records: readonly StepRecord[];
  readonly cleaned: readonly StepRecord[];
  readonly judgements: readonly Judgement[];
  readonly loadEnd?: LoadEnd;
}

/** The result of a run, with the assertions that every scenario has. */
export function assembleResult(parts: RunParts): ScenarioResult {
  const { scenario, options, context, failure, loadEnd } = parts;
  const steps = [...parts.records, ...parts.cleaned];
  const assertions = [
    stepsDone(steps),
    ...(loadEnd === undefined ? [] : [loadDone(loadEnd)]),
    ...parts.judgements,
  ];
  return {
    version: SCENARIO_RESULT_VERSION,
    tool: { name: 'vipscope', version: options.version },
    name: scenario.name,
    ...(scenario.description !== undefined && { description: scenario.description }),
    file: options.file,
    startedAtSeconds: context.zeroSeconds,
    durationSeconds: Math.max(0, secondsOf(context)),
    outcome: outcomeOf(failure, assertions, options.interrupted.aborted),
    ...(failure !== undefined && { failure }),
    steps,
    assertions,
    timeline: context.timeline.sorted(),
    timelineLeftOut: context.timeline.leftOut,
    ...(loadEnd?.reading !== undefined && { load: loadEnd.reading }),
  };
}

function outcomeOf(
  failure: string | undefined,
  assertions: readonly Judgement[],
  isInterrupted: boolean,
): ScenarioOutcome {
  // One that was interrupted when all was judged has its result.
  if (isInterrupted && failure !== undefined) return 'interrupted';
  return failure === undefined && assertions.every(({ outcome }) => outcome === 'passed')
    ? 'passed'
    : 'failed';
}

function stepsDone(steps: readonly StepRecord[]): Judgement {
  const done = steps.filter(({ outcome }) => outcome === 'done').length;
  const broken = steps
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ name, text, output }) => [`${name}: ${text}`, ...output.slice(-1)].join(': '));
  const isDone = done === steps.length;
  return {
    name: 'every step is done',
    outcome: isDone ? 'passed' : 'failed',
    wanted: `${steps.length} steps done`,
    measured: [`${done} of ${steps.length} done`, ...broken].join('; '),
  };
}

function loadDone({ failure, output }: LoadEnd): Judgement {
  return {
    name: 'the load ran to its end',
    outcome: failure === undefined ? 'passed' : 'failed',
    wanted: 'a result and exit status 0',
    measured: failure === undefined ? 'so it did' : [failure, ...output.slice(-1)].join(': '),
  };
}
