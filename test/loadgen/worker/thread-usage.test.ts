import { expect, test } from 'vitest';
import { AT, COUNTERS } from '../../../src/loadgen/stats/worker-counters.ts';
import { createUsageMeter } from '../../../src/loadgen/worker/thread-usage.ts';

interface Reading {
  readonly nowUs: number;
  /** What the kernel says of the thread. */
  readonly text: string;
}

/** CPU time, wait for a core and time that they are of, in ns, after each reading. */
function measured(startUs: number, readings: readonly Reading[]): (readonly (number | undefined)[])[] {
  const counters = new Float64Array(COUNTERS.length);
  let reading: Reading | undefined;
  const measure = createUsageMeter(
    counters,
    () => reading?.nowUs ?? Number.NaN,
    { startUs },
    () => reading?.text ?? '',
  );
  return readings.map((next) => {
    reading = next;
    measure();
    return [counters[AT.cpuNs], counters[AT.runQueueWaitNs], counters[AT.usageNs]];
  });
}

test('what the thread has used since it was first asked for', () => {
  expect(
    measured(1_000, [
      { nowUs: 1_500, text: '900000 70000 12\n' },
      { nowUs: 21_500, text: '16900000 3070000 40\n' },
      { nowUs: 31_500, text: '17000000 3070000 41\n' },
    ]),
  ).toEqual([
    [0, 0, 0],
    [16e6, 3e6, 20e6],
    [16.1e6, 3e6, 30e6],
  ]);
});

test.each([
  ['in it', 5_000, 9_000, 4e6],
  ['and before the run', 9_000, 5_000, 0],
])('the wait for the start is no part of the time, when asked %s', (_name, startUs, secondUs, usageNs) => {
  const [, second] = measured(startUs, [
    { nowUs: 1_000, text: '0 0 1' },
    { nowUs: secondUs, text: '0 0 1' },
  ]);
  expect(second).toEqual([0, 0, usageNs]);
});

test('a kernel that does not tell', () => {
  const counters = new Float64Array(COUNTERS.length);
  const measure = createUsageMeter(
    counters,
    () => 2_000,
    { startUs: 1_000 },
    () => {
      throw new Error('ENOENT');
    },
  );
  measure();
  expect([counters[AT.cpuNs], counters[AT.runQueueWaitNs]]).toEqual([0, 0]);
});

test('the figures of this thread grow as it works', async () => {
  const counters = new Float64Array(COUNTERS.length);
  const measure = createUsageMeter(counters, () => 0, { startUs: 0 });
  const cpuNs = () => {
    measure();
    return counters[AT.cpuNs];
  };
  expect(cpuNs()).toBe(0);
  await expect.poll(cpuNs, { interval: 1, timeout: 10_000 }).toBeGreaterThan(0);
});
