import type { MetricType } from './family.ts';

/** A key of `show info`, and what makes the metric's unit of the value's where they differ. */
export type InfoKey = readonly [key: string, convert?: (value: number) => number];

const mebibytes = (value: number): number => value * 1024 * 1024;
const milliseconds = (value: number): number => value / 1000;

/** A figure of `show info` and the metric that shows it. */
export interface InfoMetric {
  /** The first key that this HAProxy has counts: names changed, and old versions tell less exactly. */
  readonly keys: readonly InfoKey[];
  /** Follows `haproxy_process_`. */
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  readonly note?: string;
}

type Keys = string | readonly InfoKey[];

function metric(type: MetricType, keys: Keys, name: string, help: string, note?: string): InfoMetric {
  return {
    keys: typeof keys === 'string' ? [[keys]] : keys,
    name,
    type,
    help,
    ...(note !== undefined && { note }),
  };
}

function counter(keys: Keys, name: string, help: string, note?: string): InfoMetric {
  return metric('counter', keys, `${name}_total`, help, note);
}

function gauge(keys: Keys, name: string, help: string, note?: string): InfoMetric {
  return metric('gauge', keys, name, help, note);
}

const NOT_IN_HAPROXY = "HAProxy's own exporter leaves this key out.";

/**
 * Every figure of `show info`, under the name and type of HAProxy's own exporter (addons/promex/service-prometheus.c,
 * src/stats.c) except where a note says why not, in the order of the keys.
 */
export const INFO_METRICS: readonly InfoMetric[] = [
  gauge('Nbthread', 'nbthread', 'Threads.'),
  gauge('Nbproc', 'nbproc', 'Worker processes; always 1 since 2.5.'),
  gauge('Process_num', 'relative_process_id', 'Number of this worker process.'),
  gauge('Pid', 'pid', 'Process id.', NOT_IN_HAPROXY),
  gauge('Uptime_sec', 'uptime_seconds', 'Time since the process started.'),
  gauge('Start_time_sec', 'start_time_seconds', 'When the process started, in seconds since 1970.'),
  gauge(
    [['BootTime_ms', milliseconds]],
    'boot_time_seconds',
    'Time that reading the configuration took.',
    NOT_IN_HAPROXY,
  ),
  gauge(
    [['Memmax_bytes'], ['Memmax_MB', mebibytes]],
    'max_memory_bytes',
    'Limit of memory (-m); 0 when there is none.',
  ),
  gauge(
    [['PoolAlloc_bytes'], ['PoolAlloc_MB', mebibytes]],
    'pool_allocated_bytes',
    'Memory allocated in pools.',
  ),
  gauge([['PoolUsed_bytes'], ['PoolUsed_MB', mebibytes]], 'pool_used_bytes', 'Memory used in pools.'),
  counter('PoolFailed', 'pool_failures', 'Allocations from pools that failed.'),
  gauge('Ulimit-n', 'max_fds', 'Limit of file descriptors.'),
  gauge('Maxsock', 'max_sockets', 'Limit of sockets.'),
  gauge('Maxconn', 'max_connections', 'Limit of connections (maxconn).'),
  gauge('Hard_maxconn', 'hard_max_connections', 'Limit of connections that memory and descriptors allow.'),
  gauge('CurrConns', 'current_connections', 'Connections at the moment.'),
  counter('CumConns', 'connections', 'Connections.'),
  counter('CumReq', 'requests', 'Requests.'),
  gauge('CurrStreams', 'current_streams', 'Streams at the moment.', NOT_IN_HAPROXY),
  counter('CumStreams', 'streams', 'Streams.', NOT_IN_HAPROXY),
  gauge('MaxSslConns', 'max_ssl_connections', 'Limit of TLS connections; 0 when there is none.'),
  gauge('CurrSslConns', 'current_ssl_connections', 'TLS connections at the moment.'),
  counter('CumSslConns', 'ssl_connections', 'TLS connections.'),
  gauge('Maxpipes', 'max_pipes', 'Limit of pipes for splicing; 0 when there is none.'),
  gauge('PipesUsed', 'pipes_used', 'Pipes in use.', pipes('used')),
  gauge('PipesFree', 'pipes_free', 'Pipes allocated and not in use.', pipes('free')),
  gauge('ConnRate', 'current_connection_rate', 'Connections in the last second.'),
  gauge('ConnRateLimit', 'limit_connection_rate', 'Limit of connections a second (maxconnrate).'),
  gauge('MaxConnRate', 'max_connection_rate', 'Highest number of connections in one second.'),
  gauge('SessRate', 'current_session_rate', 'Sessions in the last second.'),
  gauge('SessRateLimit', 'limit_session_rate', 'Limit of sessions a second (maxsessrate).'),
  gauge('MaxSessRate', 'max_session_rate', 'Highest number of sessions in one second.'),
  gauge('SslRate', 'current_ssl_rate', 'TLS connections in the last second.'),
  gauge('SslRateLimit', 'limit_ssl_rate', 'Limit of TLS connections a second (maxsslrate).'),
  gauge('MaxSslRate', 'max_ssl_rate', 'Highest number of TLS connections in one second.'),
  gauge(
    'SslFrontendKeyRate',
    'current_frontend_ssl_key_rate',
    'TLS keys made for clients in the last second.',
  ),
  gauge(
    'SslFrontendMaxKeyRate',
    'max_frontend_ssl_key_rate',
    'Highest number of TLS keys made for clients in one second.',
  ),
  gauge(
    'SslFrontendSessionReuse_pct',
    'frontend_ssl_reuse',
    'Share of client connections over TLS that needed no new key, in percent.',
  ),
  gauge('SslBackendKeyRate', 'current_backend_ssl_key_rate', 'TLS keys made for servers in the last second.'),
  gauge(
    'SslBackendMaxKeyRate',
    'max_backend_ssl_key_rate',
    'Highest number of TLS keys made for servers in one second.',
  ),
  counter('SslCacheLookups', 'ssl_cache_lookups', 'TLS sessions looked up in the cache.'),
  counter('SslCacheMisses', 'ssl_cache_misses', 'TLS sessions looked up in the cache and not found.'),
  gauge(
    'CompressBpsIn',
    'http_comp_bytes_in_rate',
    'Bytes given to the HTTP compressor in the last second.',
    comp('in'),
  ),
  gauge(
    'CompressBpsOut',
    'http_comp_bytes_out_rate',
    'Bytes that came out of the HTTP compressor in the last second.',
    comp('out'),
  ),
  gauge('CompressBpsRateLim', 'limit_http_comp', 'Limit of compressed bytes a second; 0 when there is none.'),
  gauge('ZlibMemUsage', 'current_zlib_memory', 'Memory in use for compression, in bytes.'),
  gauge(
    'MaxZlibMemUsage',
    'max_zlib_memory',
    'Limit of memory for compression, in bytes; 0 when there is none.',
  ),
  gauge('Tasks', 'current_tasks', 'Tasks at the moment.'),
  gauge('Run_queue', 'current_run_queue', 'Tasks that wait to run.'),
  gauge('Niced_tasks', 'niced_tasks', 'Niced tasks that wait to run.', NOT_IN_HAPROXY),
  gauge('Idle_pct', 'idle_time_percent', 'Share of the last second that one thread was idle, in percent.'),
  gauge('Stopping', 'stopping', '1 while the process is stopping.'),
  gauge('Jobs', 'jobs', 'Jobs: connections and listeners.'),
  gauge('Unstoppable Jobs', 'unstoppable_jobs', 'Jobs that do not keep the process from stopping.'),
  gauge('Listeners', 'listeners', 'Listeners in use.'),
  gauge('ActivePeers', 'active_peers', 'Peers that are connected and verified.'),
  gauge('ConnectedPeers', 'connected_peers', 'Peers that are connected.'),
  counter('DroppedLogs', 'dropped_logs', 'Log messages that could not be sent.'),
  gauge('BusyPolling', 'busy_polling_enabled', '1 while busy polling is in use.'),
  counter(
    'FailedResolutions',
    'failed_resolutions',
    'DNS resolutions that failed.',
    "HAProxy's own exporter calls it `haproxy_process_failed_resolutions`, without the `_total` of a counter.",
  ),
  counter('TotalBytesOut', 'bytes_out', 'Bytes sent.'),
  counter(
    [
      ['TotalSplicedBytesOut'],
      // 2.3 to 2.7 write it so.
      ['TotalSplicdedBytesOut'],
    ],
    'spliced_bytes_out',
    'Bytes sent through a kernel pipe.',
  ),
  gauge('BytesOutRate', 'bytes_out_rate', 'Bytes sent in the last second.'),
  counter(
    'DebugCommandsIssued',
    'debug_commands_issued',
    'Debug commands given; after any of them the process is not safe.',
    NOT_IN_HAPROXY,
  ),
  counter('CumRecvLogs', 'recv_logs', 'Log messages received to be forwarded.'),
  gauge(
    'Tainted',
    'tainted',
    'Bits of what makes this process one that HAProxy does not support.',
    NOT_IN_HAPROXY,
  ),
  counter(
    'TotalWarnings',
    'warnings',
    'Warnings given.',
    "HAProxy's own exporter calls it `haproxy_process_total_warnings`.",
  ),
  counter('MaxconnReached', 'maxconn_reached', 'Times that a connection reached maxconn.', NOT_IN_HAPROXY),
  counter(
    'BlockedTrafficWarnings',
    'blocked_traffic_warnings',
    'Warnings about traffic held up by a slow task.',
    NOT_IN_HAPROXY,
  ),
  counter('PatternsAdded', 'patterns_added', 'Patterns added to ACLs and maps.'),
  counter('PatternsFreed', 'patterns_freed', 'Patterns freed from ACLs and maps.'),
  gauge('NbThreadGroups', 'nb_thread_groups', 'Thread groups.'),
];

function pipes(which: string): string {
  return `HAProxy's own exporter calls it \`haproxy_process_pipes_${which}_total\` and a counter; it goes up and down.`;
}

function comp(which: string): string {
  return `HAProxy's own exporter calls it \`haproxy_process_http_comp_bytes_${which}_total\` and a counter; it is a rate.`;
}
