import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DelayQueue } from '../../bench/support/responder/delay-queue.ts';

function drained(queue: DelayQueue): number[] {
  const slots: number[] = [];
  for (let slot = queue.pop(); slot >= 0; slot = queue.pop()) slots.push(slot);
  return slots;
}

test('slots come by the time they are due', () => {
  const queue = new DelayQueue(8);
  queue.push(3, 300);
  queue.push(1, 100);
  queue.push(2, 200);
  expect(queue.nextDueUs()).toBe(100);
  expect(drained(queue)).toEqual([1, 2, 3]);
});

test('slots due at once come in the order they were put in', () => {
  const queue = new DelayQueue(8);
  for (const slot of [5, 0, 7, 2, 6]) queue.push(slot, 50);
  expect(drained(queue)).toEqual([5, 0, 7, 2, 6]);
});

test('an empty queue is never due', () => {
  const queue = new DelayQueue(1);
  expect(queue.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
  expect(queue.pop()).toBe(-1);
});

test('any times come out as a stable sort has them, with slots used again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 })), (rounds) => {
      const queue = new DelayQueue(40);
      for (const times of rounds) {
        for (const [slot, time] of times.entries()) queue.push(slot, time);
        const expected = times
          .map((time, slot) => ({ time, slot }))
          .toSorted((a, b) => a.time - b.time)
          .map(({ slot }) => slot);
        expect(drained(queue)).toEqual(expected);
      }
    }),
    { numRuns: Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2000) },
  );
});
