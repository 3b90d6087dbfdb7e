import type { BindCounters, BindStats, BindUnknownCounter, BindView, BindZone } from './bind.ts';

/** More names than one block of BIND's statistics has; what a hostile file adds beyond is not remembered. */
export const SEEN_NAMES = 1024;

/**
 * Adds as 0 the counters that an earlier dump had and this one lacks: BIND leaves out what is zero, and a series
 * that vanishes with a restart of named would break `rate()`. Views and zones that are gone stay gone.
 *
 * @param previous what this function returned for the dump before, undefined for the first
 */
export function keepSeenCounters(previous: BindStats | undefined, current: BindStats): BindStats {
  if (previous === undefined) return current;
  const views = new Map(previous.views.map((view) => [view.name, view]));
  const zones = new Map(previous.zones.map((zone) => [zoneKey(zone), zone]));
  return {
    ...current,
    incomingRequests: withSeen(previous.incomingRequests, current.incomingRequests),
    incomingQueries: withSeen(previous.incomingQueries, current.incomingQueries),
    outgoingRcodes: withSeen(previous.outgoingRcodes, current.outgoingRcodes),
    nameServer: withSeen(previous.nameServer, current.nameServer),
    zoneMaintenance: withSeen(previous.zoneMaintenance, current.zoneMaintenance),
    resolver: withSeen(previous.resolver, current.resolver),
    sockets: withSeen(previous.sockets, current.sockets),
    views: current.views.map((view) => viewWithSeen(views.get(view.name), view)),
    zones: current.zones.map((zone) => zoneWithSeen(zones.get(zoneKey(zone)), zone)),
    unknown: unknownWithSeen(previous.unknown, current.unknown),
  };
}

/** A view's cache statistics are printed even while zero, so what is missing there is gone for good. */
function viewWithSeen(previous: BindView | undefined, current: BindView): BindView {
  if (previous === undefined) return current;
  const { cache } = current;
  return {
    ...current,
    outgoingQueries: withSeen(previous.outgoingQueries, current.outgoingQueries),
    resolver: withSeen(previous.resolver, current.resolver),
    adb: withSeen(previous.adb, current.adb),
    ...(cache !== undefined &&
      previous.cache !== undefined && {
        cache: { ...cache, rrsets: withSeen(previous.cache.rrsets, cache.rrsets) },
      }),
  };
}

function zoneWithSeen(previous: BindZone | undefined, current: BindZone): BindZone {
  if (previous === undefined) return current;
  return {
    ...current,
    queries: withSeen(previous.queries, current.queries),
    incomingQueries: withSeen(previous.incomingQueries, current.incomingQueries),
    glueCache: withSeen(previous.glueCache, current.glueCache),
  };
}

function withSeen(previous: BindCounters, current: BindCounters): BindCounters {
  let merged: Map<string, number> | undefined;
  for (const name of previous.keys()) {
    if (current.has(name)) continue;
    merged ??= new Map(current);
    if (merged.size >= SEEN_NAMES) break;
    merged.set(name, 0);
  }
  return merged ?? current;
}

function unknownWithSeen(
  previous: readonly BindUnknownCounter[],
  current: readonly BindUnknownCounter[],
): readonly BindUnknownCounter[] {
  if (previous.length === 0) return current;
  const present = new Set(current.map(unknownKey));
  const missing = previous.filter((counter) => !present.has(unknownKey(counter)));
  const room = Math.max(0, SEEN_NAMES - current.length);
  return [...current, ...missing.slice(0, room).map((counter) => ({ ...counter, value: 0 }))];
}

function zoneKey({ view, name }: BindZone): string {
  return `${view}\n${name}`;
}

function unknownKey({ section, view, zone, name }: BindUnknownCounter): string {
  return [section, view ?? '', zone ?? '', name].join('\n');
}
