/**
 * All queries of a run in shared memory, encoded once: each worker reads them, none writes.
 *
 * The question of query `i` (RFC 1035 §4.1.2: name, type, class) is `questions[offsets[i] … offsets[i + 1])`; with
 * binary input it is the whole message behind its twelve header bytes, which `headers` then holds.
 */
export interface QueryPool {
  readonly count: number;
  /** Over a SharedArrayBuffer, so that its address stays. */
  readonly questions: Uint8Array;
  /** `count + 1` offsets into `questions`, over a SharedArrayBuffer. */
  readonly offsets: Uint32Array;
  /**
   * Order of a pass, over a SharedArrayBuffer: place → query. Absent: the queries' own order. Longer than `count`
   * where lines are repeated or weighted, shuffled where asked.
   */
  readonly order?: Uint32Array;
  /** Ten header bytes behind the id, for each query, with binary input; absent: the run's own header. */
  readonly headers?: Uint8Array;
  /** Where directives in the middle of the input change something: first query of the stage, ascending. */
  readonly stages: readonly Stage[];
}

/** What holds from a query on; the directives `#server`, `#port`, `#maxqueries` and `#maxwait` of queryperf. */
export interface Stage {
  readonly firstQuery: number;
  readonly server?: string;
  readonly port?: number;
  readonly outstanding?: number;
  readonly timeoutSeconds?: number;
}

/** Queries sent in one pass. */
export function passLength(pool: QueryPool): number {
  return pool.order?.length ?? pool.count;
}
