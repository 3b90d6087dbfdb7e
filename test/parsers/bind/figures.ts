import type { BindCounters, BindStats } from '../../../src/model/bind.ts';
import { fixture } from '../../support/fixture.ts';

export function bindFixture(name: string): string {
  return fixture('bind', name);
}

/** Every figure of a server under a path such as `views.internal.resolver.Queryv4`. */
export function figures(stats: BindStats): Record<string, number> {
  const all: Record<string, number> = {};
  const add = (path: string, counters: BindCounters): void => {
    for (const [name, value] of counters) all[`${path}.${name}`] = value;
  };
  const { incomingRequests, incomingQueries, outgoingRcodes, nameServer, zoneMaintenance } = stats;
  const { resolver, sockets, memory, tasks } = stats;
  const server = { incomingRequests, incomingQueries, outgoingRcodes, nameServer, zoneMaintenance };
  for (const [field, counters] of Object.entries({ ...server, resolver, sockets, memory, tasks })) {
    add(field, counters);
  }
  for (const view of stats.views) {
    add(`views.${view.name}.outgoingQueries`, view.outgoingQueries);
    add(`views.${view.name}.resolver`, view.resolver);
    add(`views.${view.name}.adb`, view.adb);
    if (view.cache === undefined) continue;
    add(`views.${view.name}.cache.${view.cache.name}.stats`, view.cache.stats);
    add(`views.${view.name}.cache.${view.cache.name}.rrsets`, view.cache.rrsets);
  }
  for (const zone of stats.zones) {
    add(`zones.${zone.view}/${zone.name}.queries`, zone.queries);
    add(`zones.${zone.view}/${zone.name}.incomingQueries`, zone.incomingQueries);
    add(`zones.${zone.view}/${zone.name}.glueCache`, zone.glueCache);
  }
  return all;
}
