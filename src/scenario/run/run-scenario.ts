import type { ConditionSources } from '../judge/condition-reading.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Scenario } from '../plan/scenario.ts';
import type { ScenarioResult } from '../result/scenario-result.ts';
import type { StepRecord } from '../result/step-record.ts';
import { assembleResult } from './assemble-result.ts';
import { judgeEnd } from './judge-end.ts';
import { type RunContext, type RunTools, secondsOf, tell } from './run-context.ts';
import { type LoadEnd, type LoadTools, runLoad } from './run-load.ts';
import { runSteps } from './run-steps.ts';
import { Timeline, type TimelineEntry } from './timeline.ts';
import { sleep, timed } from './waiting.ts';
import { watchStack } from './watch-stack.ts';

/** So long before the scenario begins its load is started, which then has its sockets open on time. */
const LEAD_MS = 2000;
/** Of cleanup steps, which nothing ends but their own time. */
const NEVER = new AbortController().signal;

export interface RunOptions extends RunTools {
  readonly load: LoadTools;
  /** Somebody wants it to end; `finally` runs all the same. */
  readonly interrupted: AbortSignal;
  readonly onEntry: (entry: TimelineEntry) => void;
  readonly version: string;
  /** Path of the scenario, for people. */
  readonly file: string;
}

/** What the steps came to. */
interface MainPart {
  readonly records: readonly StepRecord[];
  readonly judgements: readonly Judgement[];
  readonly loadEnd?: LoadEnd;
}

/** Runs a scenario to its end, whatever happens. Nothing that it started runs any more when it resolves. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const { clock, interrupted } = options;
  const steps = new AbortController();
  let failure: string | undefined;
  const end = (reason: string): void => {
    failure ??= reason;
    steps.abort();
  };
  const whole = timed(clock, scenario.timeoutMs, interrupted);
  const onWhole = (): void =>
    end(interrupted.aborted ? 'it was interrupted' : 'its time is over; raise timeout, or make it shorter');
  whole.signal.addEventListener('abort', onWhole, { once: true });
  if (whole.signal.aborted) onWhole();

  const leadMs = scenario.load?.kind === 'dnsbench' ? LEAD_MS : 0;
  const context: RunContext = {
    ...options,
    timeline: new Timeline(options.onEntry),
    signal: steps.signal,
    processes: new Map(),
    stepStarts: new Map(),
    zeroMs: clock.elapsedMs() + leadMs,
    zeroSeconds: (clock.wallMs() + leadMs) / 1000,
  };
  const watching = new AbortController();
  const { sources, begun } = watchStack(scenario, context, watching.signal);
  let main: MainPart = { records: [], judgements: [] };
  let cleaned: readonly StepRecord[] = [];
  try {
    await begun;
    main = await runMain(scenario, options.load, { context, sources, end });
  } finally {
    whole.end();
    const wasEnded = steps.signal.aborted;
    steps.abort();
    if (wasEnded && failure !== undefined) tell(context, { kind: 'note', text: failure, tone: 'bad' });
    cleaned = await cleanUp(scenario, context, sources);
    watching.abort();
    await Promise.all([...context.processes.values()].map((program) => program.end()));
  }
  return assembleResult({ scenario, options, context, failure, cleaned, ...main });
}

async function runMain(
  scenario: Scenario,
  loadTools: LoadTools,
  {
    context,
    sources,
    end,
  }: { context: RunContext; sources: ConditionSources; end: (reason: string) => void },
): Promise<MainPart> {
  const load = scenario.load && runLoad(scenario.load, loadTools, context);
  void load?.then((ended) => {
    // Without it nothing of what the steps do would be measured.
    if (ended.reading === undefined) end(ended.failure ?? 'the load has no result');
  });
  await sleep(context.clock, -secondsOf(context) * 1000, context.signal);
  const { records, judgements } = await runSteps(scenario.steps, context, {
    phase: 'steps',
    sources,
    goesOn: false,
    onFailure: end,
  });
  const ofSteps = await Promise.all(judgements);
  const loadEnd = await load;
  const ofEnd = await judgeEnd(scenario.expect, { loadEnd, sources, context });
  return { records, judgements: [...ofSteps, ...ofEnd], ...(loadEnd !== undefined && { loadEnd }) };
}

async function cleanUp(
  { finally: steps }: Scenario,
  context: RunContext,
  sources: ConditionSources,
): Promise<readonly StepRecord[]> {
  const { records } = await runSteps(
    steps,
    { ...context, signal: NEVER },
    {
      phase: 'finally',
      sources,
      goesOn: true,
      onFailure: () => undefined,
    },
  );
  return records;
}
