import { describe, expect, test } from 'vitest';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';
import type { LogClock } from '../../../src/parsers/keepalived/log-time.ts';

/** The line's time in ISO 8601, or undefined. */
function timeOf(stamp: string, clock: LogClock): string | undefined {
  const { timeNs } = parseKeepalivedLine(`${stamp} Keepalived[1]: Stopping`, clock);
  return timeNs === undefined ? undefined : new Date(Number(timeNs / 1_000_000n)).toISOString();
}

function at(now: string, utcOffsetMinutes = 0): LogClock {
  return { nowMs: Date.parse(now), utcOffsetMinutes };
}

describe('a date without a year', () => {
  test.each([
    ['Nov 20 09:47:32 lb1', '2026-11-20T10:00:00Z', '2026-11-20T09:47:32.000Z'],
    ['Dec 31 23:59:59 lb1', '2027-01-01T00:10:00Z', '2026-12-31T23:59:59.000Z'],
    ['Dec 31 23:59:59 lb1', '2026-06-01T00:00:00Z', '2025-12-31T23:59:59.000Z'],
    // A writer whose clock or zone is ahead is not a year behind.
    ['Nov 21 09:00:00 lb1', '2026-11-20T10:00:00Z', '2026-11-21T09:00:00.000Z'],
    ['Jan  1 00:00:30 lb1', '2026-12-31T23:59:00Z', '2027-01-01T00:00:30.000Z'],
    ['Nov 22 09:00:00 lb1', '2026-11-20T10:00:00Z', '2025-11-22T09:00:00.000Z'],
    ['Feb 29 12:00:00 lb1', '2026-11-20T10:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['Feb 29 12:00:00 lb1', '2028-03-01T00:00:00Z', '2028-02-29T12:00:00.000Z'],
  ])('%s, read at %s', (stamp, now, expected) => {
    expect(timeOf(stamp, at(now))).toBe(expected);
  });
});

describe('zones', () => {
  test.each([
    ['Nov 20 09:47:32 lb1', 60, '2026-11-20T08:47:32.000Z'],
    ['Nov 20 09:47:32 lb1', -330, '2026-11-20T15:17:32.000Z'],
    ['2026-11-20T09:47:32 lb1', 60, '2026-11-20T08:47:32.000Z'],
    ['2026-11-20T09:47:32Z lb1', 60, '2026-11-20T09:47:32.000Z'],
    ['2026-11-20T09:47:32-0530 lb1', 60, '2026-11-20T15:17:32.000Z'],
    ['2026-11-20T09:47:32+01 lb1', 0, '2026-11-20T08:47:32.000Z'],
    ['Fri 2026-11-20 09:47:32 CET lb1', 60, '2026-11-20T08:47:32.000Z'],
    ['Fri 2026-11-20 09:47:32 UTC lb1', 60, '2026-11-20T09:47:32.000Z'],
  ])('%s of a writer %i minutes from UTC', (stamp, offset, expected) => {
    expect(timeOf(stamp, at('2026-11-21T00:00:00Z', offset))).toBe(expected);
  });

  test('without an offset a date is this process’s local time', () => {
    const clock = { nowMs: Date.parse('2026-11-21T00:00:00Z') };
    expect(timeOf('Nov 20 09:47:32 lb1', clock)).toBe(new Date(2026, 10, 20, 9, 47, 32).toISOString());
  });
});

test.each([
  'Nov 31 09:47:32 lb1',
  'Nov 20 24:47:32 lb1',
  'Nov 20 09:60:32 lb1',
  'Nov 20 09:47:61 lb1',
  'Nov  0 09:47:32 lb1',
  'Foo 20 09:47:32 lb1',
  '2026-13-20T09:47:32Z lb1',
])('%s does not exist, and the line counts without it', (stamp) => {
  expect(parseKeepalivedLine(`${stamp} Keepalived[1]: Stopping`, at('2026-11-21T00:00:00Z'))).toEqual({
    class: 'parsed',
    host: 'lb1',
    process: 'parent',
    pid: 1,
    truncated: false,
    message: 'Stopping',
    event: { kind: 'lifecycle', action: 'stopping', process: 'parent' },
  });
});
