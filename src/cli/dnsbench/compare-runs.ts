import type { Invocation } from '../../loadgen/options/invocation.ts';
import { UsageError } from '../../loadgen/options/usage-error.ts';
import { renderComparison } from '../../loadgen/report/comparison.ts';
import { renderComparisonJson } from '../../loadgen/report/comparison-json.ts';
import { compareResults } from '../../loadgen/result/compare.ts';
import { EXIT } from '../io.ts';
import { conclude, painterOf } from './conclude.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { readResult } from './read-result.ts';
import { writeFiles } from './write-results.ts';

/** `dnsbench report A.json [B.json]`: one run again, or two side by side. @returns the exit status */
export function compareRuns(
  { files, output }: Extract<Invocation, { kind: 'report' }>,
  io: DnsbenchIo,
): number {
  const [first, second, ...more] = files;
  if (first === undefined || more.length > 0)
    throw new UsageError(`report takes one result or two, not ${files.length}; dnsbench merge adds more`);
  if (second !== undefined && output.htmlFile !== undefined)
    throw new UsageError('report --html takes one result; two are compared as text or --json');
  const a = readResult(first);
  if (second === undefined) return conclude(a.result, output, io);
  const b = readResult(second);
  const comparison = compareResults(a.result, b.result);
  const json = () => renderComparisonJson(a, b, comparison);
  io.writeOut(output.format === 'json' ? json() : renderComparison(a, b, comparison, painterOf(io)));
  return writeFiles([['--json', output.jsonFile, json]], io) ? EXIT.done : EXIT.failed;
}
