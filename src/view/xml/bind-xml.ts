import { isoTime, optionalIsoTime } from '../iso-time.ts';
import type { BindRates, BindStatus } from '../status/node-status.ts';
import { block, element, type Xml } from './xml.ts';

/** A BIND. Counters have BIND's own names, in attributes. */
export function bindXml(bind: BindStatus): Xml {
  const attributes = {
    source: bind.source,
    dump: isoTime(bind.dumpTimeSeconds),
    version: bind.version,
    boot: optionalIsoTime(bind.bootTimeSeconds),
    requests: bind.requests,
    zones: bind.zoneCount,
  };
  return block('bind', attributes, [
    block('query-types', {}, counters('type', bind.queriesByType)),
    block('rcodes', {}, counters('rcode', bind.rcodes)),
    block('counters', {}, counters('counter', bind.nameServer)),
    bind.rates === undefined ? undefined : ratesXml(bind.rates),
    ...bind.views.map(({ name, cacheHits, cacheMisses, recursionClients }) =>
      element('view', {
        name,
        'cache-hits': cacheHits,
        'cache-misses': cacheMisses,
        'recursion-clients': recursionClients,
      }),
    ),
    ...bind.zones.map(({ name, view, serial, queries, counters: ofZone }) =>
      element('zone', { name, view, serial, queries }, ...counters('counter', ofZone)),
    ),
  ]);
}

function ratesXml({ overSeconds, requests, rcodes, nameServer }: BindRates): Xml {
  const attributes = { 'over-seconds': overSeconds, 'requests-per-second': requests };
  return block('rates', attributes, [...counters('rcode', rcodes), ...counters('counter', nameServer)]);
}

function counters(elementName: string, values: Readonly<Record<string, number>>): Xml[] {
  return Object.entries(values).map(([name, value]) => element(elementName, { name }, value));
}
