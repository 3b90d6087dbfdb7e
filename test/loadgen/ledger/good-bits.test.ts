import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bitBytes,
  firstGoodFrom,
  isGood,
  lastGoodUpTo,
  setGood,
  widenGood,
} from '../../../src/loadgen/ledger/good-bits.ts';

/** Slices that are good, and bits that say so. */
const goods = fc.uniqueArray(fc.nat(159), { maxLength: 20 }).map((slices) => {
  const bits = new Uint8Array(bitBytes(160));
  for (const slice of slices) setGood(bits, slice);
  return { slices: new Set(slices), bits };
});

test('the nearest good slices, as a search one by one finds them', () => {
  fc.assert(
    fc.property(goods, fc.integer({ min: -2, max: 170 }), ({ slices, bits }, at) => {
      const before = [...slices].filter((slice) => slice <= at);
      const after = [...slices].filter((slice) => slice >= at);
      expect(isGood(bits, at)).toBe(slices.has(at));
      expect(lastGoodUpTo(bits, at)).toBe(Math.max(-1, ...before));
      expect(firstGoodFrom(bits, at)).toBe(after.length === 0 ? -1 : Math.min(...after));
    }),
  );
});

test('slices twice as wide are good where one of their halves was', () => {
  fc.assert(
    fc.property(goods, ({ slices, bits }) => {
      widenGood(bits);
      for (let slice = 0; slice < 160; slice++)
        expect([slice, isGood(bits, slice)]).toEqual([
          slice,
          slices.has(2 * slice) || slices.has(2 * slice + 1),
        ]);
    }),
  );
});
