import { randomUUID } from 'node:crypto';
import { VERSION } from '../../exporter/version.ts';
import { type MetricsServer, startMetricsServer } from '../../loadgen/metrics/metrics-server.ts';
import { DIALECTS } from '../../loadgen/report/dialects.ts';
import type { StartedRun } from '../../loadgen/run/run-listener.ts';
import { runLoad } from '../../loadgen/run/run-load.ts';
import type { Settings } from '../../loadgen/settings.ts';
import { createRunClock } from '../../loadgen/worker/run-clock.ts';
import { EXIT } from '../io.ts';
import { conclude } from './conclude.ts';
import { deferOutputErrors } from './deferred-output.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { followStack } from './events/follow-stack.ts';
import { liveFigures } from './live-figures.ts';
import { noConnectionText } from './no-connection.ts';
import { prepareRun } from './prepare-run.ts';
import { RunDisplay } from './run-display.ts';
import { runNotes, runWarnings } from './run-warnings.ts';
import { tell } from './tell.ts';

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
  for (const note of settings.notes) tell(io, note);
  if (output.format === 'text') io.writeOut(DIALECTS[output.dialect].prelude(VERSION));
  const plan = await untilStopped(prepareRun(settings, io), stop.signal);
  if (plan === undefined) return INTERRUPTED;
  const stack = await followStack(settings.events, plan.summary, io);
  const warnings = [...runWarnings(plan), ...stack.warnings];
  for (const text of [...runNotes(plan), ...warnings]) tell(io, text);

  let metrics: MetricsServer | undefined;
  let live: StartedRun | undefined;
  if (output.metricsAddress !== undefined) {
    metrics = await startMetricsServer(output.metricsAddress, () => liveFigures(plan, live));
    tell(io, `metrics are at http://${metrics.address}/metrics`);
  }
  // Whoever reads may have enough in the middle of the run: it ends then, as it does with a signal.
  const shown = deferOutputErrors(io, () => stop.abort());
  const display = new RunDisplay({
    output,
    settings: plan.summary,
    queries: plan.loaded,
    io: shown.io,
    onStart: (started) => {
      live = started;
      stack.opened(started.startedAtSeconds);
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
    const told = await stack.attributed(result);
    const status = conclude({ ...told, warnings: [...warnings, ...told.warnings] }, output, io);
    shown.rethrow();
    if (result.endedBy === 'interrupted') return INTERRUPTED;
    const unreached = noConnectionText(result);
    if (unreached === undefined) return status;
    tell(io, unreached);
    return EXIT.failed;
  } finally {
    display.end();
    await Promise.all([metrics?.close(), stack.close()]);
  }
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
