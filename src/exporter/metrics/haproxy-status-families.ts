import type { HaproxyCheckStatus, HaproxyRow, HaproxyScope } from '../../model/haproxy.ts';
import type { Family } from './family.ts';
import { SCOPE_LABELS } from './haproxy-column-families.ts';
import { CHECK_STATES, STATE_SETS, type StateLabel } from './haproxy-states.ts';
import { HAPROXY_SCOPES, type HaproxyEntry, type HaproxyReports, haproxyView } from './haproxy-view.ts';

/** States of frontends, listeners, backends and servers, and results of checks: one series a state, 0 or 1. */
export const HAPROXY_STATUS_FAMILIES: readonly Family<HaproxyReports>[] = [
  ...HAPROXY_SCOPES.map(statusFamily),
  checkFamily(
    'check_status',
    'Result of the last health check: 1 for the one that it is.',
    (row) => row.checkStatus,
  ),
  checkFamily(
    'agent_status',
    'Result of the last agent check: 1 for the one that it is.',
    (row) => row.agentStatus,
  ),
  serverGauge(
    'check_in_progress',
    '1 while a health check is running.',
    (row) => row.checkStatus && Number(row.checkStatus.inProgress),
    'The `*` in front of `check_status`.',
  ),
  serverGauge(
    'transition_checks_passed',
    'Checks passed of those that decide whether the server changes its state; absent while it keeps it.',
    (row) => row.status.health?.passed,
    'The n of `UP n/m`, which is on its way down, or of `DOWN n/m`, which is on its way up.',
  ),
  serverGauge(
    'transition_checks_needed',
    'Checks that decide whether the server changes its state; absent while it keeps it.',
    (row) => row.status.health?.needed,
    'The m of `UP n/m` or `DOWN n/m`.',
  ),
];

function statusFamily(scope: HaproxyScope): Family<HaproxyReports> {
  const { states, stateOf, note } = STATE_SETS[scope];
  return {
    name: `haproxy_${scope}_status`,
    type: 'gauge',
    help: `State: 1 for the one that it is in (${states.map(({ state }) => state).join(', ')}), 0 for the others.`,
    labels: [...SCOPE_LABELS[scope], 'state'],
    ...(note !== undefined && { note }),
    write: (reports, out) => {
      for (const { row, labels } of allEntries(reports, scope)) {
        const current = stateOf[row.status.state];
        if (current === undefined) continue;
        for (const { state, label } of states)
          out.sample(`${labels},${label}`, state === current ? '1' : '0');
      }
    },
  };
}

function checkFamily(
  name: string,
  help: string,
  statusOf: (row: HaproxyRow) => HaproxyCheckStatus | undefined,
): Family<HaproxyReports> {
  return {
    name: `haproxy_server_${name}`,
    type: 'gauge',
    help,
    labels: [...SCOPE_LABELS.server, 'state'],
    note: 'A result that is not in the list, from a later HAProxy, is added to it.',
    write: (reports, out) => {
      for (const { row, labels } of allEntries(reports, 'server')) {
        const status = statusOf(row);
        if (status === undefined) continue;
        for (const { state, label } of checkStates(status.code)) {
          out.sample(`${labels},${label}`, state === status.code ? '1' : '0');
        }
      }
    },
  };
}

const KNOWN_CHECK_STATES = new Set([...CHECK_STATES.map(({ state }) => state), 'UNK', 'INI']);

function checkStates(code: string): readonly StateLabel[] {
  return KNOWN_CHECK_STATES.has(code)
    ? CHECK_STATES
    : [...CHECK_STATES, { state: code, label: `state="${code}"` }];
}

function serverGauge(
  name: string,
  help: string,
  figure: (row: HaproxyRow) => number | undefined,
  note: string,
): Family<HaproxyReports> {
  return {
    name: `haproxy_server_${name}`,
    type: 'gauge',
    help,
    labels: SCOPE_LABELS.server,
    note: `${note} HAProxy's own exporter does not tell it.`,
    write: (reports, out) => {
      for (const { row, labels } of allEntries(reports, 'server')) {
        const value = figure(row);
        if (value !== undefined) out.sample(labels, value);
      }
    },
  };
}

function allEntries(reports: HaproxyReports, scope: HaproxyScope): readonly HaproxyEntry[] {
  const { tables } = haproxyView(reports);
  const [only] = tables;
  return tables.length === 1 && only !== undefined
    ? only.entries[scope]
    : tables.flatMap(({ entries }) => entries[scope]);
}
