import type { WorkerLosses } from '../ledger/worker-losses.ts';
import type { Expectations } from '../queries/load-queries.ts';
import type { QueryPool } from '../queries/query-pool.ts';
import type { RunSettings, TransportName } from '../settings.ts';
import type { SocketPlan, StreamPlan } from '../transport/transport.ts';
import type { Expectation } from '../verify/expectation.ts';

/** All that a worker is started with. */
export interface WorkerData {
  /** Number from 0. */
  readonly worker: number;
  readonly pool: QueryPool;
  readonly expectations: Expectations | undefined;
  /** Of --expect, by name and type. */
  readonly expectationsFile: ReadonlyMap<string, Expectation> | undefined;
  readonly statsMemory: SharedArrayBuffer;
  readonly controlMemory: SharedArrayBuffer;
  /** One word: batches of events that the main thread has not dealt with. */
  readonly backlogMemory: SharedArrayBuffer;
  readonly settings: RunSettings;
  readonly transport: TransportName;
  readonly plan: SocketPlan;
  readonly stream: StreamPlan | undefined;
  /** Infinite where only the time limits. */
  readonly runs: number;
  /** Whether every answer is reported, not only timeouts. */
  readonly perQuery: boolean;
}

/** One answer or timeout: the query's number in the pool and the id that it was sent with. */
export type QueryEvent =
  | {
      readonly kind: 'answered';
      readonly query: number;
      readonly id: number;
      readonly rcode: number;
      readonly latencyUs: number;
    }
  | { readonly kind: 'timed-out'; readonly query: number; readonly id: number };

/** What a worker tells the main thread; figures go through shared memory. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'events'; readonly events: readonly QueryEvent[]; readonly leftOut: number }
  | {
      readonly kind: 'finished';
      readonly counts: readonly (readonly [string, number])[];
      readonly others: number;
      readonly mismatches: readonly string[];
      /** Only with --ledger. */
      readonly losses?: WorkerLosses;
    };
