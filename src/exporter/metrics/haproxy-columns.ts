import type { MetricType } from './family.ts';

/** Scopes that HAProxy fills a column for: L listener, F frontend, B backend, S server. */
export type ScopeLetters = string;

/** Columns of `show stat` and the metric that shows them in each scope. */
export interface ColumnMetric {
  /** Column names, with the label that tells each from the others when there are several. */
  readonly columns: readonly (readonly [column: string, labels: string])[];
  readonly scopes: ScopeLetters;
  /** Follows `haproxy_<scope>_`. */
  readonly name: string;
  /** For servers, where it differs. */
  readonly serverName?: string;
  readonly type: MetricType;
  readonly help: string;
  /** The column is in milliseconds, the metric in seconds. */
  readonly isMilliseconds: boolean;
  readonly labelNames: readonly string[];
  readonly note?: string;
}

type Extra = Partial<Pick<ColumnMetric, 'serverName' | 'isMilliseconds' | 'note'>>;

function metric(
  type: MetricType,
  column: string,
  scopes: ScopeLetters,
  name: string,
  help: string,
  extra: Extra,
): ColumnMetric {
  return {
    columns: [[column, '']],
    scopes,
    name,
    type,
    help,
    isMilliseconds: false,
    labelNames: [],
    ...extra,
  };
}

function counter(column: string, scopes: ScopeLetters, name: string, help: string, extra: Extra = {}) {
  return metric('counter', column, scopes, `${name}_total`, help, extra);
}

function gauge(column: string, scopes: ScopeLetters, name: string, help: string, extra: Extra = {}) {
  return metric('gauge', column, scopes, name, help, extra);
}

function seconds(column: string, scopes: ScopeLetters, name: string, help: string, extra: Extra = {}) {
  return gauge(column, scopes, `${name}_seconds`, help, { isMilliseconds: true, ...extra });
}

const NOT_IN_HAPROXY = { note: "HAProxy's own exporter leaves this column out." };

function peerName(name: string): { note: string } {
  return { note: `haproxy_exporter calls it \`${name}\`.` };
}

const CODES = ['1xx', '2xx', '3xx', '4xx', '5xx', 'other'] as const;

/**
 * Every numeric column of `show stat` that describes the object and not its place, under the name, type and scopes of
 * HAProxy's own exporter (addons/promex/service-prometheus.c, src/stats-proxy.c), in the order of the columns.
 */
export const COLUMN_METRICS: readonly ColumnMetric[] = [
  gauge('qcur', 'BS', 'current_queue', 'Requests that wait in the queue.'),
  gauge('qmax', 'BS', 'max_queue', 'Most requests that waited in the queue at once.'),
  gauge('scur', 'LFBS', 'current_sessions', 'Sessions at the moment.'),
  gauge('smax', 'LFBS', 'max_sessions', 'Most sessions at once.'),
  gauge('slim', 'LFBS', 'limit_sessions', 'Limit of sessions: maxconn, or fullconn of a backend.'),
  counter('stot', 'LFBS', 'sessions', 'Sessions.'),
  counter('bin', 'LFBS', 'bytes_in', 'Bytes of requests.'),
  counter('bout', 'LFBS', 'bytes_out', 'Bytes of responses.'),
  counter('dreq', 'LFB', 'requests_denied', 'Requests that a rule denied.'),
  counter('dresp', 'LFBS', 'responses_denied', 'Responses that a rule denied.'),
  counter('ereq', 'LF', 'request_errors', 'Requests that were invalid or broke off.'),
  counter('econ', 'BS', 'connection_errors', 'Connections to servers that failed.'),
  counter('eresp', 'BS', 'response_errors', 'Responses that were invalid or broke off.'),
  counter('wretr', 'BS', 'retry_warnings', 'Connections to servers that were tried again.'),
  counter(
    'wredis',
    'BS',
    'redispatch_warnings',
    'Requests that went to another server after a failed connection.',
  ),
  gauge('weight', 'BS', 'weight', 'Weight in effect; of a backend, the sum of its active servers.'),
  gauge(
    'act',
    'BS',
    'active_servers',
    'Active servers that are up; of a server, whether it is an active one.',
    {
      serverName: 'active',
      ...peerName('haproxy_backend_current_server'),
    },
  ),
  gauge('bck', 'BS', 'backup_servers', 'Backup servers that are up; of a server, whether it is a backup.', {
    serverName: 'backup',
  }),
  counter('chkfail', 'S', 'check_failures', 'Health checks that failed.'),
  counter('chkdown', 'BS', 'check_up_down', 'Changes from up to down.'),
  gauge('lastchg', 'BS', 'check_last_change_seconds', 'Time since the state changed.'),
  counter('downtime', 'BS', 'downtime_seconds', 'Time spent down.'),
  gauge('qlimit', 'S', 'queue_limit', 'Limit of requests in the queue (maxqueue).'),
  gauge(
    'throttle',
    'S',
    'current_throttle',
    'Share of its weight that a server has during slowstart, in percent.',
  ),
  counter(
    'lbtot',
    'BS',
    'loadbalanced',
    'Times that load balancing chose it.',
    peerName('server_selected_total'),
  ),
  gauge('rate', 'FBS', 'current_session_rate', 'Sessions in the last second.'),
  gauge('rate_lim', 'F', 'limit_session_rate', 'Limit of new sessions a second.'),
  gauge('rate_max', 'FBS', 'max_session_rate', 'Most sessions in one second.'),
  gauge('check_code', 'S', 'check_code', 'HTTP, SMTP or LDAP status of the last health check.', {
    note: "HAProxy's own exporter writes 0 where the check gave no status; here there is no sample.",
  }),
  seconds('check_duration', 'S', 'check_duration', 'Time that the last health check took.'),
  {
    columns: CODES.map((code) => [`hrsp_${code}`, `code="${code}"`]),
    scopes: 'FBS',
    name: 'http_responses_total',
    type: 'counter',
    help: 'HTTP responses by class of their status.',
    isMilliseconds: false,
    labelNames: ['code'],
  },
  counter(
    'hanafail',
    'S',
    'health_analysis_failures',
    'Failures that observing traffic found.',
    NOT_IN_HAPROXY,
  ),
  gauge('req_rate', 'F', 'http_requests_rate_current', 'HTTP requests in the last second.', NOT_IN_HAPROXY),
  gauge('req_rate_max', 'F', 'http_requests_rate_max', 'Most HTTP requests in one second.'),
  counter('req_tot', 'FBS', 'http_requests', 'HTTP requests.'),
  counter('cli_abrt', 'BS', 'client_aborts', 'Transfers that the client broke off.'),
  counter('srv_abrt', 'BS', 'server_aborts', 'Transfers that the server broke off.'),
  counter(
    'comp_in',
    'FB',
    'http_comp_bytes_in',
    'Bytes given to the HTTP compressor.',
    peerName('compressor_bytes_in_total'),
  ),
  counter(
    'comp_out',
    'FB',
    'http_comp_bytes_out',
    'Bytes that came out of the HTTP compressor.',
    peerName('compressor_bytes_out_total'),
  ),
  counter(
    'comp_byp',
    'FB',
    'http_comp_bytes_bypassed',
    'Bytes that were not compressed, to spare CPU or bandwidth.',
    peerName('compressor_bytes_bypassed_total'),
  ),
  counter(
    'comp_rsp',
    'FB',
    'http_comp_responses',
    'HTTP responses that were compressed.',
    peerName('http_responses_compressed_total'),
  ),
  gauge(
    'lastsess',
    'BS',
    'last_session_seconds',
    'Time since the last session was assigned; -1 when there was none.',
  ),
  seconds(
    'qtime',
    'BS',
    'queue_time_average',
    'Time in the queue, averaged over the last 1024 requests.',
    peerName('http_queue_time_average_seconds'),
  ),
  seconds(
    'ctime',
    'BS',
    'connect_time_average',
    'Time to connect, averaged over the last 1024 requests.',
    peerName('http_connect_time_average_seconds'),
  ),
  seconds(
    'rtime',
    'BS',
    'response_time_average',
    'Time to the response, averaged over the last 1024 requests.',
    peerName('http_response_time_average_seconds'),
  ),
  seconds(
    'ttime',
    'BS',
    'total_time_average',
    'Time of the whole session, averaged over the last 1024 requests.',
    peerName('http_total_time_average_seconds'),
  ),
  gauge('agent_code', 'S', 'agent_code', 'Status of the last agent check.', {
    note: "HAProxy's own exporter writes 0 where the check gave no status; here there is no sample.",
  }),
  seconds('agent_duration', 'S', 'agent_duration', 'Time that the last agent check took.'),
  gauge(
    'check_rise',
    'S',
    'check_rise',
    'Health checks that must pass to bring it up (rise).',
    NOT_IN_HAPROXY,
  ),
  gauge(
    'check_fall',
    'S',
    'check_fall',
    'Health checks that must fail to take it down (fall).',
    NOT_IN_HAPROXY,
  ),
  gauge(
    'check_health',
    'S',
    'check_health',
    'Health by health checks: below rise it is down, rise + fall - 1 is the best.',
    NOT_IN_HAPROXY,
  ),
  gauge(
    'agent_rise',
    'S',
    'agent_rise',
    'Agent checks that must pass to bring it up (rise).',
    NOT_IN_HAPROXY,
  ),
  gauge(
    'agent_fall',
    'S',
    'agent_fall',
    'Agent checks that must fail to take it down (fall).',
    NOT_IN_HAPROXY,
  ),
  gauge(
    'agent_health',
    'S',
    'agent_health',
    'Health by agent checks: below rise it is down, rise + fall - 1 is the best.',
    NOT_IN_HAPROXY,
  ),
  gauge('conn_rate', 'F', 'connections_rate_current', 'Connections in the last second.', NOT_IN_HAPROXY),
  gauge('conn_rate_max', 'F', 'connections_rate_max', 'Most connections in one second.'),
  counter('conn_tot', 'LF', 'connections', 'Connections.'),
  counter('intercepted', 'F', 'intercepted_requests', 'HTTP requests that HAProxy answered itself.'),
  counter('dcon', 'LF', 'denied_connections', 'Connections that a tcp-request connection rule denied.'),
  counter('dses', 'LF', 'denied_sessions', 'Sessions that a tcp-request session rule denied.'),
  counter('wrew', 'LFBS', 'failed_header_rewriting', 'HTTP header rewrites that failed.'),
  counter('connect', 'BS', 'connection_attempts', 'Connections to servers that were tried.'),
  counter('reuse', 'BS', 'connection_reuses', 'Requests that went over an idle connection.'),
  counter('cache_lookups', 'FB', 'http_cache_lookups', 'HTTP requests looked up in the cache.'),
  counter('cache_hits', 'FB', 'http_cache_hits', 'HTTP requests found in the cache.', {
    note: "HAProxy's own help text says `not found`, which is wrong.",
  }),
  counter('cache_hint_hits', 'FB', 'http_cache_hint_hits', 'Early hints (103) answered from the cache.'),
  gauge('srv_icur', 'S', 'idle_connections_current', 'Idle connections that can be used again.'),
  gauge('src_ilim', 'S', 'idle_connections_limit', 'Limit of idle connections (pool-max-conn).'),
  seconds('qtime_max', 'BS', 'max_queue_time', 'Longest time in the queue.'),
  seconds('ctime_max', 'BS', 'max_connect_time', 'Longest time to connect.'),
  seconds('rtime_max', 'BS', 'max_response_time', 'Longest time to the response.'),
  seconds('ttime_max', 'BS', 'max_total_time', 'Longest time of a whole session.'),
  counter('eint', 'LFBS', 'internal_errors', "Errors of HAProxy's own."),
  gauge(
    'idle_conn_cur',
    'S',
    'unsafe_idle_connections_current',
    'Idle connections not known to be safe to reuse.',
  ),
  gauge('safe_conn_cur', 'S', 'safe_idle_connections_current', 'Idle connections that are safe to reuse.'),
  gauge('used_conn_cur', 'S', 'used_connections_current', 'Connections in use.'),
  gauge('need_conn_est', 'S', 'need_connections_current', 'Connections that are estimated to be needed.'),
  gauge('priv_idle_cur', 'S', 'private_idle_connections_current', 'Idle connections of one session alone.'),
  gauge('uweight', 'BS', 'uweight', 'Configured weight; of a backend, the sum of its active servers.'),
  counter('sess_other', 'F', 'other_sessions', 'Sessions of other protocols than HTTP.', NOT_IN_HAPROXY),
  counter('h1sess', 'F', 'http1_sessions', 'HTTP/1 sessions.', NOT_IN_HAPROXY),
  counter('h2sess', 'F', 'http2_sessions', 'HTTP/2 sessions.', NOT_IN_HAPROXY),
  counter('h3sess', 'F', 'http3_sessions', 'HTTP/3 sessions.', NOT_IN_HAPROXY),
  counter('req_other', 'F', 'other_requests', 'Requests of other protocols than HTTP.', NOT_IN_HAPROXY),
  counter('h1req', 'F', 'http1_requests', 'HTTP/1 requests.', NOT_IN_HAPROXY),
  counter('h2req', 'F', 'http2_requests', 'HTTP/2 requests.', NOT_IN_HAPROXY),
  counter('h3req', 'F', 'http3_requests', 'HTTP/3 requests.', NOT_IN_HAPROXY),
  counter('reqbin', 'LFBS', 'req_bytes_in', 'Bytes of requests received.'),
  counter('reqbout', 'LFBS', 'req_bytes_out', 'Bytes of requests sent on.'),
  counter('resbin', 'LFBS', 'res_bytes_in', 'Bytes of responses received.'),
  counter('resbout', 'LFBS', 'res_bytes_out', 'Bytes of responses sent on.'),
];
