import { numberText } from './figure-text.ts';
import type { RunResult } from './run-result.ts';

/** How the windows of several runs lie to each other. */
export interface MergedWindow {
  readonly startedAtSeconds: number;
  readonly windowSeconds: number;
  readonly qps: number;
  readonly warnings: readonly string[];
}

/** Starts further apart than this were not meant to be one. */
export const MAX_SKEW_SECONDS = 1;

/**
 * The window that all runs have in common. Their rates are then added: each is over its own window, and during the
 * common one all were sending. Runs that have no instant in common never loaded the server together; their answers are
 * taken over all the time from the first start to the last stop.
 */
export function mergeWindows(runs: readonly RunResult[]): MergedWindow {
  const starts = runs.map(({ startedAtSeconds }) => startedAtSeconds);
  const stops = runs.map(({ startedAtSeconds, windowSeconds }) => startedAtSeconds + windowSeconds);
  const startedAtSeconds = Math.min(...starts);
  const skewSeconds = Math.max(...starts) - startedAtSeconds;
  const commonSeconds = commonWindowSeconds(runs, skewSeconds);
  if (commonSeconds <= 0 && skewSeconds > 0) {
    const windowSeconds = Math.max(...stops) - startedAtSeconds;
    const answered = runs.reduce((sum, { totals }) => sum + totals.answeredInWindow, 0);
    return {
      startedAtSeconds,
      windowSeconds,
      qps: windowSeconds > 0 ? answered / windowSeconds : 0,
      warnings: [
        `the runs have no time in common: queries per second are over all ${numberText(windowSeconds)} s from the first start to the last stop`,
      ],
    };
  }
  const skewed = `the runs started up to ${numberText(skewSeconds)} s apart, and had ${numberText(commonSeconds)} s in common; --start-at starts them together`;
  return {
    startedAtSeconds,
    windowSeconds: commonSeconds,
    qps: runs.reduce((sum, { qps }) => sum + qps, 0),
    warnings: skewSeconds > MAX_SKEW_SECONDS ? [skewed] : [],
  };
}

/** Runs of one start have the shortest window in common, exactly; epoch seconds leave but 10^-7 of a difference. */
function commonWindowSeconds(runs: readonly RunResult[], skewSeconds: number): number {
  if (skewSeconds === 0) return Math.min(...runs.map(({ windowSeconds }) => windowSeconds));
  const lastStart = Math.max(...runs.map(({ startedAtSeconds }) => startedAtSeconds));
  const firstStop = Math.min(
    ...runs.map(({ startedAtSeconds, windowSeconds }) => startedAtSeconds + windowSeconds),
  );
  return Math.max(0, firstStop - lastStart);
}
