import { CACHE_FAMILIES } from './bind-cache.ts';
import type { BindRecords } from './bind-family.ts';
import { RESOLVER_FAMILIES } from './bind-resolver.ts';
import { SERVER_FAMILIES } from './bind-server.ts';
import { SOCKET_FAMILIES } from './bind-sockets.ts';
import { SOURCE_FAMILIES } from './bind-source.ts';
import { TRAFFIC_FAMILIES } from './bind-traffic.ts';
import { ZONE_FAMILIES } from './bind-zones.ts';
import type { Family } from './family.ts';

/** All that is told of BIND: bind_exporter's families under their names and labels, and the rest of what named counts. */
export const BIND_FAMILIES: readonly Family<BindRecords>[] = [
  ...SOURCE_FAMILIES,
  ...SERVER_FAMILIES,
  ...RESOLVER_FAMILIES,
  ...CACHE_FAMILIES,
  ...SOCKET_FAMILIES,
  ...TRAFFIC_FAMILIES,
  ...ZONE_FAMILIES,
];
