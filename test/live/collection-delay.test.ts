import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectionDelayMs } from '../../src/live/collection-delay.ts';

test.each([
  ['a second later', { wallMs: 10_002, sinceBegunMs: 0, durationMs: 0, intervalMs: 1000 }, 1000],
  [
    'at the next second although it was late',
    { wallMs: 10_300, sinceBegunMs: 50, durationMs: 50, intervalMs: 1000 },
    702,
  ],
  [
    'at the second after it although it was early',
    { wallMs: 9999, sinceBegunMs: 0, durationMs: 0, intervalMs: 1000 },
    1003,
  ],
  [
    'a second is left out after half of one',
    { wallMs: 10_600, sinceBegunMs: 600, durationMs: 600, intervalMs: 1000 },
    1402,
  ],
  [
    'whole seconds of a slow collection',
    { wallMs: 12_600, sinceBegunMs: 2600, durationMs: 2600, intervalMs: 1000 },
    3402,
  ],
  [
    'at a multiple of five seconds',
    { wallMs: 11_100, sinceBegunMs: 100, durationMs: 100, intervalMs: 5000 },
    3902,
  ],
  [
    'soon for who begins to watch',
    { wallMs: 12_250, sinceBegunMs: 2250, durationMs: 10, intervalMs: 1000 },
    752,
  ],
])('%s', (_name, last, expected) => {
  expect(collectionDelayMs(last)).toBe(expected);
});

test('never before half of the interval and twice the duration, never long after them', () => {
  const ms = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 42 }),
      ms(100_000),
      ms(100_000),
      fc.integer({ min: 200, max: 3_600_000 }),
      (wallMs, sinceBegunMs, durationMs, intervalMs) => {
        const delayMs = collectionDelayMs({ wallMs, sinceBegunMs, durationMs, intervalMs });
        const soonestMs = Math.max(0, Math.max(intervalMs / 2, 2 * durationMs) - sinceBegunMs);
        expect(delayMs).toBeGreaterThanOrEqual(soonestMs);
        expect(delayMs).toBeLessThanOrEqual(soonestMs + intervalMs + 2);
      },
    ),
  );
});
