import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coarseSeconds, liveKind } from '../../../src/view/assets/live-state.js';

const AWAKE = { isPaused: false, isConnected: true, ageSeconds: 0, stepSeconds: 1 };

test.each([
  ['live', {}],
  ['live', { isConnected: false, ageSeconds: 2 }],
  ['stale', { ageSeconds: 5 }],
  ['lost', { isConnected: false, ageSeconds: 5 }],
  ['live', { ageSeconds: 20, stepSeconds: 10 }],
  ['stale', { ageSeconds: 26, stepSeconds: 10 }],
  ['paused', { isPaused: true, isConnected: false, ageSeconds: 500 }],
] as const)('%s: %j', (kind, what) => {
  expect(liveKind({ ...AWAKE, ...what })).toBe(kind);
});

test('ages are told in steps that grow', () => {
  expect([0, 4.9, 5, 29, 31, 89, 299, 301, 3661].map(coarseSeconds)).toEqual([
    0, 0, 5, 25, 30, 60, 270, 300, 3660,
  ]);
});

test('never an age that is not reached yet', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (seconds) => coarseSeconds(seconds) <= seconds),
  );
});
