import type { RunResult } from './run-result.ts';

type CountedBy = NonNullable<RunResult['countedBy']>;

/** Adds what several workers or runs counted by server or answer: most first, then by name. */
export function countedBy(
  what: CountedBy['what'],
  parts: readonly Pick<CountedBy, 'counts' | 'others'>[],
): CountedBy {
  const sums = new Map<string, number>();
  for (const { counts } of parts)
    for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return {
    what,
    counts: [...sums].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1)),
    others: parts.reduce((sum, { others }) => sum + others, 0),
  };
}
