import { assembleResult } from '../result/assemble.ts';
import { countedBy } from '../result/counted-by.ts';
import type { Interval, RunResult } from '../result/run-result.ts';
import { silenceWarnings } from '../result/silences.ts';
import { counter } from '../stats/read-workers.ts';
import type { WorkerStats } from '../stats/worker-stats.ts';
import type { RunControl } from '../worker/run-control.ts';
import type { RunPlan } from './plan-run.ts';
import type { RateSearch } from './rate-search.ts';
import type { RunEnvironment } from './run-environment.ts';
import { runLedger } from './run-ledger.ts';
import type { FinishedMessage } from './worker-threads.ts';

const MAX_MISMATCHES = 20;

/** What a run leaves behind. */
export interface FinishedRun {
  readonly plan: RunPlan;
  readonly environment: RunEnvironment;
  readonly control: RunControl;
  readonly workers: readonly WorkerStats[];
  readonly search: RateSearch | undefined;
  readonly finished: readonly FinishedMessage[];
  readonly intervals: readonly Interval[];
  readonly kernel: RunResult['kernel'] | undefined;
  /** Epoch seconds. */
  readonly startedAtSeconds: number;
  /** When the last worker had finished, on the run's clock. */
  readonly endUs: number;
}

/** The result of a run that is over. */
export function runOutcome(run: FinishedRun): RunResult {
  const { plan, environment, control, workers, search, intervals, kernel } = run;
  const windowSeconds = windowLengthUs(run) / 1e6;
  const { ledger, warnings } = runLedger(run.finished, workers);
  return assembleResult({
    version: environment.version,
    host: environment.host,
    runId: environment.runId,
    startedAtSeconds: run.startedAtSeconds,
    windowSeconds,
    drainSeconds: Math.max(0, (run.endUs - control.startUs) / 1e6 - windowSeconds),
    endedBy: endedBy(run),
    passes: Math.min(...workers.map((worker) => counter(worker, 'passes'))),
    settings: { ...plan.summary, ...grantedBuffers(workers) },
    intervals,
    warnings: [...plan.warnings, ...silenceWarnings(intervals, windowSeconds), ...warnings],
    ...(kernel && { kernel }),
    ...(ledger && { ledger }),
    ...answersOf(run),
    ...(search && { findMax: { qps: search.state.bestQps, steps: search.state.steps } }),
    workers: workers.map((stats) => ({
      stats,
      cpuSeconds: windowSeconds * shareOfUsage(stats, 'cpuNs'),
      runQueueWaitSeconds: windowSeconds * shareOfUsage(stats, 'runQueueWaitNs'),
    })),
  });
}

/** What is measured now and then ends a little before or, in a short run, after the window: its share of it is kept. */
function shareOfUsage(stats: WorkerStats, what: 'cpuNs' | 'runQueueWaitNs'): number {
  const usageNs = counter(stats, 'usageNs');
  return usageNs === 0 ? 0 : Math.min(1, counter(stats, what) / usageNs);
}

/**
 * The window ends with the time limit or a signal, else when all is sent and the last answer has come: a query that
 * is never answered does not stretch it.
 */
function windowLengthUs({ workers, control, endUs }: FinishedRun): number {
  const { startUs } = control;
  if (control.stopUs <= endUs) return Math.max(0, control.stopUs - startUs);
  const lastUs = workers.flatMap((worker) => [
    counter(worker, 'lastSentUs'),
    counter(worker, 'lastAnsweredUs'),
  ]);
  return Math.max(0, Math.max(...lastUs) - startUs);
}

function endedBy({ plan, environment, search, control, endUs }: FinishedRun): RunResult['endedBy'] {
  const { settings } = plan;
  const { stop, abort } = environment;
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

function answersOf({ plan, finished }: FinishedRun): Pick<RunResult, 'mismatches' | 'countedBy'> {
  const { countBy } = plan.settings;
  const mismatches = [...new Set(finished.flatMap((message) => message.mismatches))].slice(0, MAX_MISMATCHES);
  if (countBy === 'nothing') return { mismatches };
  return { mismatches, countedBy: countedBy(countBy, finished) };
}
