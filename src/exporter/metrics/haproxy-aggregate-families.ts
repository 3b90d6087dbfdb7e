import type { HaproxyRow } from '../../model/haproxy.ts';
import type { Family } from './family.ts';
import { SCOPE_LABELS } from './haproxy-column-families.ts';
import { CHECK_STATES, STATE_SETS, type StateLabel } from './haproxy-states.ts';
import { type HaproxyReports, type HaproxyTable, haproxyView } from './haproxy-view.ts';

const serverState = (row: HaproxyRow): string | undefined => STATE_SETS.server.stateOf[row.status.state];

/**
 * How many of a backend's servers are in each state. The columns of these names are no use: HAProxy fills them for
 * its own exporter alone and writes 0 into the CSV (2.6, src/stats.c, `stats_fill_be_stats`).
 */
export const HAPROXY_AGGREGATE_FAMILIES: readonly Family<HaproxyReports>[] = [
  aggregate(
    'agg_server_status',
    'Servers of the backend by state.',
    STATE_SETS.server.states,
    serverState,
    'Counted from the rows of servers.',
  ),
  aggregate(
    'agg_server_check_status',
    'Servers of the backend by state; the older name of haproxy_backend_agg_server_status.',
    STATE_SETS.server.states,
    serverState,
    'What HAProxy 2.4 called it, kept for dashboards of that time.',
  ),
  aggregate(
    'agg_check_status',
    'Servers of the backend by the result of their last health check.',
    CHECK_STATES,
    (row) => row.checkStatus?.code,
    'Counted from the rows of servers.',
  ),
];

function aggregate(
  name: string,
  help: string,
  states: readonly StateLabel[],
  stateOf: (row: HaproxyRow) => string | undefined,
  note: string,
): Family<HaproxyReports> {
  return {
    name: `haproxy_backend_${name}`,
    type: 'gauge',
    help,
    labels: [...SCOPE_LABELS.backend, 'state'],
    note,
    write: (reports, out) => {
      for (const table of haproxyView(reports).tables) {
        const counts = countStates(table, stateOf);
        for (const { row, labels } of table.entries.backend) {
          const ofBackend = counts.get(backendKey(row));
          // A backend without servers has no states to count, to HAProxy either.
          if (ofBackend === undefined) continue;
          for (const { state, label } of states) out.sample(`${labels},${label}`, ofBackend.get(state) ?? 0);
        }
      }
    },
  };
}

function countStates(
  { entries }: HaproxyTable,
  stateOf: (row: HaproxyRow) => string | undefined,
): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { row } of entries.server) {
    const key = backendKey(row);
    let ofBackend = counts.get(key);
    if (ofBackend === undefined) {
      ofBackend = new Map();
      counts.set(key, ofBackend);
    }
    const state = stateOf(row);
    if (state !== undefined) ofBackend.set(state, (ofBackend.get(state) ?? 0) + 1);
  }
  return counts;
}

function backendKey({ process, proxy }: HaproxyRow): string {
  return `${process}\n${proxy}`;
}
