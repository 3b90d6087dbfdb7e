import type {
  BindStatus,
  HaproxyInstanceStatus,
  HaproxyRowStatus,
  NodeStatus,
  VirtualServerStatus,
} from '../status/node-status.ts';
import type { SeriesGroup, SeriesPoint } from './series.ts';

/** Lines that a graph can have before nobody can tell them apart; what is beyond is drawn in rows only. */
export const MAX_DRAWN = 12;

/**
 * The figures of a status that graphs and sparklines draw, the most wanted first: whoever keeps only so many keeps the
 * sums of a node and its virtual servers rather than the servers of a long list. What is not known makes no point.
 */
export function seriesPoints(node: NodeStatus): SeriesPoint[] {
  const { node: name, ipvs, haproxys, binds } = node;
  const virtualServers = ipvs?.virtualServers ?? [];
  const proxies = haproxys.flatMap((instance) => rowsOf(name, instance, ['frontend', 'backend']));
  const totals = [totalOfIpvs(name, virtualServers), ...haproxys.map((each) => totalOfHaproxy(name, each))];
  const virtual = drawn(
    'ipvs',
    virtualServers.flatMap((server) => virtualPoint(name, server)),
  );
  const real = virtualServers.flatMap((server) => realPoints(name, server));
  const room = MAX_DRAWN - virtual.length;
  return [
    ...totals.flat(),
    ...virtual,
    ...drawn('haproxy', proxies),
    ...binds.flatMap((bind) => bindPoints(name, bind)),
    ...(real.length > room ? asSpark(real) : real),
    ...haproxys.flatMap((instance) => rowsOf(name, instance, ['server'], 'spark')),
  ];
}

/** The first points in a group's graph, the others in their rows. */
function drawn(group: SeriesGroup, points: readonly SeriesPoint[]): SeriesPoint[] {
  return points.map((point, at) => ({ ...point, group: at < MAX_DRAWN ? group : 'spark' }));
}

function asSpark(points: readonly SeriesPoint[]): SeriesPoint[] {
  return points.map((point) => ({ ...point, group: 'spark' }));
}

/** `ipvs/ds1/connections`: new connections a second, of all virtual servers. */
function totalOfIpvs(node: string, servers: readonly VirtualServerStatus[]): SeriesPoint[] {
  const rates = servers.flatMap(({ rates: known }) => known?.connectionsPerSecond ?? []);
  if (rates.length === 0) return [];
  const value = rates.reduce((sum, rate) => sum + rate, 0);
  return [{ id: `ipvs/${node}/connections`, group: 'ipvs', label: node, value }];
}

function virtualPoint(node: string, { key, rates }: VirtualServerStatus): SeriesPoint[] {
  if (rates === undefined) return [];
  const { connectionsPerSecond: value } = rates;
  return [{ id: `ipvs/${node}/${key}/connections`, group: 'ipvs', label: key, value }];
}

function realPoints(node: string, { key, realServers }: VirtualServerStatus): SeriesPoint[] {
  return realServers.flatMap((real) => {
    if (real.rates === undefined) return [];
    const { connectionsPerSecond: value } = real.rates;
    const id = `ipvs/${node}/${key}/${real.key}/connections`;
    return [{ id, group: 'ipvs' as const, label: `${key} ${real.key}`, value }];
  });
}

/** `haproxy/ds1/lb1/sessions`: sessions of all frontends. */
function totalOfHaproxy(node: string, instance: HaproxyInstanceStatus): SeriesPoint[] {
  const frontends = rowsOf(node, instance, ['frontend']);
  if (frontends.length === 0) return [];
  const value = frontends.reduce((sum, point) => sum + point.value, 0);
  const { source } = instance;
  return [{ id: `haproxy/${node}/${source}/sessions`, group: 'haproxy', label: source, value }];
}

function rowsOf(
  node: string,
  { source, proxies }: HaproxyInstanceStatus,
  scopes: readonly HaproxyRowStatus['scope'][],
  group: SeriesGroup = 'haproxy',
): SeriesPoint[] {
  const points: SeriesPoint[] = [];
  for (const { name, rows } of proxies) {
    for (const row of rows) {
      const value = row.cells['scur'];
      if (typeof value !== 'number' || !scopes.includes(row.scope)) continue;
      const id = `haproxy/${node}/${source}/${name}/${row.key}/sessions`;
      points.push({ id, group, label: labelOf(name, row), value });
    }
  }
  return points;
}

function labelOf(proxy: string, { scope, name }: HaproxyRowStatus): string {
  return scope === 'server' ? `${proxy}/${name}` : `${proxy} ${scope}`;
}

/** What goes up and down with the load, and what tells of trouble: each rcode that was answered. */
function bindPoints(node: string, { source, rates, rcodes }: BindStatus): SeriesPoint[] {
  if (rates === undefined) return [];
  const answered = Object.entries(rates.rcodes).filter(([name]) => (rcodes[name] ?? 0) > 0);
  return [
    { id: `bind/${node}/${source}/requests`, group: 'bind', label: source, value: rates.requests },
    ...drawn(
      'rcodes',
      answered.map(([name, value]) => ({
        id: `bind/${node}/${source}/rcode/${name}`,
        group: 'rcodes',
        label: `${source} ${name}`,
        value,
      })),
    ),
  ];
}
