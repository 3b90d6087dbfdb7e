import { expect, test } from 'vitest';
import { sparkline, sumOfSeries } from '../../../../src/view/page/markup/sparkline.ts';

const TEXTS = { sparkline: (last: string, highest: string) => `last ${last}, highest ${highest}` };

function heights(markup: string): number[] {
  return [...markup.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
}

test('a trickle does not look like a rush: the scale has a floor', () => {
  const trickle = sparkline([0, 1, 0, 1], TEXTS)?.markup ?? '';
  const rush = sparkline([0, 1000, 0, 1000], TEXTS)?.markup ?? '';
  expect(Math.min(...heights(trickle))).toBe(18);
  expect(Math.min(...heights(rush))).toBe(0);
});

test('says in words what it draws', () => {
  expect(sparkline([5, 140, 12], TEXTS)?.markup).toContain('role="img" aria-label="last 12, highest 140"');
});

test('a gap is a gap, and what is alone between gaps is seen', () => {
  const markup = sparkline([1, 1, null, 5, null, 2, 2], TEXTS)?.markup ?? '';
  expect(markup.match(/<polyline/g)).toHaveLength(3);
  expect(markup).not.toMatch(/NaN|undefined|null/);
});

test('nothing is drawn of nothing', () => {
  expect(sparkline(undefined, TEXTS)).toBeUndefined();
  expect(sparkline([null, null], TEXTS)).toBeUndefined();
  expect(sparkline([3], TEXTS)).toBeUndefined();
});

test('the figures of two directors are added up, both ending now', () => {
  expect(sumOfSeries([[1, 2, null], [10]])).toEqual([1, 2, 10]);
  expect(sumOfSeries([undefined, [4]])).toEqual([4]);
  expect(sumOfSeries([undefined])).toBeUndefined();
});
