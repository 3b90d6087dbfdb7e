import type { Invocation } from '../../loadgen/options/invocation.ts';
import { UsageError } from '../../loadgen/options/usage-error.ts';
import { renderComparison } from '../../loadgen/report/comparison.ts';
import { compareResults } from '../../loadgen/result/compare.ts';
import { EXIT } from '../io.ts';
import { conclude, painterOf } from './conclude.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { readResult } from './read-result.ts';

/** `dnsbench report A.json [B.json]`: one run again, or two side by side. @returns the exit status */
export function compareRuns(
  { files, output }: Extract<Invocation, { kind: 'report' }>,
  io: DnsbenchIo,
): number {
  const [a, b, ...more] = files.map(readResult);
  if (a === undefined || more.length > 0)
    throw new UsageError(`report takes one result or two, not ${files.length}; dnsbench merge adds more`);
  if (b === undefined) return conclude(a.result, output, io);
  if (output.htmlFile !== undefined)
    throw new UsageError('report --html takes one result; two are compared as text or --json');
  const comparison = compareResults(a.result, b.result);
  io.writeOut(
    output.format === 'json'
      ? `${JSON.stringify({ a: a.name, b: b.name, ...comparison }, null, 2)}\n`
      : renderComparison(a, b, comparison, painterOf(io)),
  );
  return EXIT.done;
}
