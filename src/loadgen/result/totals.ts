import type { Totals } from './run-result.ts';
import { TOTAL_TEXTS } from './total-texts.ts';

/** Name of a count in a result. */
export type TotalName = keyof Totals;

/** All of them, in the order of {@link Totals}. */
export const TOTAL_NAMES = Object.keys(TOTAL_TEXTS) as readonly TotalName[];

/** Counts made one by one. */
export function makeTotals(count: (name: TotalName) => number): Totals {
  return Object.fromEntries(TOTAL_NAMES.map((name) => [name, count(name)])) as Record<TotalName, number>;
}

/** The sum of several runs' counts. */
export function addTotals(all: readonly Totals[]): Totals {
  return makeTotals((name) => all.reduce((sum, totals) => sum + totals[name], 0));
}

/** The sum of several tallies by name. */
export function addTallies(
  all: readonly Readonly<Record<string, number>>[],
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const [name, count] of all.flatMap((tally) => Object.entries(tally))) {
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
