import { expect, test } from 'vitest';
import { xorshift } from '../../../src/loadgen/queries/xorshift.ts';

test('numbers lie in [0, 1), and halves come equally often', () => {
  const random = xorshift(0);
  const numbers = Array.from({ length: 10_000 }, random);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const low = numbers.filter((number) => number < 0.5).length;
  // Five standard deviations of 50.
  expect(Math.abs(low - 5_000)).toBeLessThan(250);
});

test('a seed decides the numbers', () => {
  expect(Array.from({ length: 3 }, xorshift(42))).toEqual(Array.from({ length: 3 }, xorshift(42)));
  expect(xorshift(42)()).not.toBe(xorshift(43)());
});

test.each([0, 0xffff_ffff, 123456789])('seed %i gives different numbers', (seed) => {
  expect(new Set(Array.from({ length: 1_000 }, xorshift(seed))).size).toBe(1_000);
});
