import type { NameTable } from './name-table.ts';
import { ADB_NAMES, CACHE_NAMES, RESOLVER_NAMES } from './resolver-names.ts';
import { GLUE_CACHE_NAMES, NAME_SERVER_NAMES, ZONE_MAINTENANCE_NAMES } from './server-names.ts';
import { SOCKET_NAMES } from './socket-names.ts';

/** Where a section's counters go when they stand for the whole server, for a view, for a zone. */
export type ServerField =
  | 'incomingRequests'
  | 'incomingQueries'
  | 'outgoingRcodes'
  | 'nameServer'
  | 'zoneMaintenance'
  | 'resolver'
  | 'sockets'
  | 'memory'
  | 'tasks';
export type ViewField = 'outgoingQueries' | 'resolver' | 'cacheStats' | 'rrsets' | 'adb';
export type ZoneField = 'queries' | 'incomingQueries' | 'glueCache';

/** One section of BIND's statistics, in text and in JSON. */
export interface BindSection {
  /** The statistics channel's name, which marks unknown counters in both formats. */
  readonly label: string;
  readonly server?: ServerField;
  readonly view?: ViewField;
  readonly zone?: ZoneField;
  /** The names that may stand there; without it any name may, such as record types. */
  readonly names?: NameTable;
  /** What figures with any name are. */
  readonly kind?: 'gauge' | 'bytes';
}

export const OPCODES: BindSection = { label: 'opcodes', server: 'incomingRequests' };
export const QUERY_TYPES: BindSection = { label: 'qtypes', server: 'incomingQueries' };
export const RCODES: BindSection = { label: 'rcodes', server: 'outgoingRcodes' };
export const NAME_SERVER: BindSection = { label: 'nsstats', server: 'nameServer', names: NAME_SERVER_NAMES };
export const ZONE_MAINTENANCE: BindSection = {
  label: 'zonestats',
  server: 'zoneMaintenance',
  names: ZONE_MAINTENANCE_NAMES,
};
export const RESOLVER: BindSection = {
  label: 'resstats',
  server: 'resolver',
  view: 'resolver',
  names: RESOLVER_NAMES,
};
export const OUTGOING_QUERIES: BindSection = { label: 'resolver-qtypes', view: 'outgoingQueries' };
export const CACHE_STATISTICS: BindSection = { label: 'cachestats', view: 'cacheStats', names: CACHE_NAMES };
export const CACHE_RRSETS: BindSection = { label: 'cache', view: 'rrsets', kind: 'gauge' };
export const ADB: BindSection = { label: 'adb', view: 'adb', names: ADB_NAMES };
export const SOCKETS: BindSection = { label: 'sockstats', server: 'sockets', names: SOCKET_NAMES };
export const MEMORY: BindSection = { label: 'memory', server: 'memory', kind: 'bytes' };
export const TASKS: BindSection = { label: 'taskmgr', server: 'tasks', kind: 'gauge' };
export const ZONE_QUERIES: BindSection = { label: 'zone', zone: 'queries', names: NAME_SERVER_NAMES };
export const ZONE_QUERY_TYPES: BindSection = { label: 'zone-qtypes', zone: 'incomingQueries' };
export const ZONE_GLUE_CACHE: BindSection = {
  label: 'zone-gluecache',
  zone: 'glueCache',
  names: GLUE_CACHE_NAMES,
};

/** Sections of named.stats by title: every title of BIND 9.5 to 9.21, bin/named/statschannel.c. */
export const SECTIONS_BY_TITLE: ReadonlyMap<string, BindSection> = new Map([
  ['Incoming Requests', OPCODES],
  ['Incoming Queries', QUERY_TYPES],
  ['Outgoing Rcodes', RCODES],
  ['Outgoing Queries', OUTGOING_QUERIES],
  ['Name Server Statistics', NAME_SERVER],
  ['Zone Maintenance Statistics', ZONE_MAINTENANCE],
  ['Resolver Statistics', RESOLVER],
  ['Cache Statistics', CACHE_STATISTICS],
  ['Cache DB RRsets', CACHE_RRSETS],
  ['ADB stats', ADB],
  ['Socket I/O Statistics', SOCKETS],
  ['Per Zone Query Statistics', ZONE_QUERIES],
  ['Per Zone Glue Cache Statistics', ZONE_GLUE_CACHE],
]);
