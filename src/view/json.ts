import type { HaproxyInstance, HaproxyRow } from '../model/haproxy.ts';
import type { StackSnapshot } from '../model/snapshot.ts';

/** Grows when a field changes its meaning or goes away; new fields do not change it. */
export const SNAPSHOT_DOCUMENT_VERSION = 1;

/**
 * A snapshot as one JSON document: {@link StackSnapshot} as it is, with maps as objects, `version` in front,
 * and HAProxy's rows by column name without their empty cells.
 */
export function snapshotJson(snapshot: StackSnapshot): string {
  const document = { version: SNAPSHOT_DOCUMENT_VERSION, ...snapshot };
  return `${JSON.stringify(document, plain, 2)}\n`;
}

function plain(_key: string, value: unknown): unknown {
  if (isHaproxy(value))
    return { ...value, stats: { rows: value.stats.rows.map((row) => byColumn(value, row)) } };
  return value instanceof Map ? Object.fromEntries(value) : value;
}

function isHaproxy(value: unknown): value is HaproxyInstance {
  return typeof value === 'object' && value !== null && 'stats' in value && isStats(value.stats);
}

function isStats(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'columns' in value && 'moduleColumns' in value;
}

function byColumn({ stats }: HaproxyInstance, { cells, ...row }: HaproxyRow): unknown {
  const named = [...stats.columns, ...stats.moduleColumns].flatMap(([name, index]) => {
    const cell = cells[index] ?? '';
    return cell === '' ? [] : [[name, cell] as const];
  });
  return { ...row, cells: Object.fromEntries(named) };
}
