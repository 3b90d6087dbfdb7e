import { expect, test } from 'vitest';
import { Blackout } from '../../bench/support/responder/blackout.ts';

const START_US = 5_000_000;

test('queries of its time are covered, from the first query on', () => {
  const blackout = new Blackout({ fromMs: 10, forMs: 20 });
  const covered = [0, 9.999, 10, 29.999, 30].map((ms) => blackout.covers(START_US + ms * 1_000, 1));
  expect(covered).toEqual([false, false, true, true, false]);
  expect(blackout.count).toBe(2);
  expect(blackout.gapMs).toBeCloseTo(20.001, 6);
});

test('those of the first source ports alone', () => {
  const blackout = new Blackout({ fromMs: 1, forMs: 20, firstPorts: 2 });
  for (const port of [7, 8, 9]) expect(blackout.covers(START_US, port)).toBe(false);
  expect([9, 8, 7, 10].map((port) => blackout.covers(START_US + 2_000, port))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('without one nothing is covered', () => {
  expect(new Blackout(undefined).covers(START_US, 1)).toBe(false);
});
