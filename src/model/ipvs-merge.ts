import {
  endpointText,
  type IpvsTable,
  type RealServer,
  type VirtualServer,
  virtualServerKey,
} from './ipvs.ts';

interface Group {
  server: VirtualServer;
  readonly realServers: Map<string, RealServer>;
}

/**
 * Joins listings of one IPVS, each of which tells something else of the same servers: `-Ln`, `--stats --exact`,
 * `--rate`, /proc/net/ip_vs. A server is there if any listing has it; where two tell the same thing the later one
 * counts, but exact counters are not given up for rounded ones.
 */
export function mergeIpvsTables(tables: readonly IpvsTable[]): IpvsTable {
  return join([], tables);
}

/**
 * Adds to `base` what other listings tell of its servers. A server that `base` does not have is left out: it
 * is gone since a listing that is older, or will be there at the next reading.
 */
export function enrichIpvsTable(base: IpvsTable, others: readonly IpvsTable[]): IpvsTable {
  return join(others, [base]);
}

function join(others: readonly IpvsTable[], complete: readonly IpvsTable[]): IpvsTable {
  const groups = new Map<string, Group>();
  for (const table of complete) addServers(groups, table, true);
  for (const table of others) addServers(groups, table, false);
  return {
    ...Object.assign({}, ...others, ...complete),
    virtualServers: [...groups.values()].map(({ server, realServers }) => ({
      ...server,
      realServers: [...realServers.values()],
    })),
  };
}

function addServers(groups: Map<string, Group>, table: IpvsTable, evenNew: boolean): void {
  for (const server of table.virtualServers) {
    const key = virtualServerKey(server);
    let group = groups.get(key);
    if (group === undefined) {
      if (!evenNew) continue;
      group = { server, realServers: new Map() };
      groups.set(key, group);
    } else {
      group.server = joinVirtualServers(group.server, server);
    }
    for (const real of server.realServers) {
      const name = endpointText(real);
      const known = group.realServers.get(name);
      if (known !== undefined) group.realServers.set(name, joinServers(known, real));
      else if (evenNew) group.realServers.set(name, real);
    }
  }
}

/** Only a listing that has the scheduler tells its flags, and of those /proc does not tell all. */
function joinVirtualServers(known: VirtualServer, later: VirtualServer): VirtualServer {
  return {
    ...joinServers(known, later),
    schedulerFlags: later.schedulerFlags.length > 0 ? later.schedulerFlags : known.schedulerFlags,
    onePacket: known.onePacket || later.onePacket,
  };
}

function joinServers<Server extends RealServer | VirtualServer>(known: Server, later: Server): Server {
  const joined = { ...known, ...later };
  const { counters, otherFlags } = known;
  if (later.counters?.rounded === true && counters !== undefined && counters.rounded !== true) {
    return { ...joined, counters };
  }
  if (otherFlags === undefined || later.otherFlags === undefined) return joined;
  return { ...joined, otherFlags: [...new Set([...otherFlags, ...later.otherFlags])] };
}
