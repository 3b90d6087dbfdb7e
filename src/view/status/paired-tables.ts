import type { NodeStatus, VirtualServerStatus } from './node-status.ts';

export interface TableOfNode {
  readonly node: string;
  readonly servers: readonly VirtualServerStatus[];
}

/**
 * Nodes whose IPVS tables should be the same, because they serve a common virtual address: those of one pair of
 * directors, not those of two. Firewall marks are numbers of a host's own, and tell only of tables that have nothing else.
 * An empty table belongs to those whose virtual servers that node's own keepalived checks: it should have them.
 */
export function pairedTables(nodes: readonly NodeStatus[]): TableOfNode[][] {
  const groups: { readonly names: ReadonlySet<string>; readonly tables: readonly TableOfNode[] }[] = [];
  for (const node of nodes) {
    if (node.ipvs === undefined) continue;
    const names = namesOf(node, node.ipvs.virtualServers);
    const tables = [{ node: node.node, servers: node.ipvs.virtualServers }];
    const joined = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    // One table may tie together two groups that had nothing in common before.
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push({
      names: new Set([...joined.flatMap((group) => [...group.names]), ...names]),
      tables: [...joined.flatMap((group) => group.tables), ...tables],
    });
  }
  return groups.filter(({ tables }) => tables.length > 1).map(({ tables }) => [...tables]);
}

function namesOf({ keepaliveds }: NodeStatus, servers: readonly VirtualServerStatus[]): Set<string> {
  const addresses = servers.map(({ address }) => address).filter((address) => address !== '');
  if (addresses.length > 0) return new Set(addresses);
  if (servers.length > 0) return new Set(servers.map(({ key }) => key));
  // A node that reads several logs reads those of others.
  const [own] = keepaliveds.length === 1 ? keepaliveds : [];
  const checked = [...(own?.realServers ?? []), ...(own?.quorums ?? [])].map(({ virtual }) => virtual);
  return new Set(checked.map(addressOf));
}

/** The address of `udp/192.168.56.185:53`, `[2001:db8::1]:53` or `192.168.56.185:53`; of `fwm/1` all of it. */
function addressOf(virtual: string): string {
  if (/^fwm6?\//.test(virtual)) return virtual;
  return virtual.replace(/^[a-z]+\//, '').replace(/^\[(.*)\]:[^:]*$|^([^:[]*):[^:]*$/, '$1$2');
}
