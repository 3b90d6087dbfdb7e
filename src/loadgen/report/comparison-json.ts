import type { Comparison } from '../result/compare.ts';
import type { NamedRun } from './comparison.ts';

/** Version of {@link ComparisonDocument}; raised when a field changes its meaning or goes. */
export const COMPARISON_VERSION = 1;

/**
 * The document of `dnsbench report --json A.json B.json`: figures in the units of {@link Comparison}'s rows, and the
 * settings that differ.
 */
export interface ComparisonDocument extends Comparison {
  readonly version: typeof COMPARISON_VERSION;
  /** Files that the two results were read from, as they were given. */
  readonly a: string;
  readonly b: string;
}

/** Two runs beside each other as JSON. */
export function renderComparisonJson(a: NamedRun, b: NamedRun, comparison: Comparison): string {
  const document: ComparisonDocument = { version: COMPARISON_VERSION, a: a.name, b: b.name, ...comparison };
  return `${JSON.stringify(document, null, 2)}\n`;
}
