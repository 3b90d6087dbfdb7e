import { expect, test } from 'vitest';
import { shiftTimes } from '../../../src/exporter/demo/shift-times.ts';

const DAY_MS = 86_400_000;

test.each([
  [
    'named.stats',
    '+++ Statistics Dump +++ (1795168003)\n--- Statistics Dump --- (1795168003)\n',
    '+++ Statistics Dump +++ (1795254403)\n--- Statistics Dump --- (1795254403)\n',
  ],
  ['show info', 'Start_time_sec: 1795167958\nUptime_sec: 6\n', 'Start_time_sec: 1795254358\nUptime_sec: 6\n'],
  ['a line without a time', '(VI_1) Entering MASTER STATE\n', '(VI_1) Entering MASTER STATE\n'],
])('moves the times of %s', (_what, text, expected) => {
  expect(shiftTimes(text, DAY_MS)).toBe(expected);
});

test('keepalived writes the wall clock of where it is played', () => {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Asia/Shanghai';
  try {
    expect(shiftTimes('Fri Nov 20 23:42:15 2026: (VI_1) setting VIPs.\n', 14 * DAY_MS)).toBe(
      'Sat Dec  5 07:42:15 2026: (VI_1) setting VIPs.\n',
    );
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});
