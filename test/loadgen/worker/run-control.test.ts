import { expect, test } from 'vitest';
import { allocateControl, RunControl } from '../../../src/loadgen/worker/run-control.ts';

/** The same memory as two threads see it. */
function bothSides(): readonly [main: RunControl, worker: RunControl] {
  const memory = allocateControl();
  return [new RunControl(memory), new RunControl(memory)];
}

test('the start lets them go, with the window', () => {
  const [main, worker] = bothSides();
  main.start(1_000.5, 2_000.25);
  expect([worker.waitForStart(), worker.startUs, worker.stopUs]).toEqual([true, 1_000.5, 2_000.25]);
});

test('an abort before the start lets them end', () => {
  const [main, worker] = bothSides();
  main.abort();
  expect([worker.waitForStart(), worker.aborted]).toEqual([false, true]);
});

test('the window is shortened, never stretched', () => {
  const [main, worker] = bothSides();
  main.start(0, Number.POSITIVE_INFINITY);
  main.stopAt(500);
  main.stopAt(800);
  expect(worker.stopUs).toBe(500);
});

test('each rate has a number of its own', () => {
  const [main, worker] = bothSides();
  expect(worker.rateEpoch).toBe(0);
  main.steer(1_500, 7_000);
  expect([worker.rateEpoch, worker.rate]).toEqual([1, { epoch: 1, qps: 1_500, sinceUs: 7_000 }]);
  main.steer(1_500, 9_000);
  expect([worker.rateEpoch, worker.rate]).toEqual([2, { epoch: 2, qps: 1_500, sinceUs: 9_000 }]);
});
