import { applyOptions } from './apply-options.ts';
import { checkFiles } from './complete/check-files.ts';
import { completeOutput } from './complete/complete-output.ts';
import { refuseConflicts } from './conflicts.ts';
import { dialectOf } from './dialect.ts';
import { resultHelp } from './help.ts';
import type { Invocation } from './invocation.ts';
import { commandTable } from './option-table.ts';
import { readArguments } from './read-arguments.ts';
import { UsageError } from './usage-error.ts';

/** A command that works on results of runs. */
export type ResultCommand = 'report' | 'merge';

/** Options of each, by their first long names. */
const RESULT_OPTIONS: Readonly<Record<ResultCommand, readonly string[]>> = {
  report: ['json', 'html', 'help'],
  merge: [
    ...['json', 'ndjson', 'qps-only', 'csv', 'html', 'histogram', 'histogram-buckets', 'histogram-unit'],
    ...['rcodes', 'latency-histogram', 'fail-on', 'compat', 'help'],
  ],
};

/** Whether a first argument names a command rather than an option of a run. */
export function isResultCommand(word: string | undefined): word is ResultCommand {
  return word !== undefined && Object.hasOwn(RESULT_OPTIONS, word);
}

/** `dnsbench report FILE...` and `dnsbench merge FILE...`, without that first word. @throws UsageError */
export function parseResultCommand(command: ResultCommand, argv: readonly string[]): Invocation {
  const dialect = command === 'merge' ? dialectOf('dnsbench', argv) : 'dnsbench';
  // --compat changes the report of a merge, not how its options are written.
  const table = commandTable(command, RESULT_OPTIONS[command]);
  const args = readArguments(argv, table);
  if (args.items.some((item) => item.kind === 'option' && item.row.takes.kind === 'help')) {
    return { kind: 'help', text: resultHelp(command, table) };
  }
  const { draft, given, operands: files } = applyOptions(args, true);
  if (files.length === 0) {
    throw new UsageError(
      `${command} needs results, files that --json=FILE wrote; see dnsbench ${command} --help`,
    );
  }
  refuseConflicts(draft, given);
  checkFiles({ ...draft, files }, given);
  return { kind: command, files, output: completeOutput(dialect, draft) };
}
