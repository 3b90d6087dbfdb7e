import type { Invocation } from '../../loadgen/options/invocation.ts';
import type { NamedRun } from '../../loadgen/report/comparison.ts';
import { mergeResults } from '../../loadgen/result/merge.ts';
import { conclude } from './conclude.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { readResult } from './read-result.ts';
import { FileError } from './read-text.ts';
import { tell } from './tell.ts';

/** `dnsbench merge A.json B.json...`: runs of several hosts as one. @returns the exit status */
export function mergeRuns({ files, output }: Extract<Invocation, { kind: 'merge' }>, io: DnsbenchIo): number {
  const runs = files.map(readResult);
  refuseTwice(runs);
  const merged = mergeResults(runs.map(({ result }) => result));
  // The report shows them; a number alone does not.
  if (output.format !== 'text') for (const warning of merged.warnings) tell(io, warning);
  return conclude(merged, output, io);
}

/** A run that is added to itself would double its rate. */
function refuseTwice(runs: readonly NamedRun[]): void {
  const seen = new Map<string, string>();
  for (const { name, result } of runs) {
    const first = seen.get(result.runId);
    if (first !== undefined) throw new FileError(`${first} and ${name} hold the same run; name each once`);
    seen.set(result.runId, name);
  }
}
