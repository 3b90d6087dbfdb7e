import type { Load, RunSettings } from '../../settings.ts';
import type { GivenOptions } from '../apply-options.ts';
import type { Draft } from '../draft.ts';
import { UsageError } from '../usage-error.ts';
import { countsPackets } from './counts-packets.ts';
import type { WorkerShare } from './share-of-workers.ts';

const DEFAULT_PORT = { udp: 53, tcp: 53, dot: 853 } as const;
const LAST_PORT = 65_535;
const DEFAULT_TIMEOUT_SECONDS = 5;
/** A search waits for the timeout at each step. */
const DEFAULT_SEARCH_TIMEOUT_SECONDS = 1;

/** Everything of a run but how queries look. @throws UsageError where local ports do not suffice */
export function completeRun(
  draft: Draft,
  given: GivenOptions,
  share: WorkerShare['run'],
): Omit<RunSettings, 'shaping'> {
  const { mode = 'udp', load = { kind: 'closed' }, localPort = 0 } = draft;
  refusePortsBeyond(localPort, share, given);
  return {
    server: draft.server ?? '127.0.0.1',
    port: draft.port ?? DEFAULT_PORT[mode],
    family: draft.family ?? 'any',
    mode,
    tls: {
      ...(draft.tlsServerName !== undefined && { serverName: draft.tlsServerName }),
      ...(draft.tlsCaFile !== undefined && { caFile: draft.tlsCaFile }),
      insecure: draft.tlsInsecure ?? false,
    },
    ...(draft.localAddress !== undefined && { localAddress: draft.localAddress }),
    localPort,
    input: {
      files: draft.files ?? ['-'],
      format: draft.binary === true ? 'binary' : 'text',
      ignoreDirectives: draft.ignoreDirectives ?? false,
      segment: draft.segment ?? { index: 1, count: 1 },
      shuffle: draft.shuffle ?? false,
    },
    ...lengthOfRun(draft, load),
    ...share,
    timeoutSeconds: draft.timeoutSeconds ?? defaultTimeoutSeconds(load),
    ...(draft.rotatePorts !== undefined && { rotatePorts: draft.rotatePorts }),
    ...(draft.queriesPerConnection !== undefined && { queriesPerConnection: draft.queriesPerConnection }),
    load,
    ...(draft.bufferBytes !== undefined && { bufferBytes: draft.bufferBytes }),
    transport: draft.transport ?? 'auto',
    timestamps: draft.timestamps ?? 'user',
    gso: draft.gso ?? (countsPackets(draft) ? 'off' : 'on'),
    verify: draft.verify ?? false,
    ...(draft.expectationsFile !== undefined && { expectationsFile: draft.expectationsFile }),
    countBy: draft.countBy ?? 'nothing',
    ledger: draft.ledger ?? false,
    ...(draft.startAtSeconds !== undefined && { startAtSeconds: draft.startAtSeconds }),
  };
}

function defaultTimeoutSeconds({ kind }: Load): number {
  return kind === 'find-max' ? DEFAULT_SEARCH_TIMEOUT_SECONDS : DEFAULT_TIMEOUT_SECONDS;
}

/** A ramp lasts its own time, a search ends by itself; else there is one pass where no time is given. */
function lengthOfRun(draft: Draft, load: Load): Pick<RunSettings, 'durationSeconds' | 'runs'> {
  const durationSeconds = draft.durationSeconds ?? (load.kind === 'ramp' ? load.seconds : undefined);
  const asked = draft.once === true ? 1 : draft.runs;
  const runs = asked ?? (durationSeconds === undefined && load.kind !== 'find-max' ? 1 : undefined);
  return {
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(runs !== undefined && { runs }),
  };
}

function refusePortsBeyond(localPort: number, share: WorkerShare['run'], given: GivenOptions): void {
  const needed = share.workers * share.sockets;
  if (localPort === 0 || localPort + needed - 1 <= LAST_PORT) return;
  const highest = Math.max(0, LAST_PORT + 1 - needed);
  const written = given.get('local-port')?.written ?? '--local-port';
  const instead = highest === 0 ? 'use fewer sockets' : `write at most ${highest}, or use fewer sockets`;
  throw new UsageError(`${written} ${localPort} leaves too few ports for ${needed} sockets; ${instead}`);
}
