import type { RunSettings } from '../settings.ts';
import type { SocketPlan } from '../transport/transport.ts';
import { RunError } from './run-error.ts';

const LAST_PORT = 65_535;

/**
 * One worker's part of what all of them carry queries with: its own source ports, and its share of dnsperf's totals.
 * @throws RunError when there are too few source ports
 */
export function workerSockets(
  plan: SocketPlan,
  settings: Pick<RunSettings, 'workers' | 'totalSockets' | 'totalOutstanding'>,
  worker: number,
): SocketPlan {
  const { workers, totalSockets, totalOutstanding } = settings;
  const share = (total: number) => Math.floor(total / workers) + (worker < total % workers ? 1 : 0);
  return {
    ...plan,
    sockets: totalSockets === undefined ? plan.sockets : share(totalSockets),
    localPort: plan.localPort === 0 ? 0 : firstPort(plan, workers, worker),
    stages: plan.stages.map((stage) =>
      // What a directive asks for is no share of a total.
      totalOutstanding !== undefined && stage.outstanding === Math.ceil(totalOutstanding / workers)
        ? { ...stage, outstanding: share(totalOutstanding) }
        : stage,
    ),
  };
}

function firstPort({ localPort, targets, sockets }: SocketPlan, workers: number, worker: number): number {
  const each = targets.length * sockets;
  const needed = each * workers;
  if (localPort + needed - 1 > LAST_PORT)
    throw new RunError(
      `source port ${localPort} leaves too few ports for ${needed} sockets to ${targets.length} servers; choose a lower one, or fewer sockets`,
    );
  return localPort + worker * each;
}
