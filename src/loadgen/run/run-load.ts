import { scheduleOf } from '../load/schedule.ts';
import { assembleResult } from '../result/assemble.ts';
import { createIntervalRecorder } from '../result/interval-recorder.ts';
import type { RunResult } from '../result/run-result.ts';
import { silenceWarnings } from '../result/silences.ts';
import { counter } from '../stats/read-workers.ts';
import { allocateStats, viewStats, type WorkerStats } from '../stats/worker-stats.ts';
import type { RunClock } from '../worker/run-clock.ts';
import { allocateControl, RunControl } from '../worker/run-control.ts';
import type { WorkerData } from '../worker/worker-data.ts';
import { countedBy } from './counted-by.ts';
import type { RunPlan } from './plan-run.ts';
import { createRateSearch, type RateSearch } from './rate-search.ts';
import type { RunListener } from './run-listener.ts';
import { actAt, periodEnds } from './ticks.ts';
import { readUdpCounters, udpCountersGrowth } from './udp-counters.ts';
import { workerSockets } from './worker-sockets.ts';
import { type FinishedMessage, startWorkerThreads } from './worker-threads.ts';

/** Time for all workers to leave their barrier before the first query is due. */
const START_DELAY_US = 20_000;

/** What a run needs of its surroundings. */
export interface RunEnvironment {
  readonly clock: RunClock;
  /** Epoch seconds. */
  readonly nowSeconds: () => number;
  readonly version: string;
  readonly host: string;
  readonly runId: string;
  readonly intervalSeconds: number;
  /** Ends the window: nothing more is sent, what is in flight is waited for. */
  readonly stop: AbortSignal;
  /** Ends the waiting too. */
  readonly abort: AbortSignal;
}

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
    const startUs = startTimeUs(settings.startAtSeconds, environment);
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
    const windowSeconds = windowLengthUs(workers, control, startUs, endUs) / 1e6;
    const intervals = recorder.intervals();
    return assembleResult({
      version: environment.version,
      host: environment.host,
      runId: environment.runId,
      startedAtSeconds,
      windowSeconds,
      drainSeconds: Math.max(0, (endUs - startUs) / 1e6 - windowSeconds),
      endedBy: endedBy(plan, environment, search, control, endUs),
      passes: Math.min(...workers.map((worker) => counter(worker, 'passes'))),
      settings: { ...plan.summary, ...grantedBuffers(workers) },
      intervals,
      warnings: silenceWarnings(intervals, windowSeconds),
      ...(kernelBefore && kernelAfter && { kernel: udpCountersGrowth(kernelBefore, kernelAfter) }),
      ...answersOf(plan, finished),
      ...(search && { findMax: { qps: search.state.bestQps, steps: search.state.steps } }),
      workers: workers.map((stats) => ({
        stats,
        cpuSeconds: windowSeconds * shareOfUsage(stats, 'cpuNs'),
        runQueueWaitSeconds: windowSeconds * shareOfUsage(stats, 'runQueueWaitNs'),
      })),
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
  Atomics.sub(new Int32Array(backlog), 0, 1);
  listener.events(events, leftOut);
}

function startTimeUs(startAtSeconds: number | undefined, { clock, nowSeconds }: RunEnvironment): number {
  const inUs = startAtSeconds === undefined ? 0 : (startAtSeconds - nowSeconds()) * 1e6;
  return clock() + Math.max(START_DELAY_US, inUs);
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

/** What is measured now and then ends a little before or, in a short run, after the window: its share of it is kept. */
function shareOfUsage(stats: WorkerStats, what: 'cpuNs' | 'runQueueWaitNs'): number {
  const usageNs = counter(stats, 'usageNs');
  return usageNs === 0 ? 0 : Math.min(1, counter(stats, what) / usageNs);
}

function targetQps(
  { settings }: RunPlan,
  search: RateSearch | undefined,
  sinceStartUs: () => number,
): () => number | undefined {
  const schedule = scheduleOf(settings.load);
  return () => search?.state.qps ?? schedule?.rateAt(sinceStartUs());
}

/**
 * The window ends with the time limit or a signal, else when all is sent and the last answer has come: a query that
 * is never answered does not stretch it.
 */
function windowLengthUs(
  workers: readonly WorkerStats[],
  control: RunControl,
  startUs: number,
  endUs: number,
): number {
  if (control.stopUs <= endUs) return Math.max(0, control.stopUs - startUs);
  const lastUs = workers.flatMap((worker) => [
    counter(worker, 'lastSentUs'),
    counter(worker, 'lastAnsweredUs'),
  ]);
  return Math.max(0, Math.max(...lastUs) - startUs);
}

function endedBy(
  { settings }: RunPlan,
  { stop, abort }: RunEnvironment,
  search: RateSearch | undefined,
  control: RunControl,
  endUs: number,
): RunResult['endedBy'] {
  if (stop.aborted || abort.aborted) return 'interrupted';
  if (control.stopUs > endUs) return 'end-of-input';
  const limitUs = control.startUs + (settings.durationSeconds ?? Number.POSITIVE_INFINITY) * 1e6;
  return search !== undefined && control.stopUs < limitUs ? 'found-max' : 'time-limit';
}

function grantedBuffers(workers: readonly WorkerStats[]): {
  receiveBufferBytes: number;
  sendBufferBytes: number;
} {
  return {
    receiveBufferBytes: Math.min(...workers.map((worker) => counter(worker, 'receiveBufferBytes'))),
    sendBufferBytes: Math.min(...workers.map((worker) => counter(worker, 'sendBufferBytes'))),
  };
}

function answersOf(
  { settings }: RunPlan,
  finished: readonly FinishedMessage[],
): Pick<RunResult, 'mismatches' | 'countedBy'> {
  const mismatches = [...new Set(finished.flatMap((message) => message.mismatches))].slice(0, MAX_MISMATCHES);
  if (settings.countBy === 'nothing') return { mismatches };
  return { mismatches, countedBy: countedBy(settings.countBy, finished) };
}

const MAX_MISMATCHES = 20;
