/** Columns of `show stat` whose cells are numbers, 1.3 to 3.5, in HAProxy's order (src/stats.c, src/stats-proxy.c). */
export const NUMERIC_COLUMNS: ReadonlySet<string> = words(`
  qcur qmax scur smax slim stot bin bout dreq dresp ereq econ eresp wretr wredis weight act bck chkfail chkdown
  lastchg downtime qlimit pid iid sid throttle lbtot type rate rate_lim rate_max check_code check_duration
  hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other hanafail req_rate req_rate_max req_tot cli_abrt srv_abrt
  comp_in comp_out comp_byp comp_rsp lastsess qtime ctime rtime ttime agent_code agent_duration
  check_rise check_fall check_health agent_rise agent_fall agent_health conn_rate conn_rate_max conn_tot
  intercepted dcon dses wrew connect reuse cache_lookups cache_hits srv_icur src_ilim
  qtime_max ctime_max rtime_max ttime_max eint idle_conn_cur safe_conn_cur used_conn_cur need_conn_est uweight
  sess_other h1sess h2sess h3sess req_other h1req h2req h3req
  priv_idle_cur reqbin reqbout resbin resbout cache_hint_hits
`);

/** Keys of `show info` whose values are numbers; not `Tainted`, which is hexadecimal when it is not 0. */
export const NUMERIC_INFO_KEYS: ReadonlySet<string> = words(
  `
  Nbthread Nbproc Process_num Pid Uptime_sec Start_time_sec Memmax_MB Memmax_bytes PoolAlloc_MB PoolAlloc_bytes
  PoolUsed_MB PoolUsed_bytes PoolFailed Ulimit-n Maxsock Maxconn Hard_maxconn CurrConns CumConns CumReq
  MaxSslConns CurrSslConns CumSslConns Maxpipes PipesUsed PipesFree ConnRate ConnRateLimit MaxConnRate
  SessRate SessRateLimit MaxSessRate SslRate SslRateLimit MaxSslRate SslFrontendKeyRate SslFrontendMaxKeyRate
  SslFrontendSessionReuse_pct SslBackendKeyRate SslBackendMaxKeyRate SslCacheLookups SslCacheMisses
  CompressBpsIn CompressBpsOut CompressBpsRateLim ZlibMemUsage MaxZlibMemUsage Tasks Run_queue Idle_pct
  Stopping Jobs Listeners ActivePeers ConnectedPeers DroppedLogs BusyPolling FailedResolutions
  TotalBytesOut TotalSplicedBytesOut TotalSplicdedBytesOut BytesOutRate DebugCommandsIssued CumRecvLogs
  TotalWarnings MaxconnReached BootTime_ms Niced_tasks CurrStreams CumStreams BlockedTrafficWarnings
  PatternsAdded PatternsFreed NbThreadGroups
`,
  'Unstoppable Jobs',
);

const ZERO = 0x30;
const NINE = 0x39;
const OTHER_DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** 2^63 and 2^64 - 1 in decimal; texts of equal length compare as the numbers do. */
const FIRST_UNDERFLOW = '9223372036854775808';
const LAST_UNDERFLOW = '18446744073709551615';

/** More characters than any figure of HAProxy's; a longer one could be out of range for whoever reads it on. */
const LONGEST_DECIMAL = 32;

/**
 * What a cell of a numeric column is: `number`; `underflow`, a count that went below zero and was written as
 * unsigned 64 bit, since nothing that HAProxy counts reaches 2^63; or `text`.
 */
export function kindOfNumber(cell: string): 'number' | 'underflow' | 'text' {
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code < ZERO || code > NINE) {
      return cell.length <= LONGEST_DECIMAL && OTHER_DECIMAL.test(cell) ? 'number' : 'text';
    }
  }
  if (cell.length < FIRST_UNDERFLOW.length) return cell === '' ? 'text' : 'number';
  if (cell.length === FIRST_UNDERFLOW.length) return cell < FIRST_UNDERFLOW ? 'number' : 'underflow';
  return cell.length === LAST_UNDERFLOW.length && cell <= LAST_UNDERFLOW ? 'underflow' : 'text';
}

function words(text: string, ...others: readonly string[]): ReadonlySet<string> {
  return new Set([...text.trim().split(/\s+/), ...others]);
}
