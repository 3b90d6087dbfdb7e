import type { StackStatus } from '../status/stack-status.ts';
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
  readonly range?: { readonly fromSeconds: number; readonly toSeconds: number } | undefined;
  readonly version: string;
}

/** A page in the parts that it is updated by, in the order in which they stand on it. */
export interface Page {
  readonly blocks: readonly Block[];
}
