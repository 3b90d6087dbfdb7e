import {
  type IpvsEndpoint,
  type IpvsTable,
  portText,
  type RealServer,
  type VirtualServer,
} from '../../model/ipvs.ts';
import type { SourceReport } from '../../model/snapshot.ts';
import { joinLabels, labelSet } from './labels.ts';

/** What IPVS families are written from. A host has one IPVS, so there is one report, without a `source` label. */
export type IpvsReports = readonly SourceReport<'ipvs'>[];

/** Labels of a virtual server; those that do not apply are left out. */
export const SERVICE_LABELS = ['proto', 'local_address', 'local_port', 'local_mark', 'address_family'];
/** Labels of a real server behind it. */
export const BACKEND_LABELS = [...SERVICE_LABELS, 'remote_address', 'remote_port'];

/** A server and its label set, made once for all families. */
export interface IpvsRow<Server> {
  readonly labels: string;
  readonly server: Server;
}

interface IpvsRows {
  readonly services: readonly IpvsRow<VirtualServer>[];
  readonly backends: readonly IpvsRow<RealServer>[];
}

const NO_ROWS: IpvsRows = { services: [], backends: [] };
const ROWS = new WeakMap<IpvsTable, IpvsRows>();

/** The table that was read, undefined where it was not. */
export function ipvsTable(reports: IpvsReports): IpvsTable | undefined {
  for (const { outcome } of reports) if (outcome.kind === 'ok') return outcome.value;
  return undefined;
}

/** Virtual and real servers with their labels. Of two with the same labels the first is taken. */
export function ipvsRows(reports: IpvsReports): IpvsRows {
  const table = ipvsTable(reports);
  if (table === undefined) return NO_ROWS;
  let rows = ROWS.get(table);
  if (rows === undefined) {
    rows = makeRows(table);
    ROWS.set(table, rows);
  }
  return rows;
}

function makeRows(table: IpvsTable): IpvsRows {
  const services = new Map<string, IpvsRow<VirtualServer>>();
  const backends = new Map<string, IpvsRow<RealServer>>();
  for (const server of table.virtualServers) {
    const service = serviceLabels(server);
    if (!services.has(service)) services.set(service, { labels: service, server });
    for (const real of server.realServers) {
      const labels = joinLabels(service, remoteLabels(real));
      if (!backends.has(labels)) backends.set(labels, { labels, server: real });
    }
  }
  return { services: [...services.values()], backends: [...backends.values()] };
}

function serviceLabels(server: VirtualServer): string {
  const proto = server.protocol;
  if (server.mark === undefined) return joinLabels(labelSet({ proto }), localLabels(server));
  // One mark may have a service of each family, and nothing else tells them apart.
  return labelSet({ proto, local_mark: server.mark, address_family: server.family });
}

/** @returns `local_address` and `local_port` */
export function localLabels(endpoint: IpvsEndpoint): string {
  return labelSet({ local_address: endpoint.address, local_port: portText(endpoint) });
}

/** @returns `remote_address` and `remote_port` */
export function remoteLabels(endpoint: IpvsEndpoint): string {
  return labelSet({ remote_address: endpoint.address, remote_port: portText(endpoint) });
}
