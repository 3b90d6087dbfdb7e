import type { Invocation } from '../../loadgen/options/invocation.ts';
import { mergeResults } from '../../loadgen/result/merge.ts';
import { conclude } from './conclude.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { readResult } from './read-result.ts';

/** `dnsbench merge A.json B.json...`: runs of several hosts as one. @returns the exit status */
export function mergeRuns({ files, output }: Extract<Invocation, { kind: 'merge' }>, io: DnsbenchIo): number {
  return conclude(mergeResults(files.map((file) => readResult(file).result)), output, io);
}
