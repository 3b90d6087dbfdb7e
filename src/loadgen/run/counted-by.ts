import type { RunResult } from '../result/run-result.ts';
import type { FinishedMessage } from './worker-threads.ts';

/** Adds what the workers counted by server or answer, most first. */
export function countedBy(
  what: 'nsid' | 'answer',
  finished: readonly Pick<FinishedMessage, 'counts' | 'others'>[],
): NonNullable<RunResult['countedBy']> {
  const sums = new Map<string, number>();
  for (const { counts } of finished)
    for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return {
    what,
    counts: [...sums].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1)),
    others: finished.reduce((sum, { others }) => sum + others, 0),
  };
}
