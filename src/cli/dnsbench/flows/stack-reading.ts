import type { NamedReading, StackReading, TableReading } from '../../../loadgen/ledger/stack-reading.ts';
import { sameAddress } from '../../../model/ip-address.ts';
import type { IpvsCounters } from '../../../model/ipvs.ts';
import type { BindStatus, NodeStatus, VirtualServerStatus } from '../../../view/status/node-status.ts';

/** Whom a run asks. */
export interface RunTarget {
  readonly address: string;
  readonly port: number;
}

/**
 * What a node's status says of a run.
 *
 * @param offsetSeconds how far that node's clock is ahead of this host's
 */
export function stackReading(status: NodeStatus, target: RunTarget, offsetSeconds: number): StackReading {
  const table = tableReading(status, target, offsetSeconds);
  return {
    node: status.node,
    addresses: status.hostAddresses,
    ...(table !== undefined && { table }),
    nameds: status.binds.map((bind) => namedReading(bind, offsetSeconds)),
  };
}

function tableReading(
  { ipvs, sources }: NodeStatus,
  target: RunTarget,
  offsetSeconds: number,
): TableReading | undefined {
  const source = sources.find(({ subsystem, state }) => subsystem === 'ipvs' && state === 'ok');
  if (ipvs === undefined || source === undefined) return undefined;
  const { timeouts, virtualServers } = ipvs;
  return {
    // Its counters are of some time after that: a source that is slow shows what it had before.
    atSeconds: source.finishedAtSeconds - source.durationSeconds - offsetSeconds,
    ...(timeouts !== undefined && { udpTimeoutSeconds: timeouts.udpSeconds }),
    virtualServers: virtualServers
      .filter((virtual) => isAsked(virtual, target))
      .map(({ key, scheduler, flags, counters, realServers }) => ({
        key,
        ...(scheduler !== undefined && { scheduler }),
        flags,
        ...countersOf(counters),
        realServers: realServers.map((real) => ({
          key: real.key,
          address: real.address,
          ...(real.weight !== undefined && { weight: real.weight }),
          ...countersOf(real.counters),
        })),
      })),
  };
}

/** Port 0 stands for all ports; which firewall mark the queries get is not told. */
function isAsked(virtual: VirtualServerStatus, { address, port }: RunTarget): boolean {
  return (
    virtual.protocol.toLowerCase() === 'udp' &&
    (virtual.port === port || virtual.port === 0) &&
    sameAddress(virtual.address, address)
  );
}

/** Figures that were cut to three digits are none to subtract. */
function countersOf(counters: IpvsCounters | undefined) {
  if (counters === undefined || counters.rounded === true) return {};
  return { counters: { connections: counters.connections, packets: counters.incomingPackets } };
}

function namedReading(bind: BindStatus, offsetSeconds: number): NamedReading {
  const { source, dumpTimeSeconds, bootTimeSeconds, nameServer } = bind;
  return {
    source,
    dumpedAtSeconds: dumpTimeSeconds - offsetSeconds,
    ...(bootTimeSeconds !== undefined && { bootedAtSeconds: bootTimeSeconds }),
    counters: nameServer,
  };
}
