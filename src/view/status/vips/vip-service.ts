import { groupBy } from '../../../model/group-by.ts';
import { canonicalAddress } from '../../../model/ip-address.ts';
import type { VipRole } from '../../../model/vip.ts';
import type {
  HaproxyInstanceStatus,
  NodeStatus,
  RealServerStatus,
  VirtualServerStatus,
} from '../node-status.ts';
import type { Director } from './directors.ts';

/** What stands behind a virtual IP on the director that holds it. */
export interface VipService {
  /** `no-table`: IPVS should have virtual servers on it and has none. `unknown`: it cannot be told. */
  readonly state: 'live' | 'dead' | 'no-table' | 'unknown';
  /** Nodes of live real servers that lack the address, and so drop what the director sends them. */
  readonly lacking: readonly string[];
  /** Virtual servers that have no live real server. */
  readonly deadServers: readonly string[];
}

const UNKNOWN: VipService = { state: 'unknown', lacking: [], deadServers: [] };

/** Finds what serves each virtual IP. Made once for a status, for it may be asked of thousands. */
export class VipServices {
  private readonly nodes: readonly NodeStatus[];
  private readonly tables = new Map<NodeStatus, ReadonlyMap<string, readonly VirtualServerStatus[]>>();
  private readonly addresses = new Map<NodeStatus, NodeAddresses>();
  private readonly nodesByAddress = new Map<string, NodeStatus>();
  /** Addresses that some table or some keepalived's checkers have virtual servers on. */
  private readonly balanced: ReadonlySet<string>;

  constructor(nodes: readonly NodeStatus[]) {
    this.nodes = nodes;
    const balanced = new Set<string>();
    for (const node of nodes) {
      const table = tableOf(node);
      this.tables.set(node, table);
      this.addresses.set(node, addressesOf(node));
      for (const address of table.keys()) if (address !== '') balanced.add(address);
      for (const { realServers, quorums } of node.keepaliveds) {
        for (const { virtual } of [...realServers, ...quorums]) balanced.add(addressOfVirtual(virtual));
      }
      for (const address of node.hostAddresses) this.nodesByAddress.set(canonicalAddress(address), node);
    }
    this.balanced = balanced;
  }

  /** What a node's interfaces tell of an address; undefined where they were not read, or it is not watched there. */
  roleOn(node: NodeStatus, vip: string): VipRole | undefined {
    return this.addresses.get(node)?.roles.get(vip);
  }

  /** Whether its table has virtual servers on the address, which makes a node a director of it. */
  hasTable(node: NodeStatus, vip: string): boolean {
    return this.tables.get(node)?.has(vip) === true;
  }

  of(owner: Director, vip: string): VipService {
    const { node } = owner;
    if (node?.ipvs !== undefined) {
      const servers = this.tables.get(node)?.get(vip) ?? [];
      if (servers.length > 0) return this.ofTable(servers, node, vip);
      const bySwitch = this.withoutVirtualServer(node, vip);
      if (bySwitch !== undefined) return { ...UNKNOWN, state: bySwitch };
    }
    // That director's own table is not known, and HAProxy there is not what serves the address.
    if (this.balanced.has(vip)) return UNKNOWN;
    return { ...UNKNOWN, state: haproxyState(this.haproxysOf(owner)) };
  }

  /**
   * An owner whose IPVS has nothing on the address. That is a black hole where the address is one of IPVS's: another
   * director's table has it, or keepalived checks real servers behind it. With no such witness it is one only if IPVS
   * is empty and nothing else is read there that could serve the address itself, as HAProxy and BIND do. Where IPVS
   * works by firewall marks, no address of the table tells anything.
   */
  private withoutVirtualServer(node: NodeStatus, vip: string): VipService['state'] | undefined {
    const servers = node.ipvs?.virtualServers ?? [];
    if (servers.some(({ mark }) => mark !== undefined)) return 'unknown';
    if (this.balanced.has(vip)) return 'no-table';
    const serves = node.sources.some(
      ({ subsystem, state }) => (subsystem === 'haproxy' || subsystem === 'bind') && state !== 'absent',
    );
    const isRead = serves || node.haproxys.length > 0 || node.binds.length > 0;
    return servers.length === 0 && !isRead ? 'no-table' : undefined;
  }

  private ofTable(servers: readonly VirtualServerStatus[], owner: NodeStatus, vip: string): VipService {
    const lacking = new Set<string>();
    let answering = 0;
    for (const server of servers.flatMap(({ realServers }) => realServers).filter(isLive)) {
      const node = this.lackingNode(server, owner, vip);
      if (node === undefined) answering += 1;
      else lacking.add(node);
    }
    const deadServers = servers.filter(({ realServers }) => !realServers.some(isLive)).map(({ key }) => key);
    return { state: answering > 0 ? 'live' : 'dead', lacking: [...lacking], deadServers };
  }

  /** The real server's node, where that is known and does not have the address. */
  private lackingNode(server: RealServerStatus, owner: NodeStatus, vip: string): string | undefined {
    // A packet that was not rewritten still has the address as its destination.
    if (server.forward !== 'Route' && server.forward !== 'Tunnel') return undefined;
    const node = this.nodesByAddress.get(canonicalAddress(server.address));
    if (node === undefined || node === owner) return undefined;
    const role = this.roleOn(node, vip);
    const has = role === undefined ? this.addresses.get(node)?.all.has(vip) === true : role !== 'absent';
    return has ? undefined : node.node;
  }

  /** HAProxys of a director: its node's, or those that another reads and has named after it. */
  private haproxysOf({ name, node }: Director): readonly HaproxyInstanceStatus[] {
    const read = node === undefined ? this.nodes.flatMap(({ haproxys }) => haproxys) : node.haproxys;
    const named = read.filter(({ source }) => source === name);
    return named.length > 0 || node === undefined ? named : read;
  }
}

interface NodeAddresses {
  readonly roles: ReadonlyMap<string, VipRole>;
  readonly all: ReadonlySet<string>;
}

function addressesOf({ vips, hostAddresses }: NodeStatus): NodeAddresses {
  return {
    roles: new Map(vips.map(({ address, role }) => [canonicalAddress(address), role])),
    all: new Set(hostAddresses.map(canonicalAddress)),
  };
}

function tableOf({ ipvs }: NodeStatus): Map<string, VirtualServerStatus[]> {
  return groupBy(ipvs?.virtualServers ?? [], ({ address }) => canonicalAddress(address));
}

/** Whether the scheduler gives it connections. */
export function isLive({ weight }: RealServerStatus): boolean {
  return weight !== 0;
}

/** Statistics do not tell the addresses that HAProxy listens on, so it is dead only where all of its backends are. */
function haproxyState(haproxys: readonly HaproxyInstanceStatus[]): 'live' | 'dead' | 'unknown' {
  const backends = haproxys
    .flatMap(({ proxies }) => proxies)
    .flatMap(({ rows }) => rows)
    .filter(({ scope }) => scope === 'backend');
  if (backends.length === 0) return 'unknown';
  return backends.every(({ health }) => health === 'bad') ? 'dead' : 'live';
}

/** The address of `udp/192.168.56.185:53`, `[2001:db8::1]:53`; '' of a firewall mark or a group. */
function addressOfVirtual(virtual: string): string {
  const [, bracketed, plain] = /^(?:[a-z]+\/)?(?:\[([^\]]*)\]|([^/:]*))(?::[^:]*)?$/i.exec(virtual) ?? [];
  return virtual.startsWith('fwm') ? '' : canonicalAddress(bracketed ?? plain ?? '');
}
