import type { StackStatus } from '../status/stack-status.ts';
import type { TimeRange } from '../time-range.ts';
import type { Block } from './blocks/block.ts';
import type { PageQuery } from './query/page-query.ts';

/** What a page is made from. */
export interface PageInput {
  /** Now, or at the time that the query asks for. */
  readonly status: StackStatus;
  /** At the time that differences are to; absent where the query asks for none. */
  readonly compared?: StackStatus | undefined;
  readonly query: PageQuery;
  /** The points of a figure's sparkline, the oldest first; undefined where none is kept. */
  readonly history: (seriesId: string) => readonly (number | null)[] | undefined;
  /** From when to when `?at=` can go back; absent while there is one moment only. */
  readonly range?: TimeRange | undefined;
  readonly version: string;
}

/** A page in the parts that it is updated by, in the order in which they stand on it. */
export interface Page {
  readonly blocks: readonly Block[];
}

/** Names the moment that a page shows: milliseconds since 1970. */
export function revisionOf({ takenAtSeconds }: { readonly takenAtSeconds: number }): number {
  return Math.round(takenAtSeconds * 1000);
}
