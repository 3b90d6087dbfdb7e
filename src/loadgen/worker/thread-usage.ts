import { readFileSync } from 'node:fs';
import { AT } from '../stats/worker-counters.ts';
import type { RunClock } from './run-clock.ts';

/** `run_ns wait_ns slices` of the thread that reads it (Documentation/scheduler/sched-stats.rst). */
const SCHEDSTAT = '/proc/thread-self/schedstat';

/**
 * Measures the CPU time of the calling thread from its first call on, when the thread is ready and waits for the run to
 * begin. It tells whether the figures are about this machine rather than about the server. Where the kernel does not
 * tell, nothing is counted.
 *
 * @param control says when the run begins: the wait for that is no part of the time
 * @param read gives the kernel's figures of the calling thread
 */
export function createUsageMeter(
  counters: Float64Array,
  clock: RunClock,
  control: { readonly startUs: number },
  read: () => string = () => readFileSync(SCHEDSTAT, 'utf8'),
): () => void {
  let first: readonly [runNs: number, waitNs: number, nowUs: number] | undefined;
  return () => {
    const [runNs, waitNs] = usageOf(read);
    const nowUs = clock();
    first ??= [runNs, waitNs, nowUs];
    const [firstRunNs, firstWaitNs, firstUs] = first;
    counters[AT.cpuNs] = runNs - firstRunNs;
    counters[AT.runQueueWaitNs] = waitNs - firstWaitNs;
    counters[AT.usageNs] = Math.max(0, nowUs - Math.max(firstUs, control.startUs)) * 1e3;
  };
}

function usageOf(read: () => string): readonly [runNs: number, waitNs: number] {
  try {
    const [run, wait] = read().split(' ').map(Number);
    return [run ?? 0, wait ?? 0];
  } catch {
    // Not Linux, or a kernel without CONFIG_SCHED_INFO: there is no such figure.
    return [0, 0];
  }
}
