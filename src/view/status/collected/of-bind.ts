import type { BindCounters, BindStats, BindView, BindZone } from '../../../model/bind.ts';
import {
  type BindStatus,
  type BindViewStatus,
  type BindZoneStatus,
  MAX_ZONES,
  type NodeStatus,
} from '../node-status.ts';
import { bindRates } from './bind-rates.ts';
import { busiest } from './busiest.ts';
import type { OkReport } from './ok-reports.ts';

/** A name server's statistics. @param before the same node's status of the collection before */
export function bindStatus({ source, value }: OkReport<'bind'>, before: NodeStatus | undefined): BindStatus {
  const { stats } = value;
  const known = before?.binds.find((bind) => bind.source === source);
  const requests = sum(stats.incomingRequests);
  // A dump lasts for many collections, and one of a large server has a million zones.
  if (known?.dumpTimeSeconds === stats.dumpTimeSeconds && known.requests === requests) return known;
  const { version, bootTimeSeconds } = stats;
  const now: BindStatus = {
    source,
    dumpTimeSeconds: stats.dumpTimeSeconds,
    ...(version !== undefined && { version }),
    ...(bootTimeSeconds !== undefined && { bootTimeSeconds }),
    requests,
    queriesByType: record(stats.incomingQueries),
    rcodes: record(stats.outgoingRcodes),
    nameServer: record(stats.nameServer),
    views: stats.views.map((view) => viewStatus(view, stats)),
    zones: busiest(stats.zones, MAX_ZONES, queriesOf).map(zoneStatus),
    zoneCount: stats.zones.length,
  };
  const rates = known && bindRates(now, known);
  return rates === undefined ? now : { ...now, rates };
}

function viewStatus({ name, cache }: BindView, { views, nameServer }: BindStats): BindViewStatus {
  const hits = cache?.stats.get('QueryHits') ?? cache?.stats.get('CacheHits');
  const misses = cache?.stats.get('QueryMisses') ?? cache?.stats.get('CacheMisses');
  const clients = views.length === 1 ? nameServer.get('RecursClients') : undefined;
  return {
    name,
    ...(hits !== undefined && { cacheHits: hits }),
    ...(misses !== undefined && { cacheMisses: misses }),
    ...(clients !== undefined && { recursionClients: clients }),
  };
}

function zoneStatus(zone: BindZone): BindZoneStatus {
  const { name, view, serial, queries } = zone;
  return {
    name,
    view,
    ...(serial !== undefined && { serial }),
    queries: queriesOf(zone),
    counters: record(queries),
  };
}

/** How a query of a zone can end, each in one of these ways only (bind9 lib/ns/query.c, `query_done` and its callers). */
const ENDINGS = [
  ...['QrySuccess', 'QryReferral', 'QryNxrrset', 'QryNXDOMAIN', 'QrySERVFAIL', 'QryFORMERR', 'QryFailure'],
  ...['QryDuplicate', 'QryDropped'],
];

/** Queries of a zone: as they came where BIND counts that for zones (9.10 and later), else as they ended. */
function queriesOf({ queries, incomingQueries }: BindZone): number {
  const received = (queries.get('QryUDP') ?? 0) + (queries.get('QryTCP') ?? 0);
  if (received > 0) return received;
  if (incomingQueries.size > 0) return sum(incomingQueries);
  return ENDINGS.reduce((total, name) => total + (queries.get(name) ?? 0), 0);
}

function sum(counters: BindCounters): number {
  let total = 0;
  for (const value of counters.values()) total += value;
  return total;
}

/** Counters as JSON has them. Names are a stranger's: one called `__proto__` becomes a property as any other. */
function record(counters: BindCounters): Readonly<Record<string, number>> {
  return Object.fromEntries(counters);
}
