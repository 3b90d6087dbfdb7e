import { isIP } from 'node:net';
import type { LoadedQueries } from '../queries/load-queries.ts';
import type { RunSummary } from '../result/run-result.ts';
import type { RunSettings, Settings, TransportName } from '../settings.ts';
import type { Endpoint, SocketPlan, StagePlan, StreamPlan } from '../transport/transport.ts';
import type { Expectation } from '../verify/expectation.ts';
import { chooseTransport } from './choose-transport.ts';
import { stagePlan, withLeadingDirectives } from './directive-settings.ts';
import { resolveServer } from './resolve-server.ts';
import { streamPlan } from './stream-plan.ts';

/** Asked for where -b is not given: enough for some ten thousand answers. */
const BUFFER_BYTES = 4 * 1024 * 1024;
/** Room for an answer: what RFC 6891 §6.2.5 recommends to servers, or what --edns allows them. */
const ANSWER_BYTES = 4096;

/** A run that is ready to begin. */
export interface RunPlan {
  readonly settings: RunSettings;
  readonly loaded: LoadedQueries;
  readonly transport: TransportName;
  readonly sockets: SocketPlan;
  readonly stream: StreamPlan | undefined;
  /** Infinite where only the time limits. */
  readonly runs: number;
  readonly perQuery: boolean;
  /** Of --expect, by name and type. */
  readonly expectationsFile: ReadonlyMap<string, Expectation> | undefined;
  readonly summary: RunSummary;
  /** What was asked for and cannot be done here, one line each. */
  readonly warnings: readonly string[];
}

/**
 * Works out what a command line and its input come to: addresses, stages, transport.
 * @throws RunError
 */
export async function planRun(
  { run, output, given, commandLine }: Settings,
  loaded: LoadedQueries,
  expectationsFile?: ReadonlyMap<string, Expectation>,
): Promise<RunPlan> {
  const settings = withLeadingDirectives(run, loaded, given);
  const { server } = settings;
  const { targets, stages } = await resolveStages(settings, loaded);
  const [base] = targets;
  const { transport, reason, timestamps, gso, warnings } = chooseTransport(settings);
  return {
    settings,
    loaded,
    transport,
    stream: transport === 'stream' ? streamPlan(settings) : undefined,
    runs: settings.runs ?? Number.POSITIVE_INFINITY,
    perQuery: output.perQuery,
    expectationsFile,
    sockets: {
      targets,
      stages,
      sockets: settings.sockets,
      localPort: settings.localPort,
      localAddress: settings.localAddress,
      bufferBytes: settings.bufferBytes ?? BUFFER_BYTES,
      rotation: settings.rotatePorts,
      answerBytes: Math.max(ANSWER_BYTES, settings.shaping.edns?.udpSizeBytes ?? 0),
      kernelTimestamps: timestamps === 'kernel',
      gso,
    },
    summary: {
      dialect: output.dialect,
      commandLine,
      server,
      address: base.address,
      port: base.port,
      mode: settings.mode,
      transport,
      transportReason: reason,
      workers: settings.workers,
      sockets: settings.sockets,
      outstanding: settings.outstanding,
      timeoutSeconds: settings.timeoutSeconds,
      ...(settings.durationSeconds !== undefined && { durationSeconds: settings.durationSeconds }),
      ...(settings.runs !== undefined && { runs: settings.runs }),
      load: settings.load,
      files: settings.input.files,
      ...(settings.input.segment.count > 1 && { segment: settings.input.segment }),
      queries: loaded.pool.count,
      timestamps,
      gso,
    },
    warnings,
  };
}

/** The servers that queries go to, each listed once, and what holds for the queries of each stage. */
async function resolveStages(
  settings: RunSettings,
  { pool }: LoadedQueries,
): Promise<{ targets: [Endpoint, ...Endpoint[]]; stages: StagePlan[] }> {
  const { server, port } = settings;
  const family = familyOf(settings);
  const targets: [Endpoint, ...Endpoint[]] = [await resolveServer(server, port, family)];
  const stages = [stagePlan(settings, 0)];
  for (const stage of pool.stages) {
    const target = await resolveServer(stage.server ?? server, stage.port ?? port, family);
    stages.push(stagePlan(settings, placeOf(target, targets), stage));
  }
  return { targets, stages };
}

/** A server with addresses of both families is spoken to from the address that was given. */
function familyOf({ family, localAddress }: RunSettings): RunSettings['family'] {
  if (family !== 'any' || localAddress === undefined) return family;
  return isIP(localAddress) === 6 ? 'inet6' : 'inet';
}

/** Place of a target among those there are; a new one is added. */
function placeOf(target: Endpoint, targets: Endpoint[]): number {
  const place = targets.findIndex(
    ({ address, port, scopeId }) =>
      address === target.address && port === target.port && scopeId === target.scopeId,
  );
  return place >= 0 ? place : targets.push(target) - 1;
}
