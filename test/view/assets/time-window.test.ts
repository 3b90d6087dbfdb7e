import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimated, TimeWindow } from '../../../src/view/assets/time-window.js';

const LINES = [
  { label: 'a', ids: ['a'], isOthers: false },
  { label: 'others (2)', ids: ['b', 'c'], isOthers: true },
];

function of(values: readonly (number | null)[]) {
  return { group: 'bind', label: '', values };
}

test('history fills it, and points are added to it', () => {
  const window = new TimeWindow(LINES);
  window.fill({
    fromSeconds: 100,
    stepSeconds: 2,
    series: { a: of([1, 2]), b: of([3, null]), c: of([4, null]) },
  });
  window.append(103, { a: 5, b: 6, unknown: 7 });
  window.append(103, { a: 99 });
  expect(window.times).toEqual([100, 102, 103]);
  expect(window.lines.map(({ values }) => values)).toEqual([
    [1, 2, 5],
    [7, null, 6],
  ]);
});

test('it does not grow', () => {
  const window = new TimeWindow(LINES, 3);
  window.fill({ fromSeconds: 0, stepSeconds: 1, series: { a: of([1, 2, 3, 4, 5]) } });
  for (let at = 10; at < 1000; at += 1) window.append(at, { a: at });
  expect(window.times).toEqual([997, 998, 999]);
  expect(window.lines.map(({ values }) => values.length)).toEqual([3, 3]);
});

test('the nearest point', () => {
  const window = new TimeWindow(LINES);
  expect(window.nearest(5)).toBe(-1);
  window.fill({ fromSeconds: 100, stepSeconds: 10, series: { a: of([1, 2, 3]) } });
  expect([0, 104, 106, 999].map((at) => window.nearest(at))).toEqual([0, 0, 1, 2]);
});

test('a narrow graph keeps peaks and dips', () => {
  const times = Array.from({ length: 900 }, (_, index) => index);
  const values = times.map((at) => (at === 450 ? 1000 : at === 455 ? -5 : 10));
  const points = decimated(times, values, 300);
  expect(points.length).toBeLessThanOrEqual(320);
  expect(points).toContainEqual({ x: 450, y: 1000 });
  expect(points).toContainEqual({ x: 455, y: -5 });
});

test('points are some of those that there are, in their order, lowest and highest among them', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer())), fc.integer({ min: 0, max: 100 }), (values, pixels) => {
      const times = values.map((_, index) => index * 3);
      const points = decimated(times, values, pixels);
      const known = values.filter((value) => value !== null);
      for (const { x, y } of points) expect(values[x / 3]).toBe(y);
      expect(points.map(({ x }) => x)).toEqual(points.map(({ x }) => x).sort((a, b) => a - b));
      expect(Math.max(...points.map(({ y }) => y))).toBe(Math.max(...known));
      expect(Math.min(...points.map(({ y }) => y))).toBe(Math.min(...known));
    }),
  );
});
