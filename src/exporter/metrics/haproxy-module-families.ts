import type { HaproxyScope } from '../../model/haproxy.ts';
import type { Family, MetricType } from './family.ts';
import { SCOPE_LABELS } from './haproxy-column-families.ts';
import { HAPROXY_SCOPES, type HaproxyReports, haproxyView } from './haproxy-view.ts';
import { labelSet } from './labels.ts';

/**
 * The columns behind `-`, which modules register (src/mux_h1.c, src/mux_h2.c, src/h3_stats.c, src/quic_stats.c,
 * src/ssl_sock.c): some 110 in all, other ones in each build. So there is a family for counters and one for gauges.
 */
export const HAPROXY_MODULE_FAMILIES: readonly Family<HaproxyReports>[] = HAPROXY_SCOPES.flatMap((scope) => [
  moduleFamily(scope, 'module_total', 'counter', 'Counters of the modules that this HAProxy is built with.'),
  moduleFamily(scope, 'module_current', 'gauge', 'Gauges of the modules that this HAProxy is built with.'),
]);

/** CSV does not tell gauges from counters; `show stat typed` says `MGP` of these: open_connections, half_open_conn. */
const GAUGE = /(?:^|_)open_/;

/** Modules whose columns do not all begin with their name; HAProxy 2.6 also writes `pack_` for `qpack_`. */
const MODULE_BY_PREFIX: ReadonlyMap<string, string> = new Map([
  ['qpack', 'h3'],
  ['pack', 'h3'],
]);

function moduleFamily(
  scope: HaproxyScope,
  name: string,
  type: MetricType,
  help: string,
): Family<HaproxyReports> {
  return {
    name: `haproxy_${scope}_${name}`,
    type,
    help,
    labels: [...SCOPE_LABELS[scope], 'mod', 'name'],
    note: "HAProxy's own exporter has one family a column, and only with `extra-counters`.",
    write: (reports, out) => {
      for (const { stats, entries } of haproxyView(reports).tables) {
        for (const [column, index] of stats.moduleColumns) {
          if (GAUGE.test(column) !== (type === 'gauge')) continue;
          const ownLabels = labelSet({ mod: moduleOf(column), name: column });
          for (const { row, labels } of entries[scope]) {
            const cell = row.cells[index];
            if (cell !== undefined && cell !== '') out.sample(`${labels},${ownLabels}`, cell);
          }
        }
      }
    },
  };
}

function moduleOf(column: string): string {
  const prefix = column.split('_', 1)[0] ?? column;
  return MODULE_BY_PREFIX.get(prefix) ?? prefix;
}
