import type { Drift } from './drift.ts';
import type { NodeStatus, RealServerStatus, VirtualServerStatus } from './node-status.ts';
import { pairedTables, type TableOfNode } from './paired-tables.ts';

/** More differences tell nobody more; two tables without anything in common would have thousands. */
export const MAX_DRIFTS = 1000;

/** Where directors that carry one table differ, in the order of their virtual servers. */
export function driftsOf(nodes: readonly NodeStatus[]): Drift[] {
  return pairedTables(nodes).flatMap(driftsOfPair).slice(0, MAX_DRIFTS);
}

function driftsOfPair(tables: readonly TableOfNode[]): Drift[] {
  const servers = tables.map(({ node, servers: list }) => ({ node, byKey: byKey(list) }));
  return keysOf(servers).flatMap((key) => {
    const found = servers.map(({ node, byKey: map }) => ({ node, server: map.get(key) }));
    return driftsOfVirtual(key, found);
  });
}

/** What each node has for one key; nothing where it has no such server. */
type Found<Server> = readonly { readonly node: string; readonly server: Server | undefined }[];

/** A property that should be the same; undefined where that node's source does not tell it. */
interface Compared<Server> {
  readonly what: Drift['what'];
  readonly textOf: (server: Server) => string | undefined;
}

const OF_VIRTUAL: readonly Compared<VirtualServerStatus>[] = [
  { what: 'scheduler', textOf: ({ scheduler }) => scheduler },
  { what: 'flags', textOf: ({ scheduler, flags }) => scheduler && [...flags].sort().join(' ') },
];

const OF_REAL: readonly Compared<RealServerStatus>[] = [
  { what: 'weight', textOf: ({ weight }) => (weight === undefined ? undefined : String(weight)) },
  { what: 'forward', textOf: ({ forward }) => forward },
];

function driftsOfVirtual(virtual: string, found: Found<VirtualServerStatus>): Drift[] {
  if (found.some(({ server }) => server === undefined)) return [missing({ virtual }, found, virtualText)];
  const reals = found.map(({ node, server }) => ({ node, byKey: byKey(server?.realServers ?? []) }));
  return [
    ...differences({ virtual }, found, OF_VIRTUAL),
    ...keysOf(reals).flatMap((real) => {
      const ofReal = reals.map(({ node, byKey: map }) => ({ node, server: map.get(real) }));
      if (ofReal.some(({ server }) => server === undefined)) {
        return [missing({ virtual, real }, ofReal, realText)];
      }
      return differences({ virtual, real }, ofReal, OF_REAL);
    }),
  ];
}

type Subject = Pick<Drift, 'virtual' | 'real'>;

function missing<Server>(subject: Subject, found: Found<Server>, text: (server: Server) => string): Drift {
  const values = found.map(({ node, server }) => ({
    node,
    value: server === undefined ? '' : text(server),
  }));
  return { ...subject, what: 'missing', values };
}

function differences<Server>(
  subject: Subject,
  found: Found<Server>,
  compared: readonly Compared<Server>[],
): Drift[] {
  return compared.flatMap(({ what, textOf }) => {
    const told = found.flatMap(({ node, server }) => {
      const value = server && textOf(server);
      return value === undefined ? [] : [{ node, value }];
    });
    return told.every(({ value }) => value === told[0]?.value) ? [] : [{ ...subject, what, values: told }];
  });
}

/** What stands for a server that another node lacks. */
function virtualText({ key, scheduler, flags }: VirtualServerStatus): string {
  return [scheduler ?? key, ...flags].join(' ');
}

function realText({ key, forward, weight }: RealServerStatus): string {
  return forward === undefined && weight === undefined ? key : `${forward ?? ''} ${weight ?? ''}`.trim();
}

function byKey<Server extends { readonly key: string }>(list: readonly Server[]): Map<string, Server> {
  return new Map(list.map((server) => [server.key, server]));
}

function keysOf(maps: readonly { readonly byKey: ReadonlyMap<string, unknown> }[]): string[] {
  return [...new Set(maps.flatMap((each) => [...each.byKey.keys()]))];
}
