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
    ...facts(tables),
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
    ...facts([...others, base]),
    virtualServers: joinVirtualServers(
      base.virtualServers,
      others.flatMap(({ virtualServers }) => virtualServers),
    ),
  };
}

/** What tables tell beside servers; the last one that tells it counts. */
function facts(tables: readonly IpvsTable[]): Omit<IpvsTable, 'virtualServers'> {
  const joined = {};
  for (const table of tables) Object.assign(joined, table);
  return joined;
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
      // An extra is older: a scheduler that has been replaced since then is still there.
      group.joined = evenNew ? joinTwo(group.joined, server) : joinTwo(server, group.joined);
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
  const { counters, otherFlags, scheduler = known.scheduler } = later;
  const knownFlags = scheduler === known.scheduler ? known.schedulerFlags : [];
  return {
    ...known,
    ...later,
    schedulerFlags: later.schedulerFlags.length > 0 ? later.schedulerFlags : knownFlags,
    onePacket: known.onePacket || later.onePacket,
    ...(counters !== undefined && { counters: betterCounters(known.counters, counters) }),
    ...(otherFlags !== undefined && { otherFlags: union(known.otherFlags, otherFlags) }),
  };
}

/** The real servers of one virtual server, as listing after listing tells of them. */
class RealServers {
  readonly list: RealServerDraft[] = [];
  /** By name; made when a listing has another order than the first, which mostly none has. */
  private index: Map<string, RealServerDraft> | undefined;

  add(servers: readonly RealServer[], evenNew: boolean): void {
    const sameOrder = this.list.length > 0 && this.hasOrderOf(servers);
    for (const [at, server] of servers.entries()) {
      const known = sameOrder ? this.list[at] : this.find(server);
      if (known !== undefined) known.add(server);
      else if (evenNew) this.addNew(server);
    }
  }

  private addNew(server: RealServer): void {
    const draft = new RealServerDraft(server);
    draft.add(server);
    this.list.push(draft);
    this.index?.set(endpointText(server), draft);
  }

  private find(server: RealServer): RealServerDraft | undefined {
    if (this.list.length === 0) return undefined;
    this.index ??= new Map(this.list.map((known) => [endpointText(known), known]));
    return this.index.get(endpointText(server));
  }

  private hasOrderOf(servers: readonly RealServer[]): boolean {
    return (
      this.list.length === servers.length &&
      servers.every(({ address, port, portName }, at) => {
        const known = this.list[at];
        return (
          known?.address === address && known.port === port && (port !== 0 || known.portName === portName)
        );
      })
    );
  }
}
