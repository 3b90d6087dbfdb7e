import type { IpvsConnectionSummary } from '../../model/ipvs.ts';
import type { Family, SampleWriter } from './family.ts';
import { type IpvsReports, ipvsTable, localLabels, remoteLabels } from './ipvs-rows.ts';
import { joinLabels, labelSet } from './labels.ts';

type ByRealServer = IpvsConnectionSummary['byRealServer'][number];

const ONLY_SMALL = 'Read only while the table tells of no more connections than `ipvs.connection_limit`.';

/** Entries of the connection table. */
export const IPVS_CONNECTION_FAMILIES: readonly Family<IpvsReports>[] = [
  {
    name: 'ipvs_connection_entries',
    type: 'gauge',
    help: 'Entries of the connection table, persistence templates among them.',
    labels: [],
    note: ONLY_SMALL,
    write: (reports, out) => {
      const entries = ipvsTable(reports)?.connections?.entries;
      if (entries !== undefined) out.sample('', entries);
    },
  },
  {
    name: 'ipvs_connection_states',
    type: 'gauge',
    help: 'Entries of the connection table by protocol and state. NONE and ASSURED are persistence templates.',
    labels: ['proto', 'state'],
    note: ONLY_SMALL,
    write: (reports, out) => {
      for (const { protocol, state, entries } of ipvsTable(reports)?.connections?.byState ?? []) {
        out.sample(labelSet({ proto: protocol, state }), entries);
      }
    },
  },
  {
    name: 'ipvs_connections_by_backend',
    type: 'gauge',
    help: 'Connections of clients by the address they came to and the real server they went to.',
    labels: ['proto', 'local_address', 'local_port', 'remote_address', 'remote_port'],
    note: `${ONLY_SMALL} Connections of a firewall mark stand under the address that the client called.`,
    write: (reports, out) => {
      writeByRealServer(reports, out, ({ entries }) => entries);
    },
  },
  {
    name: 'ipvs_persistence_templates_by_backend',
    type: 'gauge',
    help: 'Persistence templates: clients bound to the real server.',
    labels: ['proto', 'local_address', 'local_port', 'local_mark', 'remote_address', 'remote_port'],
    note: ONLY_SMALL,
    write: (reports, out) => {
      writeByRealServer(reports, out, ({ templates }) => templates);
    },
  },
];

function writeByRealServer(
  reports: IpvsReports,
  out: SampleWriter,
  count: (row: ByRealServer) => number,
): void {
  // Two spellings of one server (a name and its number) would be two samples of one series.
  const sums = new Map<string, number>();
  for (const row of ipvsTable(reports)?.connections?.byRealServer ?? []) {
    const figure = count(row);
    if (figure === 0) continue;
    const local = row.mark === undefined ? localLabels(row.virtual) : labelSet({ local_mark: row.mark });
    const labels = joinLabels(labelSet({ proto: row.protocol }), local, remoteLabels(row.real));
    sums.set(labels, (sums.get(labels) ?? 0) + figure);
  }
  for (const [labels, sum] of sums) out.sample(labels, sum);
}
