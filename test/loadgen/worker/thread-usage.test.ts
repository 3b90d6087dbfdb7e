import { expect, test } from 'vitest';
import { AT, COUNTERS } from '../../../src/loadgen/stats/worker-counters.ts';
import { createUsageMeter } from '../../../src/loadgen/worker/thread-usage.ts';

test('the CPU time of this thread from the beginning on', () => {
  const counters = new Float64Array(COUNTERS.length);
  const measure = createUsageMeter(counters);
  measure();
  const first = counters[AT.cpuNs] ?? 0;
  const untilMs = performance.now() + 20;
  while (performance.now() < untilMs);
  measure();
  expect(first).toBeGreaterThanOrEqual(0);
  expect(counters[AT.cpuNs]).toBeGreaterThan(first);
  expect(counters[AT.runQueueWaitNs]).toBeGreaterThanOrEqual(0);
});
