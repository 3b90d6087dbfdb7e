import { expect, test } from 'vitest';
import { msOfNs, nsOfMs, nsOfSeconds } from '../../src/model/nanoseconds.ts';

test('a time of today, by any of its units', () => {
  expect(nsOfMs(1_795_168_003_123.9)).toBe(1_795_168_003_123_000_000n);
  expect(nsOfSeconds(1_795_168_003.123)).toBe(1_795_168_003_123_000_000n);
  expect(msOfNs(1_795_168_003_123_999_999n)).toBe(1_795_168_003_123);
});
