import {
  ADB,
  type BindSection,
  CACHE_RRSETS,
  CACHE_STATISTICS,
  MEMORY,
  NAME_SERVER,
  OPCODES,
  OUTGOING_QUERIES,
  QUERY_TYPES,
  RCODES,
  RESOLVER,
  SOCKETS,
  TASKS,
  ZONE_GLUE_CACHE,
  ZONE_MAINTENANCE,
  ZONE_QUERIES,
  ZONE_QUERY_TYPES,
} from './sections.ts';

/** Objects of the statistics channel's JSON whose numbers are statistics, by key (bin/named/statschannel.c). */
export type ChannelSections = ReadonlyMap<string, BindSection>;

export const SERVER_SECTIONS: ChannelSections = new Map([
  ['opcodes', OPCODES],
  ['rcodes', RCODES],
  ['qtypes', QUERY_TYPES],
  ['nsstats', NAME_SERVER],
  ['zonestats', ZONE_MAINTENANCE],
  ['resstats', RESOLVER],
  ['sockstats', SOCKETS],
  ['memory', MEMORY],
  ['taskmgr', TASKS],
]);

/** Under `views.<name>.resolver`. */
export const RESOLVER_SECTIONS: ChannelSections = new Map([
  ['stats', RESOLVER],
  ['qtypes', OUTGOING_QUERIES],
  ['cache', CACHE_RRSETS],
  ['cachestats', CACHE_STATISTICS],
  ['adb', ADB],
]);

/** Under each of `views.<name>.zones`. */
export const ZONE_SECTIONS: ChannelSections = new Map([
  ['rcodes', ZONE_QUERIES],
  ['qtypes', ZONE_QUERY_TYPES],
  ['gluecache', ZONE_GLUE_CACHE],
]);

/** What of `taskmgr` are figures of the server, the rest being settings and a list of tasks; until BIND 9.16. */
export const TASK_FIGURES: readonly string[] = ['tasks-running', 'worker-threads'];
