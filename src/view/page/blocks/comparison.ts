import type { RowChange } from '../markup/change-marks.ts';
import type { RowGroup } from './row-groups.ts';

/** What the page is compared with knew of the same thing; absent where nothing is compared. */
export interface Compared<Thing> {
  readonly change?: RowChange | undefined;
  readonly before?: Thing | undefined;
}

type Keyed = { readonly key: string };

export type ComparedGroup<Head, Row> = RowGroup<Head & Compared<Head>, Row & Compared<Row>>;

/**
 * Groups beside those of another time: each with what it was, and what is gone behind what is left. Without a time to
 * compare with they stay as they are.
 */
export function comparedGroups<Head extends Keyed, Row extends Keyed>(
  now: readonly RowGroup<Head, Row>[],
  before: readonly RowGroup<Head, Row>[] | undefined,
): readonly ComparedGroup<Head, Row>[] {
  if (before === undefined) return now;
  const previous = new Map(before.map((group) => [group.head.key, group]));
  const kept = now.map(({ head, rows }) => {
    const old = previous.get(head.key);
    previous.delete(head.key);
    return { head: marked(head, old?.head), rows: comparedRows(rows, old?.rows ?? []) };
  });
  const gone = [...previous.values()].map(({ head, rows }) => ({
    head: removed(head),
    rows: rows.map(removed),
  }));
  return [...kept, ...gone];
}

/** The same of rows that stand in no group. */
export function comparedRows<Row extends Keyed>(
  now: readonly Row[],
  before: readonly Row[],
): readonly (Row & Compared<Row>)[] {
  const previous = new Map(before.map((row) => [row.key, row]));
  const kept = now.map((row) => {
    const old = previous.get(row.key);
    previous.delete(row.key);
    return marked(row, old);
  });
  return [...kept, ...[...previous.values()].map(removed)];
}

function marked<Thing>(thing: Thing, before: Thing | undefined): Thing & Compared<Thing> {
  return before === undefined
    ? { ...thing, change: 'added' as const }
    : { ...thing, change: 'kept' as const, before };
}

function removed<Thing>(thing: Thing): Thing & Compared<Thing> {
  return { ...thing, change: 'removed' as const };
}
