import type { RunResult } from './run-result.ts';

/** The one rate that a run was for: what a search found, else answers within the window, over the window. */
export function headlineQps({ findMax, qps }: RunResult): number {
  return findMax?.qps ?? qps;
}
