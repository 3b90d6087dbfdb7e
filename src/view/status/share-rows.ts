import type { NodeStatus } from './node-status.ts';
import { shareData } from './share-data.ts';

/**
 * The status with whatever is equal in the one before taken from there: tables, rows, and in rows that changed their
 * parts. So a history of a thousand statuses costs only what changed.
 */
export function shareRows(now: NodeStatus, before: NodeStatus | undefined): NodeStatus {
  return before === undefined ? now : shareData(now, before);
}

/** A row takes some 500 bytes, its place in a table that is another one for one row that changed, 8. */
const PLACES_OF_ROW = 64;

/** How many rows of a status, of any table, are not those of the one before; a long table of its own counts as some too. */
export function newRows(now: NodeStatus, before: NodeStatus | undefined): number {
  if (now === before) return 0;
  const known = new Map((before === undefined ? [] : tablesOf(before)).map(({ id, rows }) => [id, rows]));
  return tablesOf(now).reduce((count, { id, rows }) => count + countNew(rows, known.get(id) ?? []), 0);
}

interface Table {
  readonly id: string;
  readonly rows: readonly object[];
}

function tablesOf({ sources, keepaliveds, ipvs, haproxys, binds }: NodeStatus): Table[] {
  return [
    { id: 'problems', rows: sources.flatMap(({ problems }) => problems) },
    ...keepaliveds.flatMap(({ source, instances, scripts, realServers }) => [
      { id: `keepalived ${source} instances`, rows: instances },
      { id: `keepalived ${source} scripts`, rows: scripts },
      { id: `keepalived ${source} servers`, rows: realServers },
    ]),
    { id: 'ipvs', rows: ipvs?.virtualServers ?? [] },
    ...(ipvs?.virtualServers ?? []).map(({ key, realServers }) => ({ id: `ipvs ${key}`, rows: realServers })),
    ...haproxys.flatMap(({ source, proxies }) =>
      proxies.map(({ name, rows }) => ({ id: `haproxy ${source} ${name}`, rows })),
    ),
    ...binds.map(({ source, zones }) => ({ id: `bind ${source}`, rows: zones })),
  ];
}

function countNew(now: readonly object[], before: readonly object[]): number {
  if (now === before) return 0;
  const places = Math.floor(now.length / PLACES_OF_ROW);
  const moved = now.filter((row, at) => row !== before[at]);
  if (moved.length === 0) return places;
  const known = new Set(before);
  return moved.reduce((count, row) => count + (known.has(row) ? 0 : 1), places);
}
