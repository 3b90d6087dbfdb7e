import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { LoadedQueries } from '../queries/load-queries.ts';
import type { Stage } from '../queries/query-pool.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Dialect, RunSettings, Settings } from '../settings.ts';
import { loadLibc, NoLibcError } from '../transport/mmsg/libc.ts';
import type { Endpoint, SocketPlan, StagePlan, StreamPlan } from '../transport/transport.ts';
import type { Expectation } from '../verify/expectation.ts';
import type { TransportName } from '../worker/worker-data.ts';
import { resolveServer } from './resolve-server.ts';
import { RunError } from './run-error.ts';

/** Asked for where -b is not given: enough for some ten thousand answers. */
const BUFFER_BYTES = 4 * 1024 * 1024;
/** Room for an answer: what RFC 6891 §6.2.5 recommends to servers, or what --edns allows them. */
const ANSWER_BYTES = 4096;
/** An open loop sends whatever comes back, so nothing but the ids of a worker limits what is in flight. */
const OPEN_LOOP_OUTSTANDING = 65_536;
/** A search waits for the timeout at each step. */
const SEARCH_TIMEOUT_SECONDS = 1;

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
  readonly summary: Omit<RunResult['settings'], 'receiveBufferBytes' | 'sendBufferBytes'>;
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
  const settings = withDirectives(run, output.dialect, loaded, given);
  const { server, port } = settings;
  const family = familyOf(settings);
  const base = await resolveServer(server, port, family);
  const targets: Endpoint[] = [base];
  const stages: StagePlan[] = [stagePlan(settings, 0)];
  for (const stage of loaded.pool.stages) {
    const target = await resolveServer(stage.server ?? server, stage.port ?? port, family);
    stages.push(stagePlan({ ...settings, ...stageLimits(stage) }, placeOf(target, targets)));
  }
  const { transport, reason } = chooseTransport(settings);
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
      kernelTimestamps: settings.timestamps === 'kernel',
      gso: settings.gso === 'on',
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
      queries: loaded.pool.count,
      timestamps: settings.timestamps,
      gso: transport === 'mmsg' && settings.gso === 'on',
    },
  };
}

/** A server with addresses of both families is spoken to from the address that was given. */
function familyOf({ family, localAddress }: RunSettings): RunSettings['family'] {
  if (family !== 'any' || localAddress === undefined) return family;
  return isIP(localAddress) === 6 ? 'inet6' : 'inet';
}

/** Directives before the first query hold where the command line says nothing (queryperf.c, parse_args). */
function withDirectives(
  run: RunSettings,
  dialect: Dialect,
  { leading }: LoadedQueries,
  given: Settings['given'],
): RunSettings {
  // dnsperf's -Q never goes beyond its -q.
  const isOpenLoop = run.load.kind !== 'closed' && dialect !== 'dnsperf';
  const outstanding = leading.outstanding ?? (isOpenLoop ? OPEN_LOOP_OUTSTANDING : run.outstanding);
  const timeoutSeconds =
    leading.timeoutSeconds ?? (run.load.kind === 'find-max' ? SEARCH_TIMEOUT_SECONDS : run.timeoutSeconds);
  return {
    ...run,
    ...(!given.has('server') && { server: leading.server ?? run.server }),
    ...(!given.has('port') && { port: leading.port ?? run.port }),
    ...(!given.has('outstanding') && { outstanding }),
    ...(!given.has('timeout') && { timeoutSeconds }),
  };
}

function stageLimits({ outstanding, timeoutSeconds }: Stage): Partial<RunSettings> {
  return {
    ...(outstanding !== undefined && { outstanding }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
}

function stagePlan({ outstanding, timeoutSeconds }: RunSettings, target: number): StagePlan {
  return { target, outstanding, timeoutUs: timeoutSeconds * 1e6 };
}

/** Place of a target among those there are; a new one is added. */
function placeOf(target: Endpoint, targets: Endpoint[]): number {
  const place = targets.findIndex(
    ({ address, port, scopeId }) =>
      address === target.address && port === target.port && scopeId === target.scopeId,
  );
  return place >= 0 ? place : targets.push(target) - 1;
}

function chooseTransport({ mode, transport }: RunSettings): { transport: TransportName; reason: string } {
  if (mode !== 'udp') return { transport: 'stream', reason: '' };
  if (transport === 'dgram') return { transport: 'dgram', reason: '' };
  try {
    loadLibc();
    return { transport: 'mmsg', reason: '' };
  } catch (error) {
    if (!(error instanceof NoLibcError)) throw error;
    return { transport: 'dgram', reason: error.message };
  }
}

function streamPlan({ mode, tls, server, queriesPerConnection }: RunSettings): StreamPlan {
  return {
    queriesPerConnection: queriesPerConnection ?? Number.POSITIVE_INFINITY,
    tls:
      mode === 'dot'
        ? {
            // No name is sent for an address (RFC 6066 §3).
            serverName: tls.serverName ?? (isIP(server) === 0 ? server : ''),
            ca: tls.caFile === undefined ? undefined : readCa(tls.caFile),
            insecure: tls.insecure,
          }
        : undefined,
  };
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new RunError(`--tls-ca ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
