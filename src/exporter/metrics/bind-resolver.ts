import {
  type BindRecords,
  type CounterFamily,
  type CounterSets,
  counterFamilies,
  countersIn,
  remainingCounters,
} from './bind-family.ts';
import { ROUND_TRIP_COUNTERS, ROUND_TRIP_FAMILY } from './bind-round-trips.ts';
import type { Family } from './family.ts';

const OUTGOING: CounterSets = {
  labels: ['view'],
  of: ({ views }) =>
    views.map(({ name, outgoingQueries }) => ({ labels: { view: name }, counters: outgoingQueries })),
};
/** What belongs to no view has no view label. */
const RESOLVER: CounterSets = {
  labels: ['view'],
  of: ({ omitsZeros, resolver, views }) => [
    { labels: {}, counters: resolver },
    ...views.map((view) => ({ labels: { view: view.name }, counters: view.resolver, omitsZeros })),
  ],
};

const RESOLVER_TABLE: readonly CounterFamily[] = [
  {
    name: 'bind_resolver_query_errors_total',
    type: 'counter',
    help: 'Queries to other servers that failed before there was an answer.',
    fromZero: true,
    counters: {
      QueryAbort: { error: 'QueryAbort' },
      QuerySockFail: { error: 'QuerySockFail' },
      QueryTimeout: { error: 'QueryTimeout' },
    },
  },
  {
    name: 'bind_resolver_response_errors_total',
    type: 'counter',
    help: 'Answers of other servers with an error, NXDOMAIN among them.',
    note: 'BIND before 9.10 counts REFUSED among OtherError, and gives 0 for it here.',
    fromZero: true,
    counters: {
      NXDOMAIN: { error: 'NXDOMAIN' },
      SERVFAIL: { error: 'SERVFAIL' },
      FORMERR: { error: 'FORMERR' },
      OtherError: { error: 'OtherError' },
      REFUSED: { error: 'REFUSED' },
    },
  },
  {
    name: 'bind_resolver_response_lame_total',
    type: 'counter',
    help: 'Answers of servers that were delegated a zone which they do not serve.',
    fromZero: true,
    counters: { Lame: {} },
  },
  {
    name: 'bind_resolver_response_mismatch_total',
    type: 'counter',
    help: 'Answers that fit no query: wrong server, port, identifier or question.',
    fromZero: true,
    counters: { Mismatch: {} },
  },
  {
    name: 'bind_resolver_response_truncated_total',
    type: 'counter',
    help: 'Answers that were cut to fit into UDP.',
    fromZero: true,
    counters: { Truncated: {} },
  },
  {
    name: 'bind_resolver_query_edns0_errors_total',
    type: 'counter',
    help: 'Queries that failed with EDNS(0).',
    fromZero: true,
    counters: { EDNS0Fail: {} },
  },
  {
    name: 'bind_resolver_query_retries_total',
    type: 'counter',
    help: 'Queries to other servers that were sent again.',
    fromZero: true,
    counters: { Retry: {} },
  },
  {
    name: 'bind_resolver_dnssec_validation_errors_total',
    type: 'counter',
    help: 'DNSSEC validations that failed.',
    fromZero: true,
    counters: { ValFail: {} },
  },
  {
    name: 'bind_resolver_dnssec_validation_success_total',
    type: 'counter',
    help: 'DNSSEC validations that succeeded, of data and of the proof that there is none.',
    fromZero: true,
    counters: { ValOk: { result: 'ValOk' }, ValNegOk: { result: 'ValNegOk' } },
  },
  {
    name: 'bind_resolver_queries_in_progress',
    type: 'gauge',
    help: 'Queries to other servers that wait for an answer.',
    counters: { QueryCurUDP: { proto: 'udp' }, QueryCurTCP: { proto: 'tcp' } },
  },
  {
    name: 'bind_resolver_active_fetches',
    type: 'gauge',
    help: 'Names and types that are being resolved.',
    counters: { NumFetch: {} },
  },
  {
    name: 'bind_resolver_fetch_buckets',
    type: 'gauge',
    help: "Size of the resolver's table of fetches, which BIND calls bucket size.",
    counters: { BucketSize: {} },
  },
];

/** What named counts when it asks other servers. */
export const RESOLVER_FAMILIES: readonly Family<BindRecords>[] = [
  remainingCounters(OUTGOING, 'type', {
    name: 'bind_resolver_queries_total',
    type: 'counter',
    help: 'Queries sent to other servers, by record type.',
  }),
  ROUND_TRIP_FAMILY,
  ...counterFamilies(RESOLVER, RESOLVER_TABLE),
  remainingCounters(
    RESOLVER,
    'type',
    {
      name: 'bind_resolver_stats_total',
      type: 'counter',
      help: "All other counters of the resolver's statistics, by BIND's short names.",
      note: 'BIND explains the names under "Resolver Statistics Counters" in its reference manual.',
    },
    [...countersIn(RESOLVER_TABLE), ...ROUND_TRIP_COUNTERS],
  ),
];
