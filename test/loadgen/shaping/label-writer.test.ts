import { expect, test } from 'vitest';
import { type LabelWriter, numberLabel, randomLabel } from '../../../src/loadgen/shaping/label-writer.ts';

function labelOf(write: LabelWriter, n: number): string {
  const into = Buffer.alloc(80, '!');
  const bytes = write(n, into, 3);
  expect(into.toString('latin1', 0, 3)).toBe('!!!');
  expect(into[3]).toBe(bytes - 1);
  expect(into.toString('latin1', 3 + bytes)).toBe('!'.repeat(80 - 3 - bytes));
  return into.toString('latin1', 4, 3 + bytes);
}

test.each([
  [4, 0, '0000'],
  [4, 7, '0007'],
  [4, 9999, '9999'],
  [4, 10_000, '0000'],
  [4, 12_345, '2345'],
  [1, 19, '9'],
  [12, 4_294_967_296, '004294967296'],
  [20, 9_007_199_254_740_991, '00009007199254740991'],
])('%d digits of %d', (length, n, expected) => {
  expect(labelOf(numberLabel(length), n)).toBe(expected);
});

test.each([1, 8, 63])('random labels of %d characters are letters and digits', (length) => {
  const write = randomLabel(length, 1);
  for (let n = 0; n < 100; n += 1) expect(labelOf(write, n)).toMatch(/^[a-z0-9]+$/);
});

test('random labels differ within a worker and among workers', () => {
  const writers = Array.from({ length: 16 }, (_, seed) => randomLabel(8, seed));
  const labels = writers.flatMap((write) => Array.from({ length: 2_000 }, (_, n) => labelOf(write, n)));
  expect(new Set(labels).size).toBe(32_000);
});

test('a seed gives the same labels again', () => {
  const [one, other] = [randomLabel(8, 0x7fff_ffff), randomLabel(8, 0x7fff_ffff)];
  const labels = (write: LabelWriter): string[] => [labelOf(write, 0), labelOf(write, 1), labelOf(write, 2)];
  expect(labels(one)).toEqual(labels(other));
});

test('each character comes about as often as each other', () => {
  const write = randomLabel(36, 42);
  const counts = new Map<string, number>();
  for (let n = 0; n < 10_000; n += 1) {
    for (const character of labelOf(write, n)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(36);
  // 10,000 expected of each, with a standard deviation of 99.
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(600);
});
