import { expect, test } from 'vitest';
import { mergeEvents } from '../../src/live/merge-events.ts';
import { exampleEvent } from '../view/support/example-status.ts';

const event = (secondsAgo: number, id = 1000 - secondsAgo) => ({
  ...exampleEvent(secondsAgo, { kind: 'state', subject: 'VI_1' }),
  id,
});

test('the latest of all nodes, the latest first, of the same time the one with the larger id', () => {
  const [a, b, c, d] = [event(1), event(2, 5), event(2, 7), event(3)];
  expect(mergeEvents([[a, d], [b], [c]], 3, [])).toEqual([a, c, b]);
});

test('a node whose events are all of the future takes no place of the others', () => {
  const flood = Array.from({ length: 500 }, (_, index) => event(-1000 - index));
  const [a, b, c] = [event(1), event(2), event(3)];
  const merged = mergeEvents([[a, c], flood, [b]], 10, []);
  expect(merged).toHaveLength(10);
  expect(merged.slice(-3)).toEqual([a, b, c]);
  expect(merged[0]).toBe(flood.at(-1));
});

test('as long as it has the same events it is the same list', () => {
  const [a, b] = [event(1), event(2)];
  const before = mergeEvents([[b]], 10, []);
  expect(mergeEvents([[b], []], 10, before)).toBe(before);
  expect(mergeEvents([[b], [a]], 10, before)).toEqual([a, b]);
  expect(mergeEvents([[]], 10, before)).toEqual([]);
});
