import { isoTime } from '../iso-time.ts';
import type { BindStatus, NodeStatus } from '../status/node-status.ts';
import type { CsvRow } from './columns.ts';

/** A row for each BIND, and behind it one for each of its views, rcodes and zones. */
export function bindRows({ node, binds }: NodeStatus): CsvRow[] {
  return binds.flatMap((bind) => rowsOf(node, bind));
}

function rowsOf(node: string, bind: BindStatus): CsvRow[] {
  const { source, rates } = bind;
  return [
    {
      ...{ node, layer: 'bind', row: 'name-server', source, name: source },
      since: isoTime(bind.dumpTimeSeconds),
      total: bind.requests,
      per_second: rates?.requests,
      detail: bind.version,
    },
    ...bind.views.map(({ name, cacheHits, cacheMisses, recursionClients }) => ({
      ...{ node, layer: 'bind', row: 'view', source, name },
      active: recursionClients,
      detail:
        cacheHits === undefined || cacheMisses === undefined
          ? undefined
          : `${cacheHits} cache hits, ${cacheMisses} misses`,
    })),
    ...Object.entries(bind.rcodes).map(([name, total]) => ({
      ...{ node, layer: 'bind', row: 'rcode', source, name, total },
      per_second: rates?.rcodes[name],
    })),
    ...bind.zones.map(({ name, view, serial, queries }) => ({
      ...{ node, layer: 'bind', row: 'zone', source, group: view, name, total: queries },
      detail: serial === undefined ? undefined : `serial ${serial}`,
    })),
  ];
}
