import type { ConnectionRow } from './connection-counter.ts';

/** Title of /proc/net/ip_vs_conn, and of ip_vs_conn_sync, which has one column more before the last. */
export const PROC_CONNECTIONS_HEAD = /^Pro FromIP\s+FPrt ToIP/;

const ADDRESS = /^(?:[0-9A-F]{8}|[0-9a-f]{4}(?::[0-9a-f]{4}){7})$/;
const PORT = /^[0-9A-F]{4}$/;

/**
 * `TCP 0A090002 AE88 0A090001 1F40 0A090001 1F41 TIME_WAIT       116` (ip_vs_conn_seq_show in
 * net/netfilter/ipvs/ip_vs_conn.c). Endpoints are left as `ADDRESS:PORT` in hexadecimal.
 */
export function readProcConnectionRow(cells: readonly string[]): ConnectionRow | undefined {
  const [protocol = '', from = '', fromPort = '', to, toPort, real, realPort, state] = cells;
  if (!ADDRESS.test(from) || !PORT.test(fromPort) || state === undefined) return undefined;
  return {
    protocol,
    state,
    virtual: `${to}:${toPort}`,
    real: `${real}:${realPort}`,
    isTemplate: fromPort === '0000',
  };
}
