import { expect, test } from 'vitest';
import { AT, COUNTERS } from '../../../src/loadgen/stats/worker-counters.ts';
import { createUsageMeter } from '../../../src/loadgen/worker/thread-usage.ts';

/** A meter that is asked at two moments, with some work between. */
function measured(
  startUs: number,
  firstUs: number,
  secondUs: number,
): { cpuNs: number; waitNs: number; usageNs: number } {
  const counters = new Float64Array(COUNTERS.length);
  const moments = [firstUs, secondUs];
  const measure = createUsageMeter(counters, () => moments.shift() ?? Number.NaN, { startUs });
  measure();
  expect(counters[AT.cpuNs]).toBe(0);
  expect(counters[AT.runQueueWaitNs]).toBe(0);
  expect(counters[AT.usageNs]).toBe(0);
  const untilMs = performance.now() + 20;
  while (performance.now() < untilMs);
  measure();
  const at = (counter: number): number => counters[counter] ?? Number.NaN;
  return { cpuNs: at(AT.cpuNs), waitNs: at(AT.runQueueWaitNs), usageNs: at(AT.usageNs) };
}

test('the CPU time of this thread since it was first asked for', () => {
  const { cpuNs, waitNs, usageNs } = measured(1_000, 1_500, 21_500);
  expect(cpuNs).toBeGreaterThan(0);
  expect(waitNs).toBeGreaterThanOrEqual(0);
  expect(usageNs).toBe(20e6);
});

test.each([
  ['in it', 5_000, 9_000, 4e6],
  ['and before the run', 9_000, 5_000, 0],
])('the wait for the start is no part of the time, when asked %s', (_name, startUs, secondUs, usageNs) => {
  expect(measured(startUs, 1_000, secondUs).usageNs).toBe(usageNs);
});
