import type { BindCounters, BindStats } from '../../model/bind.ts';
import {
  type BindRecords,
  type CounterFamily,
  type CounterSets,
  counterFamilies,
  countersIn,
  remainingCounters,
} from './bind-family.ts';
import type { Family } from './family.ts';

const REQUESTS = ofServer((stats) => stats.incomingRequests);
const QUERIES = ofServer((stats) => stats.incomingQueries);
const RCODES = ofServer((stats) => stats.outgoingRcodes);
const NAME_SERVER = ofServer((stats) => stats.nameServer);
const ZONE_MAINTENANCE = ofServer((stats) => stats.zoneMaintenance);
const MEMORY = ofServer((stats) => stats.memory);
const TASKS = ofServer((stats) => stats.tasks);

const NAME_SERVER_TABLE: readonly CounterFamily[] = [
  {
    name: 'bind_responses_total',
    type: 'counter',
    help: 'Queries answered, by the kind of answer.',
    fromZero: true,
    counters: {
      QrySuccess: { result: 'Success' },
      QryReferral: { result: 'Referral' },
      QryNxrrset: { result: 'Nxrrset' },
      QrySERVFAIL: { result: 'SERVFAIL' },
      QryFORMERR: { result: 'FORMERR' },
      QryNXDOMAIN: { result: 'NXDOMAIN' },
    },
  },
  {
    name: 'bind_query_errors_total',
    type: 'counter',
    help: 'Queries not answered, or answered with an error that bind_responses_total does not name.',
    fromZero: true,
    counters: { QryDropped: { error: 'Dropped' }, QryFailure: { error: 'Failure' } },
  },
  {
    name: 'bind_query_duplicates_total',
    type: 'counter',
    help: 'Queries that a client repeated while the first was being answered.',
    fromZero: true,
    counters: { QryDuplicate: {} },
  },
  {
    name: 'bind_query_recursions_total',
    type: 'counter',
    help: 'Queries that named had to ask other servers for.',
    fromZero: true,
    counters: { QryRecursion: {} },
  },
  {
    name: 'bind_zone_transfer_rejected_total',
    type: 'counter',
    help: 'Zone transfers that were asked of this server and refused.',
    fromZero: true,
    counters: { XfrRej: {} },
  },
  {
    name: 'bind_recursive_clients',
    type: 'gauge',
    help: 'Clients that wait for an answer from other servers.',
    note: 'bind_exporter gives it as a counter. BIND before 9.9 does not count them, and gives 0 here.',
    fromZero: true,
    counters: { RecursClients: {} },
  },
  {
    name: 'bind_recursive_clients_high_water',
    type: 'gauge',
    help: 'Highest number of clients that waited for other servers at the same time.',
    counters: { RecursHighwater: {} },
  },
  {
    name: 'bind_tcp_connections_high_water',
    type: 'gauge',
    help: 'Highest number of TCP clients that have been connected at the same time.',
    counters: { TCPConnHighWater: {} },
  },
  {
    name: 'bind_response_policy_zone_rewrites_total',
    type: 'counter',
    help: 'Answers that a response policy zone has changed.',
    fromZero: true,
    counters: { RPZRewrites: {} },
  },
];

const ZONE_MAINTENANCE_TABLE: readonly CounterFamily[] = [
  {
    name: 'bind_zone_transfer_success_total',
    type: 'counter',
    help: 'Zone transfers to this server that succeeded.',
    fromZero: true,
    counters: { XfrSuccess: {} },
  },
  {
    name: 'bind_zone_transfer_failure_total',
    type: 'counter',
    help: 'Zone transfers to this server that failed.',
    fromZero: true,
    counters: { XfrFail: {} },
  },
];

const TASKS_TABLE: readonly CounterFamily[] = [
  {
    name: 'bind_tasks_running',
    type: 'gauge',
    help: 'Tasks of named that are running.',
    note: 'BIND 9.10 to 9.16, by the statistics channel.',
    counters: { 'tasks-running': {} },
  },
  {
    name: 'bind_worker_threads',
    type: 'gauge',
    help: 'Threads of named that run tasks.',
    note: 'BIND 9.10 to 9.16, by the statistics channel.',
    counters: { 'worker-threads': {} },
  },
];

/** What named counts for the server as a whole. */
export const SERVER_FAMILIES: readonly Family<BindRecords>[] = [
  remainingCounters(REQUESTS, 'opcode', {
    name: 'bind_incoming_requests_total',
    type: 'counter',
    help: 'DNS requests received, by opcode.',
  }),
  remainingCounters(QUERIES, 'type', {
    name: 'bind_incoming_queries_total',
    type: 'counter',
    help: 'DNS queries received, by record type.',
  }),
  remainingCounters(RCODES, 'rcode', {
    name: 'bind_response_rcodes_total',
    type: 'counter',
    help: 'DNS responses sent, by response code.',
  }),
  ...counterFamilies(NAME_SERVER, NAME_SERVER_TABLE),
  remainingCounters(
    NAME_SERVER,
    'type',
    {
      name: 'bind_nameserver_stats_total',
      type: 'counter',
      help: "All other counters of the server's statistics, by BIND's short names.",
      note: 'BIND explains the names under "Name Server Statistics Counters" in its reference manual.',
    },
    countersIn(NAME_SERVER_TABLE),
  ),
  ...counterFamilies(ZONE_MAINTENANCE, ZONE_MAINTENANCE_TABLE),
  remainingCounters(
    ZONE_MAINTENANCE,
    'type',
    {
      name: 'bind_zone_maintenance_total',
      type: 'counter',
      help: "Notifies, SOA queries and transfers for this server's own zones, by BIND's short names.",
    },
    countersIn(ZONE_MAINTENANCE_TABLE),
  ),
  remainingCounters(MEMORY, 'kind', {
    name: 'bind_memory_bytes',
    type: 'gauge',
    help: 'Memory of named, by the names of its statistics channel.',
    note: 'The kinds are no parts of a whole: adding them up means nothing.',
  }),
  ...counterFamilies(TASKS, TASKS_TABLE),
];

function ofServer(counters: (stats: BindStats) => BindCounters): CounterSets {
  return {
    labels: [],
    of: (stats) => [{ labels: {}, counters: counters(stats), omitsZeros: stats.omitsZeros }],
  };
}
