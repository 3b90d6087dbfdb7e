import type { IpvsConnectionSummary, IpvsEndpoint } from '../../model/ipvs.ts';
import type { ProblemLog } from '../../model/problem.ts';

/** More servers than any IPVS table has; a text with more of them is not believed to the end of memory. */
const MAX_GROUPS = 50_000;
/** IPVS knows about thirty states in all protocols together. */
const MAX_STATES = 1000;

/** Reads an endpoint as the format at hand writes it. */
export type EndpointReader = (text: string) => IpvsEndpoint | undefined;

interface Group {
  readonly protocol: string;
  readonly virtual: IpvsEndpoint;
  readonly mark?: number;
  readonly real: IpvsEndpoint;
  entries: number;
  templates: number;
}

/** One row of a connection table, its endpoints still as text. */
export interface ConnectionRow {
  readonly protocol: string;
  readonly state: string;
  readonly virtual: string;
  readonly real: string;
  /** Its client has no port: the entry binds a client, not a connection. */
  readonly isTemplate: boolean;
}

/**
 * Counts connection table entries in memory that grows with the number of servers, not of connections: an endpoint
 * is read once for each pair of servers.
 */
export class ConnectionCounter {
  private readonly problems: ProblemLog;
  private readonly read: EndpointReader;
  private entries = 0;
  private readonly states = new Map<string, { protocol: string; state: string; entries: number }>();
  private readonly groups = new Map<string, Group>();

  constructor(read: EndpointReader, problems: ProblemLog) {
    this.read = read;
    this.problems = problems;
  }

  /** @returns false where an endpoint cannot be read: the row is not counted */
  add(row: ConnectionRow, line: string, number: number): boolean {
    const key = `${row.protocol} ${row.virtual} ${row.real}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = this.group(row);
      if (group === undefined) return false;
      if (this.groups.size < MAX_GROUPS) this.groups.set(key, group);
      else this.problems.add(number, `more than ${MAX_GROUPS} pairs of servers; not counted by server`, line);
    }
    if (row.isTemplate) group.templates += 1;
    else group.entries += 1;
    this.entries += 1;
    this.countState(row, line, number);
    return true;
  }

  summary(): IpvsConnectionSummary {
    return {
      entries: this.entries,
      byState: [...this.states.values()],
      byRealServer: [...this.groups.values()],
    };
  }

  private countState({ protocol, state }: ConnectionRow, line: string, number: number): void {
    const key = `${protocol} ${state}`;
    const known = this.states.get(key);
    if (known !== undefined) known.entries += 1;
    else if (this.states.size < MAX_STATES) this.states.set(key, { protocol, state, entries: 1 });
    else this.problems.add(number, `more than ${MAX_STATES} states; not counted by state`, line);
  }

  private group({ protocol, virtual, real, isTemplate }: ConnectionRow): Group | undefined {
    const virtualEndpoint = this.read(virtual);
    const realEndpoint = this.read(real);
    if (virtualEndpoint === undefined || realEndpoint === undefined) return undefined;
    const mark = protocol === 'IP' && isTemplate ? markOf(virtualEndpoint) : undefined;
    return {
      protocol,
      virtual: virtualEndpoint,
      ...(mark !== undefined && { mark }),
      real: realEndpoint,
      entries: 0,
      templates: 0,
    };
  }
}

/**
 * The template of a firewall mark has protocol IP and the mark in the first four bytes of its virtual address:
 * 0.0.0.10 and 0:a:: are mark 10 (ip_vs_sched_persist in net/netfilter/ipvs/ip_vs_core.c).
 */
function markOf({ address }: IpvsEndpoint): number | undefined {
  const ipv4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (ipv4 !== null) return ipv4.slice(1).reduce((mark, byte) => mark * 256 + Number(byte), 0);
  const [, high = '', low = '0'] = /^([0-9a-f]{1,4})(?::([0-9a-f]{1,4}))?::$/.exec(address) ?? [];
  return high === '' ? undefined : Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
}
