import type { IpvsTimeouts } from '../../model/ipvs.ts';
import type { Family } from './family.ts';
import { IPVS_CONNECTION_FAMILIES } from './ipvs-connection-families.ts';
import { type IpvsReports, ipvsTable } from './ipvs-rows.ts';
import { IPVS_SERVER_FAMILIES } from './ipvs-server-families.ts';
import { IPVS_TRAFFIC_FAMILIES } from './ipvs-traffic-families.ts';
import { labelSet } from './labels.ts';

const TIMEOUTS = [
  ['tcp', 'tcpSeconds'],
  ['tcpfin', 'tcpFinSeconds'],
  ['udp', 'udpSeconds'],
] as const satisfies readonly (readonly [string, keyof IpvsTimeouts])[];

/** Every family of IPVS. */
export const IPVS_FAMILIES: readonly Family<IpvsReports>[] = [
  {
    name: 'ipvs_up',
    type: 'gauge',
    help: 'Whether the table of virtual servers could be read.',
    labels: [],
    write: (reports, out) => {
      const [report] = reports;
      if (report !== undefined) out.sample('', report.outcome.kind === 'ok' ? 1 : 0);
    },
  },
  {
    name: 'ipvs_info',
    type: 'gauge',
    help: 'Version of IPVS in the kernel; always 1.',
    labels: ['version'],
    write: (reports, out) => {
      const version = ipvsTable(reports)?.version;
      if (version !== undefined) out.sample(labelSet({ version }), 1);
    },
  },
  {
    name: 'ipvs_connection_table_size',
    type: 'gauge',
    help: 'Rows of the hash table of connections. It is no bound: each row holds as many as come.',
    labels: [],
    write: (reports, out) => {
      const size = ipvsTable(reports)?.connectionTableSize;
      if (size !== undefined) out.sample('', size);
    },
  },
  {
    name: 'ipvs_timeout_seconds',
    type: 'gauge',
    help: 'Idle time after which a connection is forgotten: established TCP, TCP after FIN, UDP. Read once a minute.',
    labels: ['proto'],
    write: (reports, out) => {
      const timeouts = ipvsTable(reports)?.timeouts;
      if (timeouts === undefined) return;
      for (const [proto, field] of TIMEOUTS) out.sample(labelSet({ proto }), timeouts[field]);
    },
  },
  {
    name: 'ipvs_sync_daemon_info',
    type: 'gauge',
    help: 'A thread that sends connections to other directors (master) or takes theirs (backup); always 1. Read once a minute.',
    labels: ['role', 'mcast', 'syncid', 'group', 'port', 'ttl'],
    write: (reports, out) => {
      for (const daemon of ipvsTable(reports)?.syncDaemons ?? []) {
        const { role, interface: mcast, syncId: syncid, group, port, ttl } = daemon;
        out.sample(labelSet({ role, mcast, syncid, group, port, ttl }), 1);
      }
    },
  },
  ...IPVS_SERVER_FAMILIES,
  ...IPVS_TRAFFIC_FAMILIES,
  ...IPVS_CONNECTION_FAMILIES,
];
