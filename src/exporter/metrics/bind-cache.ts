import {
  type BindRecords,
  type CounterFamily,
  type CounterSets,
  counterFamilies,
  remainingCounters,
} from './bind-family.ts';
import type { Family } from './family.ts';

const CACHE: CounterSets = {
  labels: ['view', 'cache'],
  of: ({ views }) =>
    views.flatMap(({ name, cache }) =>
      cache === undefined ? [] : [{ labels: { view: name, cache: cache.name }, counters: cache.stats }],
    ),
};
const RRSETS: CounterSets = {
  labels: ['view'],
  of: ({ views }) =>
    views.flatMap(({ name, cache }) =>
      cache === undefined ? [] : [{ labels: { view: name }, counters: cache.rrsets }],
    ),
};
const ADB: CounterSets = {
  labels: ['view'],
  of: ({ views }) => views.map(({ name, adb }) => ({ labels: { view: name }, counters: adb })),
};

const CACHE_TABLE: readonly CounterFamily[] = [
  {
    name: 'bind_cache_hits_total',
    type: 'counter',
    help: 'Lookups in the cache that found something, those that named makes for itself among them.',
    counters: { CacheHits: {} },
  },
  {
    name: 'bind_cache_misses_total',
    type: 'counter',
    help: 'Lookups in the cache that found nothing, those that named makes for itself among them.',
    counters: { CacheMisses: {} },
  },
  {
    name: 'bind_cache_query_hits_total',
    type: 'counter',
    help: "Clients' queries that the cache could answer.",
    counters: { QueryHits: {} },
  },
  {
    name: 'bind_cache_query_misses_total',
    type: 'counter',
    help: "Clients' queries that the cache could not answer.",
    counters: { QueryMisses: {} },
  },
  {
    name: 'bind_cache_deleted_records_total',
    type: 'counter',
    help: 'Records that left the cache, by the reason.',
    counters: { DeleteLRU: { reason: 'memory' }, DeleteTTL: { reason: 'ttl' } },
  },
  {
    name: 'bind_cache_covering_nsec_total',
    type: 'counter',
    help: 'Lookups in the cache that were answered by an NSEC record which proves that there is nothing.',
    counters: { CoveringNSEC: {} },
  },
  {
    name: 'bind_cache_nodes',
    type: 'gauge',
    help: 'Names in the cache.',
    counters: { CacheNodes: {} },
  },
  {
    name: 'bind_cache_nsec_nodes',
    type: 'gauge',
    help: 'Names in the auxiliary tree of NSEC records.',
    counters: { CacheNSECNodes: {} },
  },
  {
    name: 'bind_cache_hash_buckets',
    type: 'gauge',
    help: "Size of the cache's hash table.",
    counters: { CacheBuckets: {} },
  },
  {
    name: 'bind_cache_memory_bytes',
    type: 'gauge',
    help: 'Memory of the cache: of its tree of names and of its heap of expiry times.',
    note: 'The kinds are no parts of a whole: adding them up means nothing.',
    counters: {
      TreeMemTotal: { heap: 'tree', kind: 'total' },
      TreeMemInUse: { heap: 'tree', kind: 'in_use' },
      TreeMemMax: { heap: 'tree', kind: 'max' },
      HeapMemTotal: { heap: 'heap', kind: 'total' },
      HeapMemInUse: { heap: 'heap', kind: 'in_use' },
      HeapMemMax: { heap: 'heap', kind: 'max' },
    },
  },
];

const ADB_TABLE: readonly CounterFamily[] = [
  {
    name: 'bind_adb_addresses',
    type: 'gauge',
    help: 'Addresses of other servers in the address database.',
    counters: { entriescnt: {} },
  },
  {
    name: 'bind_adb_address_hash_size',
    type: 'gauge',
    help: "Size of the address database's hash table of addresses.",
    counters: { nentries: {} },
  },
  {
    name: 'bind_adb_names',
    type: 'gauge',
    help: 'Names of other servers in the address database.',
    counters: { namescnt: {} },
  },
  {
    name: 'bind_adb_name_hash_size',
    type: 'gauge',
    help: "Size of the address database's hash table of names.",
    counters: { nnames: {} },
  },
];

/** What named remembers: its caches, and the servers that it has asked. */
export const CACHE_FAMILIES: readonly Family<BindRecords>[] = [
  ...counterFamilies(CACHE, CACHE_TABLE),
  remainingCounters(RRSETS, 'type', {
    name: 'bind_resolver_cache_rrsets',
    type: 'gauge',
    help: 'RRsets in the cache by record type; before the type ! means that there is none, # stale, ~ to be removed.',
    note: 'Views that share a cache: named.stats gives it once, the statistics channel for each of them.',
  }),
  ...counterFamilies(ADB, ADB_TABLE),
];
