import { scheduleOf } from '../load/schedule.ts';
import { createIntervalRecorder } from '../result/interval-recorder.ts';
import type { RunResult } from '../result/run-result.ts';
import { allocateStats, viewStats } from '../stats/worker-stats.ts';
import { allocateControl, RunControl } from '../worker/run-control.ts';
import type { WorkerData } from '../worker/worker-data.ts';
import type { RunPlan } from './plan-run.ts';
import { createRateSearch, type RateSearch } from './rate-search.ts';
import type { RunEnvironment } from './run-environment.ts';
import type { RunListener } from './run-listener.ts';
import { runOutcome } from './run-outcome.ts';
import { actAt, periodEnds } from './ticks.ts';
import { readUdpCounters, udpCountersGrowth } from './udp-counters.ts';
import { workerSockets } from './worker-sockets.ts';
import { startWorkerThreads } from './worker-threads.ts';

/** Time for all workers to leave their barrier before the first query is due. */
const START_DELAY_US = 20_000;

/**
 * Sends a planned load and gathers what became of it.
 * @throws RunError when a worker cannot open its sockets, or dies
 */
export async function runLoad(
  plan: RunPlan,
  listener: RunListener,
  environment: RunEnvironment,
): Promise<RunResult> {
  const { settings } = plan;
  const { clock } = environment;
  for (const text of plan.warnings) listener.warn(text);
  const controlMemory = allocateControl();
  const control = new RunControl(controlMemory);
  const memories = Array.from({ length: settings.workers }, allocateStats);
  const workers = memories.map(viewStats);
  const search = createRateSearch(settings, workers, control, clock);
  const threads = startWorkerThreads(
    memories.map((statsMemory, worker) => workerData(plan, { statsMemory, controlMemory, worker })),
    {
      warn: warnOnce(listener),
      events: (message, backlog) => takeEvents(message, backlog, listener),
    },
  );
  const abort = () => control.abort();
  const stop = () => control.stopAt(clock());
  environment.abort.addEventListener('abort', abort);
  environment.stop.addEventListener('abort', stop);
  try {
    await threads.ready;
    const kernelBefore = readUdpCounters();
    const startUs = startTimeUs(settings.startAtSeconds, environment, listener);
    const startedAtSeconds = environment.nowSeconds() + (startUs - clock()) / 1e6;
    const recorder = createIntervalRecorder(workers);
    control.start(startUs, startUs + (settings.durationSeconds ?? Number.POSITIVE_INFINITY) * 1e6);
    if (environment.stop.aborted) stop();
    listener.started({
      startedAtSeconds,
      workers,
      targetQps: targetQps(plan, search, () => clock() - startUs),
    });
    let lastSeconds = 0;
    const record = (nowUs: number) => {
      const seconds = (nowUs - startUs) / 1e6;
      listener.interval(recorder.record(lastSeconds, seconds));
      lastSeconds = seconds;
    };
    const ends = periodEnds(startUs, environment.intervalSeconds * 1e6, () => control.stopUs);
    const endTicks = actAt(clock, (nowUs) => ends(Math.max(nowUs, startUs)), record);
    const endSearch = search?.begin(startUs);
    const finished = await threads.finished.finally(() => {
      endTicks();
      endSearch?.();
    });
    // A run may be given up before its first query was due.
    const endUs = Math.max(startUs, clock());
    record(endUs);
    const kernelAfter = readUdpCounters();
    return runOutcome({
      plan,
      environment,
      control,
      workers,
      search,
      finished,
      intervals: recorder.intervals(),
      kernel: kernelBefore && kernelAfter && udpCountersGrowth(kernelBefore, kernelAfter),
      startedAtSeconds,
      endUs,
    });
  } finally {
    environment.abort.removeEventListener('abort', abort);
    environment.stop.removeEventListener('abort', stop);
    control.abort();
    await threads.terminate();
  }
}

function workerData(
  plan: RunPlan,
  own: Pick<WorkerData, 'worker' | 'statsMemory' | 'controlMemory'>,
): WorkerData {
  return {
    ...own,
    backlogMemory: new SharedArrayBuffer(4),
    pool: plan.loaded.pool,
    expectations: plan.loaded.expectations,
    expectationsFile: plan.expectationsFile,
    settings: plan.settings,
    transport: plan.transport,
    plan: workerSockets(plan.sockets, plan.settings, own.worker),
    stream: plan.stream,
    runs: plan.runs,
    perQuery: plan.perQuery,
  };
}

function takeEvents(
  { events, leftOut }: Parameters<Parameters<typeof startWorkerThreads>[1]['events']>[0],
  backlog: SharedArrayBuffer,
  listener: RunListener,
): void {
  // In a later turn: a port hands over all that has come before timers and signals have theirs, and with a slow reader
  // of standard output more would come for ever.
  setImmediate(() => Atomics.sub(new Int32Array(backlog), 0, 1));
  listener.events(events, leftOut);
}

function startTimeUs(
  startAtSeconds: number | undefined,
  { clock, nowSeconds }: RunEnvironment,
  listener: RunListener,
): number {
  const inSeconds = startAtSeconds === undefined ? 0 : startAtSeconds - nowSeconds();
  // The hosts that it was to begin with are ahead by now: their sum is not of one time.
  if (inSeconds < 0) listener.warn(`--start-at was ${(-inSeconds).toFixed(1)} s ago: the run begins now`);
  return clock() + Math.max(START_DELAY_US, inSeconds * 1e6);
}

/** All workers meet the same server: what one has said need not be said again. */
function warnOnce(listener: RunListener): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (said.has(text)) return;
    said.add(text);
    listener.warn(text);
  };
}

function targetQps(
  { settings }: RunPlan,
  search: RateSearch | undefined,
  sinceStartUs: () => number,
): () => number | undefined {
  const schedule = scheduleOf(settings.load);
  return () => search?.state.qps ?? schedule?.rateAt(sinceStartUs());
}
