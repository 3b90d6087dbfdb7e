import { openStreamTransport } from '../../../../src/loadgen/transport/stream/stream-transport.ts';
import type { StreamPlan } from '../../../../src/loadgen/transport/transport.ts';
import { runTransport } from '../../../../src/loadgen/worker/run-transport.ts';
import {
  makeWorkerContext,
  type WorkerContext,
  type WorkerContextOptions,
} from '../../support/worker-context.ts';

/** Options of a context whose only target is on loopback. */
export type RunOptions = Omit<WorkerContextOptions, 'plan'> & {
  readonly plan?: Partial<WorkerContextOptions['plan']>;
};

export function contextOf(port: number, { plan, ...options }: RunOptions): WorkerContext {
  return makeWorkerContext({
    ...options,
    plan: { targets: [{ address: '127.0.0.1', port, scopeId: 0 }], ...plan },
  });
}

/** Runs to the end, with plain TCP and one connection for all queries unless told otherwise. */
export async function run(context: WorkerContext, stream: Partial<StreamPlan> = {}): Promise<void> {
  const transport = await openStreamTransport(context, {
    tls: undefined,
    queriesPerConnection: Number.POSITIVE_INFINITY,
    ...stream,
  });
  await runTransport(context, transport);
}

export function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_none, n) => `host${n}.test`);
}
