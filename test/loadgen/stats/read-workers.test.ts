import { expect, test } from 'vitest';
import {
  counter,
  histogramOf,
  sumCounter,
  sumHistograms,
  sumIntended,
  sumOf,
  sumRcodes,
} from '../../../src/loadgen/stats/read-workers.ts';
import { answer, newWorker } from '../support/worker-counts.ts';

test('reads counters and histograms of all workers together', () => {
  const workers = [newWorker({ late: 3 }), newWorker({ late: 4 }), newWorker()];
  const [first, second] = workers;
  if (first === undefined || second === undefined) throw new Error('there are three workers');
  answer(first, 1_000_000, 0);
  answer(first, 1_000_000, 3);
  answer(second, 1_000_000, 3);
  answer(second, 600, 24);
  first.intended[350] = 2;
  second.intended[350] = 1;
  expect(counter(second, 'late')).toBe(4);
  expect(sumCounter(workers, 'late')).toBe(7);
  const histograms = sumHistograms(workers);
  expect([0, 1, 3, 24].map((n) => sumOf(histogramOf(histograms, n)))).toEqual([1, 0, 2, 1]);
  expect(histogramOf(histograms, 3)[350]).toBe(2);
  expect(sumRcodes(histograms)[350]).toBe(3);
  expect(sumIntended(workers)[350]).toBe(3);
  expect(sumOf(sumIntended(workers))).toBe(3);
});

test('without workers all is 0', () => {
  expect(sumCounter([], 'sent')).toBe(0);
  expect(sumOf(sumHistograms([]))).toBe(0);
});
