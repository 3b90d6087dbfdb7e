import { DIALECTS } from '../../loadgen/report/dialects.ts';
import { COLOURED, type Painter, PLAIN } from '../../loadgen/report/format-painter.ts';
import { judge } from '../../loadgen/result/bounds.ts';
import type { RunResult } from '../../loadgen/result/run-result.ts';
import type { OutputSettings } from '../../loadgen/settings.ts';
import { EXIT } from '../io.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { tell } from './tell.ts';
import { FORMATS, writeResultFiles } from './write-results.ts';

/** Prints a result, writes the files that were asked for, and holds it against --fail-on. @returns the exit status */
export function conclude(result: RunResult, output: OutputSettings, io: DnsbenchIo): number {
  let isWritten = false;
  try {
    io.writeOut(
      output.format === 'text'
        ? DIALECTS[output.dialect].report(result, output, painterOf(io))
        : FORMATS[output.format](result),
    );
  } finally {
    // Whoever reads standard output may be gone, or its disk full: the files are wanted all the same.
    isWritten = writeResultFiles(result, output, io);
  }
  const { failed } = judge(result, output.failOn);
  for (const reason of failed) tell(io, reason);
  return isWritten && failed.length === 0 ? EXIT.done : EXIT.failed;
}

/** Colours only on a terminal, and not against https://no-color.org. */
export function painterOf({ isOutputTerminal, environment }: DnsbenchIo): Painter {
  return isOutputTerminal && (environment['NO_COLOR'] ?? '') === '' ? COLOURED : PLAIN;
}
