import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineLook } from '../../../src/view/assets/colours.js';
import { movedPlace } from '../../../src/view/assets/cursor.js';
import { markOf, marksNear, mergedMarks } from '../../../src/view/assets/events.js';
import { figure, tickText, timeTicks } from '../../../src/view/assets/ticks.js';

test('a wide axis has a label each minute, a phone every five', () => {
  expect(timeTicks(1000, 1900, 1200)).toEqual([
    1020, 1080, 1140, 1200, 1260, 1320, 1380, 1440, 1500, 1560, 1620, 1680, 1740, 1800, 1860,
  ]);
  expect(timeTicks(1000, 1900, 250)).toEqual([1200, 1500, 1800]);
});

test('never more labels than there is room for, and never none that end', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), fc.nat(100_000), fc.nat(4000), (from, span, pixels) => {
      expect(timeTicks(from, from + span, pixels).length).toBeLessThanOrEqual(Math.max(1, pixels / 70) + 1);
    }),
  );
});

test('labels', () => {
  expect(['10:45:00', '10:45:30'].map(tickText)).toEqual(['10:45', '10:45:30']);
  expect([0, 0.12345, 999.9, 1234.5, null, undefined].map(figure)).toEqual([
    '0',
    '0.123',
    '1,000',
    '1,235',
    '–',
    '–',
  ]);
});

test('no two lines look the same', () => {
  const colours = { series: ['#1', '#2', '#3', '#4', '#5', '#6', '#7'], muted: '#8' };
  const looks = Array.from({ length: 12 }, (_, index) =>
    JSON.stringify(lineLook(index, index === 11, colours)),
  );
  expect(new Set(looks).size).toBe(12);
});

test.each([
  ['ArrowLeft', -1, false, 9],
  ['ArrowLeft', 9, false, 8],
  ['ArrowLeft', 4, true, 0],
  ['ArrowRight', 4, true, 9],
  ['ArrowRight', 4, false, 5],
  ['Home', 4, false, 0],
  ['End', 4, false, 9],
  ['Escape', 4, false, -1],
  ['a', 4, false, undefined],
  ['constructor', 4, false, undefined],
] as const)('%s from %d, far %s: %s', (key, place, isFar, moved) => {
  expect(movedPlace(key, place, 10, isFar)).toBe(moved);
});

test('events as lines', () => {
  const event = { id: 7, time: '2026-11-20T10:00:00.500Z', node: 'ds1', subject: 'VI_1', kind: 'state' };
  const mark = markOf({ ...event, from: 'BACKUP', to: 'MASTER', tone: 'good' });
  expect(mark).toEqual({ id: 7, atSeconds: 1795168800.5, tone: 'good', label: 'ds1 VI_1 BACKUP → MASTER' });
  expect(markOf({ ...event, kind: 'restart', tone: 'bad' }).label).toBe('ds1 VI_1 restart');
  const later = { ...mark, id: 8, atSeconds: mark.atSeconds + 9 };
  expect(mergedMarks([later, mark], [mark]).map(({ id }) => id)).toEqual([7, 8]);
  expect(marksNear([mark, later], mark.atSeconds + 1, 2)).toEqual([mark]);
  const many = Array.from({ length: 5000 }, (_, id) => ({ ...mark, id }));
  expect(mergedMarks([], many)).toHaveLength(200);
});
