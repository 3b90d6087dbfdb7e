import type { QueryPool } from '../queries/query-pool.ts';
import type { QueryShape } from '../shaping/query-shape.ts';

/** Most bytes that a query of a run may have on the wire. */
export function longestMessage(pool: QueryPool, shape: QueryShape): number {
  let longest = 0;
  for (let query = 0; query < pool.count; query++)
    longest = Math.max(longest, (pool.offsets[query + 1] ?? 0) - (pool.offsets[query] ?? 0));
  return shape.overheadBytes + longest;
}
