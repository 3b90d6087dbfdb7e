import { optionalIsoTime } from '../iso-time.ts';
import { lastCheckText } from '../status/last-check.ts';
import type { HaproxyRowStatus, NodeStatus } from '../status/node-status.ts';
import type { CsvRow } from './columns.ts';

/** A row for each of HAProxy's. */
export function haproxyRows({ node, haproxys }: NodeStatus): CsvRow[] {
  return haproxys.flatMap(({ source, proxies }) =>
    proxies.flatMap(({ name, rows }) =>
      rows.map((row) => ({ node, layer: 'haproxy', row: row.scope, source, group: name, ...cellsOf(row) })),
    ),
  );
}

function cellsOf({ name, status, sinceSeconds, cells }: HaproxyRowStatus): CsvRow {
  return {
    name,
    state: status,
    since: optionalIsoTime(sinceSeconds),
    weight: cells['weight'],
    active: cells['scur'],
    queued: cells['qcur'],
    total: cells['stot'],
    per_second: cells['rate'],
    bytes_in: cells['bin'],
    bytes_out: cells['bout'],
    denied: sum(cells, ['dreq', 'dresp']),
    errors: sum(cells, ['ereq', 'econ', 'eresp']),
    retries: sum(cells, ['wretr', 'wredis']),
    detail: lastCheckText(cells),
  };
}

/** Undefined where HAProxy gave none of them. */
function sum(cells: HaproxyRowStatus['cells'], columns: readonly string[]): number | undefined {
  const given = columns.map((column) => cells[column]).filter((cell) => typeof cell === 'number');
  return given.length === 0 ? undefined : given.reduce((total, figure) => total + figure, 0);
}
