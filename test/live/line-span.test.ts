import { expect, test } from 'vitest';
import { lineSpan } from '../../src/live/line-span.ts';
import { parseKeepalivedLine } from '../../src/parsers/keepalived/log.ts';

const MESSAGE = 'Keepalived_vrrp[801]: (VI_1) Entering MASTER STATE';
const NOW_MS = Date.UTC(2026, 10, 20, 9, 50, 0);
const AT_NS = BigInt(Date.UTC(2026, 10, 20, 9, 47, 32)) * 1_000_000n;

function spanOf(text: string, nowMs = NOW_MS, isHistory = false) {
  const line = parseKeepalivedLine(text, { nowMs, utcOffsetMinutes: 0 });
  return lineSpan(line, text, { isHistory, nowMs });
}

test.each([
  [`Nov 20 09:47:32 lb1 ${MESSAGE}`, 0n, 1_000_000_000n],
  [`Nov 20 09:47:32.5 lb1 ${MESSAGE}`, 500_000_000n, 100_000_000n],
  [`2026-11-20T09:47:32.123456+00:00 lb1 ${MESSAGE}`, 123_456_000n, 1_000n],
  [`2026-11-20T09:47:32.000000+00:00 lb1 ${MESSAGE}`, 0n, 1_000n],
  [`2026-11-20T09:47:32.120000+00:00 lb1 ${MESSAGE}`, 120_000_000n, 1_000n],
  [`Fri Nov 20 09:47:32.123456789 2026: (VI_1) Entering MASTER STATE`, 123_456_789n, 1n],
])('%s is known to its last digit', (text, afterNs, resolutionNs) => {
  expect(spanOf(text)).toEqual({
    timeNs: AT_NS + afterNs,
    earliestNs: AT_NS + afterNs,
    latestNs: AT_NS + afterNs + resolutionNs - 1n,
  });
});

test('it happened before it was seen', () => {
  const seenMs = Date.UTC(2026, 10, 20, 9, 47, 32, 300);
  expect(spanOf(`Nov 20 09:47:32 lb1 ${MESSAGE}`, seenMs)).toMatchObject({
    timeNs: AT_NS,
    earliestNs: AT_NS,
    latestNs: BigInt(seenMs) * 1_000_000n,
  });
});

test("a writer's clock that is ahead of ours is believed", () => {
  const seenMs = Date.UTC(2026, 10, 20, 9, 47, 30);
  expect(spanOf(`Nov 20 09:47:32 lb1 ${MESSAGE}`, seenMs)).toMatchObject({
    earliestNs: AT_NS,
    latestNs: AT_NS + 999_999_999n,
  });
});

test('a line without a date happened up to a second before it was seen; one read back, nobody knows when', () => {
  const nowNs = BigInt(NOW_MS) * 1_000_000n;
  const text = '(VI_1) Entering MASTER STATE';
  expect(spanOf(text)).toEqual({ timeNs: nowNs, earliestNs: nowNs - 1_000_000_000n, latestNs: nowNs });
  expect(spanOf(text, NOW_MS, true)).toBeUndefined();
});

test('a line that is read back in the very millisecond of its date is known to it', () => {
  const seenMs = Date.UTC(2026, 10, 20, 9, 47, 32, 300);
  const seenNs = BigInt(seenMs) * 1_000_000n;
  expect(spanOf(`2026-11-20T09:47:32.300Z lb1 ${MESSAGE}`, seenMs, true)).toMatchObject({
    timeNs: seenNs,
    earliestNs: seenNs,
  });
});

test('a fraction that stands elsewhere in the line counts as far as it is not zero', () => {
  const timeNs = AT_NS + 120_000_000n;
  expect(lineSpan({ timeNs }, '{"log":"x"}', { isHistory: false, nowMs: NOW_MS })).toEqual({
    timeNs,
    earliestNs: timeNs,
    latestNs: timeNs + 9_999_999n,
  });
});
