import type { InputProblems } from '../../loadgen/queries/input-problems.ts';
import { loadQueries } from '../../loadgen/queries/load-queries.ts';
import { openInput } from '../../loadgen/queries/open-input.ts';
import { planRun, type RunPlan } from '../../loadgen/run/plan-run.ts';
import type { RunSettings, Settings } from '../../loadgen/settings.ts';
import type { Expectation } from '../../loadgen/verify/expectation.ts';
import { findExpectationProblems } from '../../loadgen/verify/expectation-lookup.ts';
import { parseExpectationsFile } from '../../loadgen/verify/expectations-file.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { readText } from './read-text.ts';
import { tell } from './tell.ts';

/**
 * Reads what a run needs and plans it; lines that are wrong are told and left out.
 * @throws FileError, InputError, RunError
 */
export async function prepareRun(settings: Settings, io: DnsbenchIo): Promise<RunPlan> {
  const { input, shaping, verify } = settings.run;
  // First, for an input may be long, and a name that is mistyped is told at once.
  const expectations = readExpectations(settings.run, io);
  const loaded = await loadQueries(
    input,
    {
      queryClass: shaping.queryClass,
      // The label's length octet goes with it.
      prefixBytes: shaping.prefix === undefined ? 0 : shaping.prefix.length + 1,
      keepExpectations: verify,
    },
    { open: (path) => openInput(path, io.standardInput), warn: (line) => tell(io, line) },
  );
  tellProblems(loaded.problems, io);
  const { pool, expectations: lines } = loaded;
  if (lines !== undefined)
    tellProblems(findExpectationProblems({ pool, lines }), io, 'expectations like these are not checked');
  return planRun(settings, loaded, expectations);
}

function readExpectations(
  { expectationsFile }: RunSettings,
  io: DnsbenchIo,
): ReadonlyMap<string, Expectation> | undefined {
  if (expectationsFile === undefined) return undefined;
  const { expectations, problems } = parseExpectationsFile(readText(expectationsFile), expectationsFile);
  tellProblems(problems, io);
  return expectations;
}

function tellProblems(
  { total, first }: InputProblems,
  io: DnsbenchIo,
  rest = 'lines like these were skipped',
): void {
  for (const problem of first) tell(io, problem);
  const more = total - first.length;
  if (more > 0) tell(io, `${more} more ${rest}`);
}
