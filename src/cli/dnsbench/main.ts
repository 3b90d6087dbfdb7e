import { VERSION } from '../../exporter/version.ts';
import { MetricsServerError } from '../../loadgen/metrics/metrics-server.ts';
import type { Invocation } from '../../loadgen/options/invocation.ts';
import { parseSettings } from '../../loadgen/options/parse-settings.ts';
import { UsageError } from '../../loadgen/options/usage-error.ts';
import { InputError } from '../../loadgen/queries/input-error.ts';
import { ResultFileError } from '../../loadgen/result/json.ts';
import { RunError } from '../../loadgen/run/run-error.ts';
import { EXIT } from '../io.ts';
import { OutputError } from '../write-all.ts';
import { compareRuns } from './compare-runs.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { mergeRuns } from './merge-runs.ts';
import { FileError, readText } from './read-text.ts';
import { run } from './run.ts';
import { tell } from './tell.ts';

/** Errors that are the operator's to mend, and the exit status of each. */
const EXPECTED: readonly (readonly [new (...args: never[]) => Error, number])[] = [
  [UsageError, EXIT.usage],
  [FileError, EXIT.failed],
  [InputError, EXIT.failed],
  [RunError, EXIT.failed],
  [ResultFileError, EXIT.failed],
  [MetricsServerError, EXIT.failed],
  [OutputError, EXIT.failed],
];

/** Runs a command line of dnsbench. @returns the exit status */
export async function main(argv: readonly string[], io: DnsbenchIo): Promise<number> {
  try {
    return await carryOut(
      parseSettings(argv, {
        programName: io.programName,
        cores: io.cores,
        environment: io.environment,
        readTextFile: readText,
      }),
      io,
    );
  } catch (error) {
    const [, status] = EXPECTED.find(([type]) => error instanceof type) ?? [];
    if (status === undefined || !(error instanceof Error)) throw error;
    // As quiet as programs that the signal SIGPIPE ends.
    if (error instanceof OutputError && error.brokenPipe) return status;
    tell(io, error.message);
    return status;
  }
}

async function carryOut(invocation: Invocation, io: DnsbenchIo): Promise<number> {
  switch (invocation.kind) {
    case 'help':
      io.writeOut(invocation.text);
      return EXIT.done;
    case 'version':
      io.writeOut(`dnsbench ${VERSION}, Node.js ${process.versions.node}\n`);
      return EXIT.done;
    case 'report':
      return compareRuns(invocation, io);
    case 'merge':
      return mergeRuns(invocation, io);
    case 'run':
      return run(invocation.settings, io);
  }
}
