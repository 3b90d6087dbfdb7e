import { expect, test } from 'vitest';
import { createRunClock } from '../../../src/loadgen/worker/run-clock.ts';

test("it counts in µs from the shared clock's reading, as the thread's own goes on", () => {
  const own = [250, 250, 251.5, 1_250];
  const clock = createRunClock(
    () => own.shift() ?? Number.NaN,
    () => 5_000_000_000n,
  );
  expect([clock(), clock(), clock()]).toEqual([5_000_000, 5_001_500, 6_000_000]);
});

test('clocks that are made at different times of a thread go together', () => {
  let nowMs = 100;
  const own = () => nowMs;
  const shared = () => BigInt(nowMs + 7_000) * 1_000_000n;
  const first = createRunClock(own, shared);
  nowMs = 350;
  const second = createRunClock(own, shared);
  expect([first(), second()]).toEqual([7_350_000, 7_350_000]);
});

test('it never goes back', () => {
  const clock = createRunClock();
  const times = Array.from({ length: 1_000 }, () => clock());
  expect(times).toEqual(times.slice().sort((a, b) => a - b));
});
