import type { BindZone } from '../../model/bind.ts';
import {
  type BindLabels,
  type BindRecords,
  bindFamily,
  type CounterSets,
  remainingCounters,
} from './bind-family.ts';
import type { Family } from './family.ts';

const QUERIES = zoneCounters((zone) => zone.queries);
const QUERY_TYPES = zoneCounters((zone) => zone.incomingQueries);
const GLUE_CACHE = zoneCounters((zone) => zone.glueCache);

const CHANNEL_ONLY = 'Of the statistics channel only.';

/** What named tells by zone; counters only of zones with `zone-statistics full`. */
export const ZONE_FAMILIES: readonly Family<BindRecords>[] = [
  remainingCounters(QUERIES, 'type', {
    name: 'bind_zone_query_stats_total',
    type: 'counter',
    help: "Counters of the server's statistics by zone, by BIND's short names.",
    note: 'Needs zone-statistics full or yes in named.conf.',
  }),
  remainingCounters(QUERY_TYPES, 'type', {
    name: 'bind_zone_incoming_queries_total',
    type: 'counter',
    help: 'DNS queries received by zone and record type.',
    note: CHANNEL_ONLY,
  }),
  remainingCounters(GLUE_CACHE, 'type', {
    name: 'bind_zone_glue_cache_total',
    type: 'counter',
    help: "Lookups in the zone's cache of glue records, by BIND's short names.",
    note: 'Needs zone-statistics full or yes in named.conf.',
  }),
  bindFamily({
    name: 'bind_zone_serial',
    type: 'gauge',
    help: "Serial number of the zone's SOA record.",
    labels: ['view', 'zone_name'],
    note: `bind_exporter gives it as a counter, and as 0 for a zone that has none yet. ${CHANNEL_ONLY}`,
    samples: ({ stats }, sample) => {
      for (const { view, name, serial } of stats.zones) sample({ view, zone_name: name }, serial);
    },
  }),
  zoneTime('loaded', 'When the zone was last loaded or transferred', (zone) => zone.loadedSeconds),
  zoneTime('expires', 'When a secondary zone expires unless it is refreshed', (zone) => zone.expiresSeconds),
  zoneTime('refresh', 'When a secondary zone is refreshed next', (zone) => zone.refreshSeconds),
];

function zoneCounters(of: (zone: BindZone) => BindZone['queries']): CounterSets {
  return {
    labels: ['view', 'zone'],
    of: ({ zones }) => zones.map((zone) => ({ labels: labelsOf(zone), counters: of(zone) })),
  };
}

function zoneTime(
  event: string,
  help: string,
  seconds: (zone: BindZone) => number | undefined,
): Family<BindRecords> {
  return bindFamily({
    name: `bind_zone_${event}_timestamp_seconds`,
    type: 'gauge',
    help: `${help}, in seconds since 1970.`,
    labels: ['view', 'zone'],
    note: CHANNEL_ONLY,
    samples: ({ stats }, sample) => {
      for (const zone of stats.zones) sample(labelsOf(zone), seconds(zone));
    },
  });
}

function labelsOf({ view, name }: BindZone): BindLabels {
  return { view, zone: name };
}
