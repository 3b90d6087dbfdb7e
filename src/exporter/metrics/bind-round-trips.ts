import type { BindRecords } from './bind-family.ts';
import { histogramFamily } from './bind-histogram.ts';
import type { Family } from './family.ts';

/** BIND's classes of round-trip times and their upper bounds in seconds (lib/dns/include/dns/resolver.h). */
const CLASSES: readonly (readonly [counter: string, le: string])[] = [
  ['QryRTT10', '0.01'],
  ['QryRTT100', '0.1'],
  ['QryRTT500', '0.5'],
  ['QryRTT800', '0.8'],
  ['QryRTT1600', '1.6'],
  ['QryRTT1600+', '+Inf'],
];

/** The counters that the histogram is made of. */
export const ROUND_TRIP_COUNTERS: readonly string[] = CLASSES.map(([counter]) => counter);

export const ROUND_TRIP_FAMILY: Family<BindRecords> = histogramFamily(
  {
    name: 'bind_resolver_query_duration_seconds',
    help: 'Time until other servers answered.',
    labels: ['view'],
    note: 'bind_exporter gives a _sum of NaN. There is none until a query was answered, nor from BIND 9.21 on.',
  },
  ({ views }) =>
    views
      .filter(({ resolver }) => ROUND_TRIP_COUNTERS.some((counter) => resolver.has(counter)))
      .map(({ name, resolver }) => ({
        labels: { view: name },
        counts: CLASSES.map(([counter, le]) => [le, resolver.get(counter) ?? 0] as const),
      })),
);
