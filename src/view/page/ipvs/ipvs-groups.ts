import type { IpvsRates } from '../../../model/ipvs.ts';
import type { NodeStatus, RealServerStatus, VirtualServerStatus } from '../../status/node-status.ts';
import type { Compared, ComparedGroup } from '../blocks/comparison.ts';
import type { RowGroup } from '../blocks/row-groups.ts';

/** A virtual server in the tables of all directors, in their order. */
export interface IpvsHead extends Compared<IpvsHead> {
  readonly key: string;
  readonly servers: readonly (VirtualServerStatus | undefined)[];
}

/** A real server in the tables of all directors. */
export interface IpvsRow extends Compared<IpvsRow> {
  readonly key: string;
  readonly servers: readonly (RealServerStatus | undefined)[];
  /** A check of keepalived's says that it does not answer. */
  readonly isCheckDown: boolean;
}

export type IpvsGroup = ComparedGroup<IpvsHead, IpvsRow>;

/** False for one that keepalived took out everywhere. */
export function isInTable({ servers }: IpvsRow): boolean {
  return servers.some((server) => server !== undefined);
}

/** Weight 0: a director sends it no new connections. */
export function isDrained({ servers }: IpvsRow): boolean {
  return servers.some((server) => server?.weight === 0);
}

/** The nodes whose tables stand side by side: those that have virtual servers, each once. */
export function nodesWithTables(nodes: readonly NodeStatus[]): readonly string[] {
  const found = nodes.filter(({ ipvs }) => (ipvs?.virtualServers.length ?? 0) > 0);
  return [...new Set(found.map(({ node }) => node))];
}

/** The tables of these nodes: virtual and real servers in the order of the first that has them. */
export function ipvsGroups(
  nodes: readonly NodeStatus[],
  directors: readonly string[],
): readonly RowGroup<IpvsHead, IpvsRow>[] {
  const tables = directors.map((name) =>
    byKey(nodes.find(({ node }) => node === name)?.ipvs?.virtualServers ?? []),
  );
  const down = checksDown(nodes);
  return keysOf(tables).map((key) => {
    const servers = tables.map((table) => table.get(key));
    return { head: { key, servers }, rows: rowsOf(key, servers, down) };
  });
}

/**
 * The rows of a virtual server, and behind them the real servers that keepalived took out because their check fails: they
 * are in no table, and are what somebody looks for.
 */
function rowsOf(key: string, servers: IpvsHead['servers'], down: ChecksDown): readonly IpvsRow[] {
  const failed = down.get(key) ?? down.get(withoutProtocol(key)) ?? NONE;
  const row = (real: string, found: IpvsRow['servers']): IpvsRow => ({
    key: real,
    servers: found,
    isCheckDown: failed.has(real),
  });
  const rows = tableRows(servers, row);
  if (failed.size === 0) return rows;
  const inTable = new Set(rows.map((one) => one.key));
  const nowhere = servers.map(() => undefined);
  return [...rows, ...[...failed].filter((real) => !inTable.has(real)).map((real) => row(real, nowhere))];
}

function tableRows(
  servers: IpvsHead['servers'],
  row: (real: string, found: IpvsRow['servers']) => IpvsRow,
): readonly IpvsRow[] {
  if (servers.length === 1) return (servers[0]?.realServers ?? []).map((real) => row(real.key, [real]));
  const tables = servers.map((server) => byKey(server?.realServers ?? []));
  return keysOf(tables).map((real) =>
    row(
      real,
      tables.map((table) => table.get(real)),
    ),
  );
}

/** Some versions of keepalived do not log the protocol. */
function withoutProtocol(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

function byKey<Entry extends { readonly key: string }>(entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

function keysOf(tables: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(tables.flatMap((table) => [...table.keys()]))];
}

/** Real servers whose check fails on any node, by their virtual server. */
type ChecksDown = ReadonlyMap<string, ReadonlySet<string>>;

const NONE: ReadonlySet<string> = new Set();

function checksDown(nodes: readonly NodeStatus[]): ChecksDown {
  const down = new Map<string, Set<string>>();
  for (const { keepaliveds } of nodes)
    for (const { realServers } of keepaliveds)
      for (const { virtual, real, up } of realServers) {
        if (up !== false) continue;
        const known = down.get(virtual);
        if (known === undefined) down.set(virtual, new Set([real]));
        else known.add(real);
      }
  return down;
}

/** A rate over all directors: a client's connections go through one of them. */
export function sumOfRates(
  servers: readonly ({ readonly rates?: IpvsRates | undefined } | undefined)[],
  name: keyof IpvsRates,
): number | undefined {
  let sum: number | undefined;
  for (const server of servers) if (server?.rates !== undefined) sum = (sum ?? 0) + server.rates[name];
  return sum;
}
