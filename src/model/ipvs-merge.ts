import {
  endpointText,
  type IpvsTable,
  type RealServer,
  type VirtualServer,
  virtualServerKey,
} from './ipvs.ts';
import { betterCounters, RealServerDraft, union } from './real-server-draft.ts';

/**
 * Joins listings of one IPVS, each of which tells something else of the same servers: `-Ln`, `--stats --exact`,
 * `--rate`, /proc/net/ip_vs. A server is there if any listing has it; where two tell the same thing the later one
 * counts, but exact counters are not given up for rounded ones.
 */
export function mergeIpvsTables(tables: readonly IpvsTable[]): IpvsTable {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return only;
  return {
    ...Object.assign({}, ...tables),
    virtualServers: joinVirtualServers(
      tables.flatMap(({ virtualServers }) => virtualServers),
      [],
    ),
  };
}

/**
 * Adds to `base` what other listings tell of its servers. A server that `base` does not have is left out: it
 * is gone since a listing that is older, or will be there at the next reading.
 */
export function enrichIpvsTable(base: IpvsTable, others: readonly IpvsTable[]): IpvsTable {
  return {
    ...Object.assign({}, ...others, base),
    virtualServers: joinVirtualServers(
      base.virtualServers,
      others.flatMap(({ virtualServers }) => virtualServers),
    ),
  };
}

/** @param extras tell of servers, and add none */
function joinVirtualServers(
  servers: readonly VirtualServer[],
  extras: readonly VirtualServer[],
): readonly VirtualServer[] {
  const groups = new Map<string, { joined: VirtualServer; readonly realServers: RealServers }>();
  const add = (server: VirtualServer, evenNew: boolean): void => {
    const key = virtualServerKey(server);
    const group = groups.get(key);
    if (group !== undefined) {
      group.joined = joinTwo(group.joined, server);
      group.realServers.add(server.realServers, evenNew);
    } else if (evenNew) {
      const realServers = new RealServers();
      realServers.add(server.realServers, true);
      groups.set(key, { joined: server, realServers });
    }
  };
  for (const server of servers) add(server, true);
  for (const server of extras) add(server, false);
  return [...groups.values()].map(({ joined, realServers }) => ({
    ...joined,
    realServers: realServers.list,
  }));
}

/** Only a listing that has the scheduler tells its flags, and of those /proc does not tell all. */
function joinTwo(known: VirtualServer, later: VirtualServer): VirtualServer {
  const { counters, otherFlags } = later;
  return {
    ...known,
    ...later,
    schedulerFlags: later.schedulerFlags.length > 0 ? later.schedulerFlags : known.schedulerFlags,
    onePacket: known.onePacket || later.onePacket,
    ...(counters !== undefined && { counters: betterCounters(known.counters, counters) }),
    ...(otherFlags !== undefined && { otherFlags: union(known.otherFlags, otherFlags) }),
  };
}

/** The real servers of one virtual server, as listing after listing tells of them. */
class RealServers {
  readonly list: RealServerDraft[] = [];

  add(servers: readonly RealServer[], evenNew: boolean): void {
    const index = this.index(servers);
    for (const [at, server] of servers.entries()) {
      const known = index === undefined ? this.list[at] : index.get(endpointText(server));
      if (known !== undefined) {
        known.add(server);
      } else if (evenNew) {
        const draft = new RealServerDraft(server);
        draft.add(server);
        this.list.push(draft);
        index?.set(endpointText(server), draft);
      }
    }
  }

  /** By name; undefined where the place in the list does, for listings mostly have the same order. */
  private index(servers: readonly RealServer[]): Map<string, RealServerDraft> | undefined {
    const { list } = this;
    if (list.length === 0) return undefined;
    const sameOrder =
      list.length === servers.length &&
      servers.every(({ address, port, portName }, at) => {
        const known = list[at];
        return (
          known?.address === address && known.port === port && (port !== 0 || known.portName === portName)
        );
      });
    return sameOrder ? undefined : new Map(list.map((server) => [endpointText(server), server]));
  }
}
