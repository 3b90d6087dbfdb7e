import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { VERSION } from '../exporter/version.ts';
import { loadScenario } from '../scenario/plan/load-scenario.ts';
import type { Scenario } from '../scenario/plan/scenario.ts';
import { summaryText, timelineLine } from '../scenario/report/text.ts';
import type { ScenarioResult } from '../scenario/result/scenario-result.ts';
import { runScenario } from '../scenario/run/run-scenario.ts';
import { readTextFile } from '../sources/file.ts';
import { SourceError } from '../sources/source-error.ts';
import { ConfigError } from '../yaml/config-error.ts';
import type { OptionValues } from './arguments.ts';
import { EXIT, type Io } from './io.ts';
import { makeOutDirectory, writeScenarioFiles } from './scenario-files.ts';
import { scenarioTools } from './scenario-tools.ts';
import { OutputError } from './write-all.ts';

const FILE_BYTES = 2 ** 20;
const READ_TIMEOUT_MS = 10_000;

/** `vipscope scenario FILE`: does what the file says, and judges what comes of it. */
export async function scenario(
  options: OptionValues,
  io: Io,
  [file = '']: readonly string[],
): Promise<number> {
  const path = resolve(io.workingDirectory, file);
  const plan = await readScenario(path, file);
  if (options.has('check')) {
    io.writeOut(`${file} is valid\n`);
    return EXIT.done;
  }
  const [out] = options.get('out') ?? [];
  const outDirectory = out === undefined ? undefined : resolve(io.workingDirectory, out);
  // Before the run: one of minutes is not to be lost to a directory that cannot be made.
  if (outDirectory !== undefined) await makeOutDirectory(outDirectory);
  const workDirectory = await mkdtemp(join(tmpdir(), 'vipscope-scenario-'));
  try {
    const result = await run(plan, { file, path, workDirectory, io });
    if (outDirectory !== undefined) await writeScenarioFiles(outDirectory, result, workDirectory);
    io.writeOut(summaryText(result));
    return result.outcome === 'passed' ? EXIT.done : EXIT.failed;
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
}

/** @throws ConfigError for a file that cannot be read, too, then without a position */
async function readScenario(path: string, shownPath: string): Promise<Scenario> {
  try {
    const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
    return loadScenario(await readTextFile(path, { signal, maxBytes: FILE_BYTES }), shownPath);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // The line begins with the file already.
    throw new ConfigError(shownPath, [{ text: error.message.replace(`${path} `, 'it ') }], { cause: error });
  }
}

interface Run {
  readonly file: string;
  readonly path: string;
  readonly workDirectory: string;
  readonly io: Io;
}

async function run(plan: Scenario, { file, path, workDirectory, io }: Run): Promise<ScenarioResult> {
  const interrupted = new AbortController();
  // Further ones change nothing: what cleans up is bounded in time.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) io.onSignal(name, () => interrupted.abort());
  let broken: OutputError | undefined;
  const result = await runScenario(plan, {
    ...scenarioTools({ plan, baseDirectory: dirname(path), workDirectory, environment: io.environment }),
    interrupted: interrupted.signal,
    version: VERSION,
    file,
    onEntry: (entry) => {
      try {
        io.writeOut(timelineLine(entry));
      } catch (error) {
        // Whoever looked on is gone: what was begun is still cleaned up.
        if (!(error instanceof OutputError)) throw error;
        broken ??= error;
        interrupted.abort();
      }
    },
  });
  if (broken !== undefined) throw broken;
  return result;
}
