import { randomUUID } from 'node:crypto';
import { VERSION } from '../../exporter/version.ts';
import { type MetricsServer, startMetricsServer } from '../../loadgen/metrics/metrics-server.ts';
import type { InputProblems } from '../../loadgen/queries/input-problems.ts';
import { loadQueries } from '../../loadgen/queries/load-queries.ts';
import { openInput } from '../../loadgen/queries/open-input.ts';
import { DIALECTS } from '../../loadgen/report/dialects.ts';
import { planRun, type RunPlan } from '../../loadgen/run/plan-run.ts';
import type { StartedRun } from '../../loadgen/run/run-listener.ts';
import { runLoad } from '../../loadgen/run/run-load.ts';
import type { Settings } from '../../loadgen/settings.ts';
import { findExpectationProblems } from '../../loadgen/verify/expectation-lookup.ts';
import { parseExpectationsFile } from '../../loadgen/verify/expectations-file.ts';
import { createRunClock } from '../../loadgen/worker/run-clock.ts';
import { endpointText } from '../../text/endpoint-text.ts';
import { conclude } from './conclude.ts';
import { deferOutputErrors } from './deferred-output.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { readText } from './read-text.ts';
import { RunDisplay } from './run-display.ts';
import { runNotes, runWarnings } from './run-warnings.ts';

/** Ended by a signal, after its report: 128 and the number of SIGINT, as a shell has it. */
const INTERRUPTED = 130;

/** `dnsbench [OPTION...]`: sends queries and reports. @returns the exit status */
export async function run(settings: Settings, processIo: DnsbenchIo): Promise<number> {
  const { output } = settings;
  const io = output.warningsTo === 'stdout' ? withWarningsOut(processIo) : processIo;
  const stop = new AbortController();
  const abort = new AbortController();
  const interrupt = () => (stop.signal.aborted ? abort.abort() : stop.abort());
  io.onSignal('SIGINT', interrupt);
  io.onSignal('SIGTERM', interrupt);
  for (const note of settings.notes) io.writeError(`dnsbench: ${note}\n`);
  if (output.format === 'text') io.writeOut(DIALECTS[output.dialect].prelude(VERSION));
  const plan = await untilStopped(prepare(settings, io), stop.signal);
  if (plan === undefined) return INTERRUPTED;
  const warnings = runWarnings(plan);
  for (const text of [...runNotes(plan), ...warnings]) io.writeError(`dnsbench: ${text}\n`);

  let metrics: MetricsServer | undefined;
  let live: StartedRun | undefined;
  if (output.metricsAddress !== undefined)
    metrics = await startMetricsServer(output.metricsAddress, () => liveFigures(plan, live));
  // Whoever reads may have enough in the middle of the run: it ends then, as it does with a signal.
  const shown = deferOutputErrors(io, () => stop.abort());
  const display = new RunDisplay({
    output,
    settings: plan.summary,
    queries: plan.loaded,
    io: shown.io,
    onStart: (started) => {
      live = started;
    },
  });
  try {
    const result = await runLoad(plan, display, {
      clock: createRunClock(),
      nowSeconds: () => io.nowMs() / 1e3,
      version: VERSION,
      host: io.hostname,
      runId: randomUUID(),
      intervalSeconds: output.intervalSeconds,
      stop: stop.signal,
      abort: abort.signal,
    });
    display.end();
    const status = conclude({ ...result, warnings: [...warnings, ...result.warnings] }, output, io);
    shown.rethrow();
    return result.endedBy === 'interrupted' ? INTERRUPTED : status;
  } finally {
    display.end();
    await metrics?.close();
  }
}

async function prepare({ run: runSettings, ...settings }: Settings, io: DnsbenchIo): Promise<RunPlan> {
  const { prefix, queryClass } = runSettings.shaping;
  const loaded = await loadQueries(
    runSettings.input,
    {
      queryClass,
      // The label's length octet goes with it.
      prefixBytes: prefix === undefined ? 0 : prefix.length + 1,
      keepExpectations: runSettings.verify,
    },
    {
      open: (path) => openInput(path, io.standardInput),
      warn: (line) => io.writeError(`dnsbench: ${line}\n`),
    },
  );
  tellProblems(loaded.problems, io);
  const { expectationsFile } = runSettings;
  const { expectations, problems } =
    expectationsFile === undefined
      ? NO_EXPECTATIONS
      : parseExpectationsFile(readText(expectationsFile), expectationsFile);
  tellProblems(problems, io);
  const { pool, expectations: lines } = loaded;
  if (lines !== undefined)
    tellProblems(findExpectationProblems({ pool, lines }), io, 'expectations like these are not checked');
  return planRun({ run: runSettings, ...settings }, loaded, expectations);
}

const NO_EXPECTATIONS = { expectations: undefined, problems: { total: 0, first: [] } };

function tellProblems(
  { total, first }: InputProblems,
  io: DnsbenchIo,
  rest = 'lines like these were skipped',
): void {
  for (const problem of first) io.writeError(`dnsbench: ${problem}\n`);
  const more = total - first.length;
  if (more > 0) io.writeError(`dnsbench: ${more} more ${rest}\n`);
}

/** dnsperf's -W; a live line among them would be in the way. */
function withWarningsOut(io: DnsbenchIo): DnsbenchIo {
  return { ...io, writeError: io.writeOut, errorColumns: undefined };
}

/** @returns undefined when the signal comes first */
async function untilStopped<Value>(work: Promise<Value>, stop: AbortSignal): Promise<Value | undefined> {
  const stopped = new Promise<undefined>((resolve) => {
    stop.addEventListener('abort', () => resolve(undefined));
  });
  return Promise.race([work, stopped]);
}

function liveFigures(plan: RunPlan, live: StartedRun | undefined) {
  const { address, port, mode, transport } = plan.summary;
  const targetQps = live?.targetQps();
  return {
    workers: live?.workers ?? [],
    ...(targetQps !== undefined && { targetQps }),
    info: {
      server: endpointText(address, port),
      mode,
      transport,
      version: VERSION,
    },
  };
}
