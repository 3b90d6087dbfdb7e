import { readFileSync } from 'node:fs';
import { AT } from '../stats/worker-counters.ts';

/** `run_ns wait_ns slices` of the thread that reads it (Documentation/scheduler/sched-stats.rst). */
const SCHEDSTAT = '/proc/thread-self/schedstat';

/**
 * Measures the CPU time of the calling thread from now on. It tells whether the figures are about this machine rather
 * than about the server. Where the kernel does not tell, nothing is counted.
 */
export function createUsageMeter(counters: Float64Array): () => void {
  const [startRunNs, startWaitNs] = readUsage();
  return () => {
    const [runNs, waitNs] = readUsage();
    counters[AT.cpuNs] = runNs - startRunNs;
    counters[AT.runQueueWaitNs] = waitNs - startWaitNs;
  };
}

function readUsage(): readonly [runNs: number, waitNs: number] {
  try {
    const [run, wait] = readFileSync(SCHEDSTAT, 'utf8').split(' ').map(Number);
    return [run ?? 0, wait ?? 0];
  } catch {
    // Not Linux, or a kernel without CONFIG_SCHED_INFO: there is no such figure.
    return [0, 0];
  }
}
