import { expect, test } from 'vitest';
import { formatCtime } from '../../../src/loadgen/report/format-time.ts';

test.each([
  [1575731758.999, 'UTC', 'Sat Dec  7 15:15:58 2019'],
  [1575731758, 'Asia/Tokyo', 'Sun Dec  8 00:15:58 2019'],
  [1795181632, 'UTC', 'Fri Nov 20 13:33:52 2026'],
  [0, 'UTC', 'Thu Jan  1 00:00:00 1970'],
])('%d in %s is %s', (epochSeconds, timeZone, text) => {
  expect(formatCtime(epochSeconds, timeZone)).toBe(text);
});

test("without a time zone it is the machine's", () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  expect(formatCtime(1575731758)).toBe(formatCtime(1575731758, timeZone));
});
