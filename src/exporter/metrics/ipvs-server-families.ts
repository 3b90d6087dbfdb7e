import type { RealServer, VirtualServer } from '../../model/ipvs.ts';
import type { Family } from './family.ts';
import { BACKEND_LABELS, type IpvsReports, ipvsRows, SERVICE_LABELS } from './ipvs-rows.ts';
import { joinLabels, labelSet } from './labels.ts';

const AS_NODE_EXPORTER =
  'As node_exporter has it behind `node_`, but that `local_mark` is decimal, as in ipvsadm and iptables, and that SCTP and marks of IPv6 are servers of their own.';

const BACKEND_GAUGES: readonly {
  readonly name: string;
  readonly help: string;
  readonly note?: string;
  readonly value: (server: RealServer) => number | undefined;
}[] = [
  {
    name: 'weight',
    help: 'Weight of the real server. 0: it is being drained, not down.',
    note: AS_NODE_EXPORTER,
    value: ({ weight }) => weight,
  },
  {
    name: 'connections_active',
    help: 'Established connections. Those of UDP are never active.',
    note: AS_NODE_EXPORTER,
    value: ({ activeConnections }) => activeConnections,
  },
  {
    name: 'connections_inactive',
    help: 'Connections in every other state, and all of UDP, until they time out.',
    note: AS_NODE_EXPORTER,
    value: ({ inactiveConnections }) => inactiveConnections,
  },
  {
    name: 'persistent_connections',
    help: 'Clients bound to the real server by persistence.',
    note: 'Read only where a virtual server is persistent; elsewhere there is no series.',
    value: ({ persistentConnections }) => persistentConnections,
  },
  {
    name: 'upper_threshold',
    help: 'Connections at which the real server gets no more; 0 is no bound. Read once a minute.',
    value: ({ upperThreshold }) => upperThreshold,
  },
  {
    name: 'lower_threshold',
    help: 'Connections below which a real server that was full gets more again; 0 is three quarters of the upper one. Read once a minute.',
    value: ({ lowerThreshold }) => lowerThreshold,
  },
];

const SERVICE_INFO_LABELS = [
  'port_name',
  'scheduler',
  'flags',
  'persistent_seconds',
  'persistent_jiffies',
  'netmask',
  'pe',
  'ops',
];

/** Facts of virtual servers and real servers. */
export const IPVS_SERVER_FAMILIES: readonly Family<IpvsReports>[] = [
  {
    name: 'ipvs_services',
    type: 'gauge',
    help: 'Virtual servers.',
    labels: [],
    write: (reports, out) => {
      if (reports.some(({ outcome }) => outcome.kind === 'ok'))
        out.sample('', ipvsRows(reports).services.length);
    },
  },
  {
    name: 'ipvs_service_info',
    type: 'gauge',
    help: 'Settings of the virtual server; always 1.',
    labels: [...SERVICE_LABELS, ...SERVICE_INFO_LABELS],
    note: 'Labels without a value are left out. `persistent_jiffies` stands in for `persistent_seconds` where only /proc was read: it counts in ticks of the kernel, whose length it does not tell.',
    write: (reports, out) => {
      for (const { labels, server } of ipvsRows(reports).services) {
        if (server.scheduler !== undefined) out.sample(joinLabels(labels, infoLabels(server)), 1);
      }
    },
  },
  {
    name: 'ipvs_service_backends',
    type: 'gauge',
    help: 'Real servers behind the virtual server, those of weight 0 among them.',
    labels: SERVICE_LABELS,
    write: (reports, out) => {
      for (const { labels, server } of ipvsRows(reports).services)
        out.sample(labels, server.realServers.length);
    },
  },
  {
    name: 'ipvs_backend_info',
    type: 'gauge',
    help: 'How packets reach the real server; always 1.',
    labels: [...BACKEND_LABELS, 'port_name', 'forward', 'tunnel', 'flags'],
    note: "`tunnel` is read once a minute and when servers come or go, and only where a real server is behind a tunnel; ipvsadm before 1.31 does not tell it. `flags` are DPVS's.",
    write: (reports, out) => {
      for (const { labels, server } of ipvsRows(reports).backends) {
        if (server.forward === undefined) continue;
        const { portName: port_name, forward, tunnel, otherFlags } = server;
        out.sample(
          joinLabels(labels, labelSet({ port_name, forward, tunnel, flags: otherFlags?.join(',') })),
          1,
        );
      }
    },
  },
  ...BACKEND_GAUGES.map(
    ({ name, help, note, value }): Family<IpvsReports> => ({
      name: `ipvs_backend_${name}`,
      type: 'gauge',
      help,
      labels: BACKEND_LABELS,
      ...(note !== undefined && { note }),
      write: (reports, out) => {
        for (const { labels, server } of ipvsRows(reports).backends) {
          const figure = value(server);
          if (figure !== undefined) out.sample(labels, figure);
        }
      },
    }),
  ),
];

function infoLabels(server: VirtualServer): string {
  const flags = [...server.schedulerFlags, ...(server.otherFlags ?? [])];
  return labelSet({
    port_name: server.portName,
    scheduler: server.scheduler,
    flags: flags.length === 0 ? undefined : flags.join(','),
    persistent_seconds: server.persistentSeconds,
    persistent_jiffies: server.persistentSeconds === undefined ? server.persistentJiffies : undefined,
    netmask: server.persistenceMask,
    pe: server.persistenceEngine,
    ops: server.onePacket ? 'true' : undefined,
  });
}
