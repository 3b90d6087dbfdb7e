import { expect, test } from 'vitest';
import { createRunClock } from '../../../src/loadgen/worker/run-clock.ts';

test('it goes with the clock that all threads share, in µs', () => {
  const clock = createRunClock();
  const before = Number(process.hrtime.bigint()) / 1e3;
  const nowUs = clock();
  const after = Number(process.hrtime.bigint()) / 1e3;
  // The two clocks are read one after the other, when it is made too.
  expect(nowUs).toBeGreaterThan(before - 1_000);
  expect(nowUs).toBeLessThan(after + 1_000);
});

test('it never goes back', () => {
  const clock = createRunClock();
  const times = Array.from({ length: 1_000 }, () => clock());
  expect(times).toEqual(times.slice().sort((a, b) => a - b));
});
