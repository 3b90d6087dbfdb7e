import { expect, test } from 'vitest';
import { ageText } from '../../../src/view/assets/ages.js';
import { shapeOf, timeFormat, viewersLanguage } from '../../../src/view/assets/times.js';

const AT_MS = Date.parse('2026-11-20T10:00:03.045Z');

test.each([
  ['en', 'Europe/Berlin', {}, '11:00:03 GMT+1'],
  ['en', 'UTC', { hasDate: true }, '2026-11-20 10:00:03 UTC'],
  ['zh', 'Asia/Shanghai', { digits: 3 }, '18:00:03.045 GMT+8'],
  ['en', 'Asia/Kolkata', { hasDate: true, digits: 1 }, '2026-11-20 15:30:03.0 GMT+5:30'],
  ['en', 'America/New_York', { hasZone: false }, '05:00:03'],
])('%s, %s, %j: %s', (language, zone, shape, expected) => {
  expect(timeFormat(language, zone)(AT_MS, shape)).toBe(expected);
});

test.each([
  ['2026-11-20 10:00:03 UTC', { hasDate: true, digits: 0 }],
  ['10:00:03.123456789 UTC', { hasDate: false, digits: 3 }],
  ['10:00', { hasDate: false, digits: 0 }],
])('%s: %j', (written, shape) => {
  expect(shapeOf(written)).toEqual(shape);
});

test.each([
  [-3, '0s'],
  [42.9, '42s'],
  [60, '1m'],
  [119, '1m'],
  [11_520, '3h 12m'],
  [7200, '2h'],
  [183_600, '2d 3h'],
])('%d s ago: %s', (seconds, told) => {
  expect(ageText(seconds, 'en')).toBe(told);
});

test('ages in Chinese', () => {
  expect(ageText(11_520, 'zh')).toBe('3小时 12分钟');
});

test('zones are named as the viewer does', () => {
  expect(viewersLanguage('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(viewersLanguage('zh', ['en-GB'])).toBe('zh');
});
