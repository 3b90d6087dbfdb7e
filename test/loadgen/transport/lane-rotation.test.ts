import { expect, test } from 'vitest';
import { LaneRotation } from '../../../src/loadgen/transport/lane-rotation.ts';

test('without rotation no lane is ever due', () => {
  const rotation = new LaneRotation(undefined, 1, 0);
  expect(rotation.sent(0, 1_000_000, 1e12)).toBe(false);
  expect(rotation.room(0)).toBe(Number.POSITIVE_INFINITY);
});

test('after so many queries a lane is due, each for itself', () => {
  const rotation = new LaneRotation({ kind: 'queries', queries: 10 }, 2, 0);
  expect(rotation.sent(0, 7, 0)).toBe(false);
  expect([rotation.room(0), rotation.room(1)]).toEqual([3, 10]);
  expect(rotation.sent(0, 3, 0)).toBe(true);
  expect(rotation.room(0)).toBe(1);
  rotation.changed(0, 0);
  expect(rotation.room(0)).toBe(10);
  expect(rotation.sent(0, 9, 0)).toBe(false);
});

test('after so many seconds lanes are due one after the other', () => {
  const rotation = new LaneRotation({ kind: 'seconds', seconds: 4 }, 2, 100e6);
  expect(rotation.room(0)).toBe(Number.POSITIVE_INFINITY);
  const dueAt = (seconds: number) => [rotation.sent(0, 1, seconds * 1e6), rotation.sent(1, 1, seconds * 1e6)];
  expect(dueAt(101.9)).toEqual([false, false]);
  expect(dueAt(102)).toEqual([false, true]);
  rotation.changed(1, 102e6);
  expect(dueAt(104)).toEqual([true, false]);
  expect(dueAt(106)).toEqual([true, true]);
});
