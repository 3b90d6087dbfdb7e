import { addToGroup } from '../../../model/group-by.ts';
import type { HaproxyProxyStatus, HaproxyRowStatus, NodeStatus } from '../../status/node-status.ts';
import type { Compared, ComparedGroup } from '../blocks/comparison.ts';
import type { RowGroup } from '../blocks/row-groups.ts';

/** One HAProxy that was read: a node may read several, and several nodes may each have theirs. */
export interface HaproxyPlace {
  readonly node: string;
  readonly source: string;
}

/** A proxy, and the HAProxys that have it. */
export interface ProxyHead extends Compared<ProxyHead> {
  /** Its name. */
  readonly key: string;
  readonly mode: string | undefined;
  readonly places: readonly HaproxyPlace[];
}

/** A frontend, listener, server or backend in each HAProxy that has its proxy. */
export interface ProxyRow extends Compared<ProxyRow> {
  readonly key: string;
  readonly scope: HaproxyRowStatus['scope'];
  readonly name: string;
  readonly rows: readonly (HaproxyRowStatus | undefined)[];
}

export type ProxyGroup = ComparedGroup<ProxyHead, ProxyRow>;

/** One HAProxy's line of a row; its siblings are those of the other HAProxys with this proxy. */
export interface ProxyLine {
  readonly row: ProxyRow;
  readonly index: number;
  readonly own: HaproxyRowStatus | undefined;
}

interface PlacedProxy {
  readonly place: HaproxyPlace;
  readonly proxy: HaproxyProxyStatus;
}

/** The proxies of all HAProxys by name, such as those of master and slave, in the order of the first that has them. */
export function haproxyGroups(nodes: readonly NodeStatus[]): readonly RowGroup<ProxyHead, ProxyRow>[] {
  const proxies = new Map<string, PlacedProxy[]>();
  for (const { node, haproxys } of nodes) {
    for (const { source, proxies: ofInstance } of haproxys) {
      const place = { node, source };
      for (const proxy of ofInstance) addToGroup(proxies, proxy.name, { place, proxy });
    }
  }
  return [...proxies].map(([key, placed]) => ({
    head: { key, mode: placed[0]?.proxy.mode, places: placed.map(({ place }) => place) },
    rows: rowsOf(placed),
  }));
}

function rowsOf(placed: readonly PlacedProxy[]): readonly ProxyRow[] {
  const [first] = placed;
  if (first !== undefined && placed.length === 1)
    return first.proxy.rows.map((row) => ({ key: row.key, scope: row.scope, name: row.name, rows: [row] }));
  const tables = placed.map(({ proxy }) => new Map(proxy.rows.map((row) => [row.key, row])));
  const keys = new Set(tables.flatMap((table) => [...table.keys()]));
  const rows = [...keys].flatMap((key) => {
    const found = tables.map((table) => table.get(key));
    const known = found.find((row) => row !== undefined);
    return known === undefined ? [] : [{ key, scope: known.scope, name: known.name, rows: found }];
  });
  // A server that only the second one has stands behind the backend otherwise.
  return rows.sort((one, other) => ORDER[one.scope] - ORDER[other.scope]);
}

/** HAProxy's own order within a proxy. */
export const ORDER: Readonly<Record<HaproxyRowStatus['scope'], number>> = {
  frontend: 0,
  listener: 1,
  server: 2,
  backend: 3,
};
