import { expect, test } from 'vitest';
import { ClockOffset, type ClockSample } from '../../src/live/clock-offset.ts';

function bestOf(samples: readonly ClockSample[]): ClockSample | undefined {
  const offset = new ClockOffset();
  for (const sample of samples) offset.add(sample);
  return offset.best;
}

const sample = (offsetSeconds: number, errorSeconds: number): ClockSample => ({
  offsetSeconds,
  errorSeconds,
});

test('nothing is known before an answer', () => {
  expect(bestOf([])).toBeUndefined();
});

test('the answer that took least tells best', () => {
  expect(bestOf([sample(1.7, 0.5), sample(1.5, 0.1), sample(1.2, 0.4)])).toEqual(sample(1.5, 0.1));
});

test('of two as good ones the later', () => {
  expect(bestOf([sample(1.5, 0.1), sample(1.55, 0.1)])).toEqual(sample(1.55, 0.1));
});

test('an answer counts for the next fifteen', () => {
  const later = Array.from({ length: 15 }, () => sample(1.5, 0.2));
  expect(bestOf([sample(1.5, 0.1), ...later])).toEqual(sample(1.5, 0.1));
  expect(bestOf([sample(1.5, 0.1), ...later, sample(1.5, 0.3)])).toEqual(sample(1.5, 0.2));
});

test('a clock that was set makes what was known worthless', () => {
  expect(bestOf([sample(1.5, 0.01), sample(-3, 0.5)])).toEqual(sample(-3, 0.5));
});
