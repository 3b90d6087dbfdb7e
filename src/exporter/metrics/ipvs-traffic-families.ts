import type { IpvsCounters, IpvsRates } from '../../model/ipvs.ts';
import type { Family, MetricType } from './family.ts';
import {
  BACKEND_LABELS,
  type IpvsReports,
  type IpvsRow,
  ipvsRows,
  ipvsTable,
  SERVICE_LABELS,
} from './ipvs-rows.ts';

interface Traffic {
  readonly counters?: IpvsCounters;
  readonly rates?: IpvsRates;
}

/** What is counted three times: in all, by virtual server and by real server. */
interface Scope {
  readonly prefix: string;
  readonly of: string;
  readonly labels: readonly string[];
  readonly rows: (reports: IpvsReports) => readonly IpvsRow<Traffic>[];
}

const SCOPES: readonly Scope[] = [
  { prefix: 'ipvs', of: 'of all virtual servers', labels: [], rows: totals },
  {
    prefix: 'ipvs_service',
    of: 'of the virtual server',
    labels: SERVICE_LABELS,
    rows: (reports) => ipvsRows(reports).services,
  },
  {
    prefix: 'ipvs_backend',
    of: 'of the real server',
    labels: BACKEND_LABELS,
    rows: (reports) => ipvsRows(reports).backends,
  },
];

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly counter: Exclude<keyof IpvsCounters, 'rounded'>;
  readonly rate: keyof IpvsRates;
}

const FIGURES: readonly Figure[] = [
  {
    name: 'connections',
    help: 'Connections scheduled',
    counter: 'connections',
    rate: 'connectionsPerSecond',
  },
  {
    name: 'incoming_packets',
    help: 'Packets from clients',
    counter: 'incomingPackets',
    rate: 'incomingPacketsPerSecond',
  },
  {
    name: 'outgoing_packets',
    help: 'Packets to clients (none with direct routing or tunnels: answers do not pass here)',
    counter: 'outgoingPackets',
    rate: 'outgoingPacketsPerSecond',
  },
  {
    name: 'incoming_bytes',
    help: 'Bytes from clients',
    counter: 'incomingBytes',
    rate: 'incomingBytesPerSecond',
  },
  {
    name: 'outgoing_bytes',
    help: 'Bytes to clients (none with direct routing or tunnels: answers do not pass here)',
    counter: 'outgoingBytes',
    rate: 'outgoingBytesPerSecond',
  },
];

const EVERY_TWO_SECONDS =
  'The kernel sums its counters up every two seconds; what came since is not in them yet.';

/** Counters and the kernel's own rates. */
export const IPVS_TRAFFIC_FAMILIES: readonly Family<IpvsReports>[] = SCOPES.flatMap((scope) =>
  FIGURES.flatMap((figure) => [
    family(scope, `${figure.name}_total`, 'counter', `${figure.help}, ${scope.of}.`, ({ counters }) =>
      counters === undefined ? undefined : counters[figure.counter],
    ),
    family(
      scope,
      `${figure.name}_per_second`,
      'gauge',
      `${figure.help}, ${scope.of}: the kernel's own average over some seconds.`,
      ({ rates }) => (rates === undefined ? undefined : rates[figure.rate]),
    ),
  ]),
);

function family(
  scope: Scope,
  name: string,
  type: MetricType,
  help: string,
  value: (traffic: Traffic) => number | undefined,
): Family<IpvsReports> {
  return {
    name: `${scope.prefix}_${name}`,
    type,
    help,
    labels: scope.labels,
    ...(type === 'counter' && { note: EVERY_TWO_SECONDS }),
    write: (reports, out) => {
      for (const { labels, server } of scope.rows(reports)) {
        const figure = value(server);
        if (figure !== undefined) out.sample(labels, figure);
      }
    },
  };
}

function totals(reports: IpvsReports): readonly IpvsRow<Traffic>[] {
  const table = ipvsTable(reports);
  if (table === undefined) return [];
  return [
    {
      labels: '',
      server: {
        ...(table.totals !== undefined && { counters: table.totals }),
        ...(table.totalRates !== undefined && { rates: table.totalRates }),
      },
    },
  ];
}
