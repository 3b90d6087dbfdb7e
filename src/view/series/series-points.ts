import type { IpvsRates } from '../../model/ipvs.ts';
import type {
  BindStatus,
  HaproxyInstanceStatus,
  HaproxyRowStatus,
  NodeStatus,
  VirtualServerStatus,
} from '../status/node-status.ts';
import type { SeriesGroup, SeriesPoint } from './series.ts';
import {
  bindRequestsId,
  haproxyRowId,
  haproxyTotalId,
  type IpvsFigure,
  ipvsTotalId,
  rcodeId,
  realServerId,
  virtualServerId,
} from './series-id.ts';

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
  const totals = [
    ...IPVS_FIGURES.flatMap((figure) => totalOfIpvs(name, virtualServers, figure)),
    ...haproxys.flatMap((each) => totalOfHaproxy(name, each)),
  ];
  const virtual = IPVS_FIGURES.flatMap((figure) =>
    drawn(
      'ipvs',
      virtualServers.flatMap((server) => virtualPoint(name, server, figure)),
    ),
  );
  const real = IPVS_FIGURES.flatMap((figure) =>
    virtualServers.flatMap((server) => realPoints(name, server, figure)),
  );
  const room = IPVS_FIGURES.length * MAX_DRAWN - virtual.length;
  return [
    ...totals,
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

/** What a second brings a virtual or real server; a client of UDP opens a connection once and may send for hours. */
const IPVS_FIGURES: readonly (readonly [name: IpvsFigure, rate: (rates: IpvsRates) => number])[] = [
  ['packets', ({ incomingPacketsPerSecond }) => incomingPacketsPerSecond],
  ['connections', ({ connectionsPerSecond }) => connectionsPerSecond],
];

type Figure = (typeof IPVS_FIGURES)[number];

/** Of all virtual servers. */
function totalOfIpvs(
  node: string,
  servers: readonly VirtualServerStatus[],
  [name, rate]: Figure,
): SeriesPoint[] {
  const known = servers.flatMap(({ rates }) => (rates === undefined ? [] : rate(rates)));
  if (known.length === 0) return [];
  const value = known.reduce((sum, one) => sum + one, 0);
  return [{ id: ipvsTotalId(node, name), group: 'ipvs', label: node, value }];
}

function virtualPoint(
  node: string,
  { key, rates }: VirtualServerStatus,
  [name, rate]: Figure,
): SeriesPoint[] {
  if (rates === undefined) return [];
  return [{ id: virtualServerId(node, key, name), group: 'ipvs', label: key, value: rate(rates) }];
}

function realPoints(
  node: string,
  { key, realServers }: VirtualServerStatus,
  [name, rate]: Figure,
): SeriesPoint[] {
  return realServers.flatMap(({ key: real, rates }) => {
    if (rates === undefined) return [];
    const id = realServerId(node, key, real, name);
    return [{ id, group: 'ipvs' as const, label: `${key} ${real}`, value: rate(rates) }];
  });
}

/** Sessions of all frontends. */
function totalOfHaproxy(node: string, instance: HaproxyInstanceStatus): SeriesPoint[] {
  const frontends = rowsOf(node, instance, ['frontend']);
  if (frontends.length === 0) return [];
  const value = frontends.reduce((sum, point) => sum + point.value, 0);
  const { source } = instance;
  return [{ id: haproxyTotalId(node, source), group: 'haproxy', label: source, value }];
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
      const id = haproxyRowId(node, source, name, row.key);
      points.push({ id, group, label: labelOf(source, name, row), value });
    }
  }
  return points;
}

function labelOf(source: string, proxy: string, { scope, name }: HaproxyRowStatus): string {
  return scope === 'server' ? `${source} ${proxy}/${name}` : `${source} ${proxy} ${scope}`;
}

/** What goes up and down with the load, and what tells of trouble: each rcode that was answered. */
function bindPoints(node: string, { source, rates, rcodes }: BindStatus): SeriesPoint[] {
  if (rates === undefined) return [];
  const answered = Object.entries(rates.rcodes).filter(([name]) => (rcodes[name] ?? 0) > 0);
  return [
    { id: bindRequestsId(node, source), group: 'bind', label: source, value: rates.requests },
    ...drawn(
      'rcodes',
      answered.map(([name, value]) => ({
        id: rcodeId(node, source, name),
        group: 'rcodes',
        label: `${source} ${name}`,
        value,
      })),
    ),
  ];
}
