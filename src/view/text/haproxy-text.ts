import { lastCheckText } from '../status/last-check.ts';
import type { HaproxyRowStatus, NodeStatus } from '../status/node-status.ts';
import { clock, headingOf } from './cells.ts';
import { left, right, type TextCell, type TextStyle, textTable } from './text-table.ts';

const FIGURES = {
  SESSIONS: 'scur',
  QUEUE: 'qcur',
  'PER S': 'rate',
  TOTAL: 'stot',
  'BYTES IN': 'bin',
  'BYTES OUT': 'bout',
};

/** Frontends, servers and backends; listeners only count what their frontend counts. */
export function haproxyText({ haproxys }: NodeStatus, name: string | undefined, style: TextStyle): string {
  const rows = haproxys.flatMap(({ source, proxies }) =>
    proxies.flatMap((proxy) =>
      proxy.rows
        .filter(({ scope }) => scope !== 'listener')
        .map((row) => rowCells(`${proxy.name}/${row.name}`, source, row)),
    ),
  );
  const columns = [
    left(headingOf('HAPROXY', name)),
    left('NAME'),
    left('STATUS'),
    ...Object.keys(FIGURES).map(right),
    left('SINCE'),
    left('CHECK'),
  ];
  return textTable(columns, rows, style);
}

function rowCells(
  title: string,
  source: string,
  { status, health, sinceSeconds, cells }: HaproxyRowStatus,
): TextCell[] {
  return [
    title,
    source,
    { text: status, tone: health },
    ...Object.values(FIGURES).map((column) => String(cells[column] ?? '')),
    clock(sinceSeconds),
    lastCheckText(cells),
  ];
}
