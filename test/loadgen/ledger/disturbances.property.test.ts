import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerOf } from '../../../src/loadgen/ledger/disturbances.ts';
import { seeded, simulate } from '../support/simulated-losses.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 300);

/** A cut that takes at least five queries of each flow that it is of, and leaves time before and after it. */
const cut = fc
  .record({
    qps: fc.constantFrom(20, 100, 500, 2_000),
    flows: fc.integer({ min: 1, max: 16 }),
    subset: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
    fromSeconds: fc.double({ min: 5, max: 6, noNaN: true }),
    pauses: fc.double({ min: 5, max: 60, noNaN: true }),
    isAtStart: fc.boolean(),
  })
  .map(({ qps, flows, subset, fromSeconds, pauses, isAtStart }) => {
    const pause = flows / qps;
    const from = isAtStart ? 0 : fromSeconds;
    const length = Math.max(pauses * pause, 0.03);
    const chosen = subset.slice(0, flows);
    return { qps, flows, pause, from, to: from + length, chosen, seconds: from + length + 5 };
  })
  .filter(({ chosen, seconds, qps }) => chosen.includes(true) && seconds * qps < 50_000);

test('a cut of any flows for any time is found, with its flows and its time', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(cut, ({ qps, flows, pause, from, to, chosen, seconds }) => {
      const record = simulate({
        qps,
        seconds,
        flows,
        isLost: ({ atSeconds, flow }) => chosen[flow] === true && atSeconds >= from && atSeconds < to,
      });
      const { disturbances, background } = ledgerOf(record);
      const [it, ...others] = disturbances;
      expect([others.length, background.lost]).toEqual([0, 0]);
      const wanted = chosen.flatMap((isCut, flow) => (isCut ? [flow] : []));
      expect(it?.flows.map(({ flow }) => flow).sort((a, b) => a - b)).toEqual(wanted);
      expect(it?.lost).toBe(record.flows.reduce((sum, flow) => sum + flow.lost, 0));
      expect(it?.isPartial).toBe(chosen.includes(false));
      const tolerance = 0.01 + pause;
      const within = (actual: number | undefined, ideal: number, by = tolerance) =>
        expect(Math.abs((actual ?? Number.NaN) - ideal)).toBeLessThanOrEqual(by);
      within(it?.firstLostSeconds, from);
      within(it?.lastLostSeconds, to);
      within(it?.outageByLossSeconds, to - from, tolerance + (to - from) * 0.02);
      // From the last good query to the first good one: a pause at each end at most.
      within(it?.outageByStampsSeconds, to - from, 2 * tolerance);
      if (from > 0) within(it?.lastGoodSeconds, from);
      else expect(it).not.toHaveProperty('lastGoodSeconds');
      within(it?.firstGoodSeconds, to);
      for (const flow of it?.flows ?? []) {
        within(flow.firstLostSeconds, from);
        within(flow.lastLostSeconds, to);
        within(flow.firstGoodSeconds, to);
      }
    }),
    { numRuns: RUNS },
  );
});

test('whatever is lost, each lost query is in one disturbance or in the background', {
  timeout: 120_000,
}, () => {
  const input = fc.record({
    qps: fc.constantFrom(1, 10, 100, 1_000),
    flows: fc.integer({ min: 1, max: 8 }),
    ratio: fc.constantFrom(0, 0, 0.001, 0.02, 0.3, 1),
    cuts: fc.array(
      fc.record({ from: fc.nat(30), length: fc.double({ min: 0, max: 10, noNaN: true }), flows: fc.nat(7) }),
      { maxLength: 4 },
    ),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(input, ({ qps, flows, ratio, cuts, seed }) => {
      const random = seeded(seed);
      const record = simulate({
        qps,
        seconds: 30,
        flows,
        isLost: ({ atSeconds, flow }) =>
          random() < ratio ||
          cuts.some((one) => flow <= one.flows && atSeconds >= one.from && atSeconds < one.from + one.length),
      });
      const { disturbances, background } = ledgerOf(record);
      const lost = record.flows.reduce((sum, flow) => sum + flow.lost, 0);
      expect(disturbances.reduce((sum, one) => sum + one.lost, background.lost)).toBe(lost);
      let endSeconds = -1;
      for (const one of disturbances) {
        expect(one.firstLostSeconds).toBeGreaterThan(endSeconds);
        endSeconds = one.lastLostSeconds;
        expect(one.flows.reduce((sum, flow) => sum + flow.lost, 0)).toBe(one.lost);
        expect(one.flowsAffected).toBe(one.flows.length);
        expect(one.outageByStampsSeconds).toBeGreaterThanOrEqual(0);
        expect(one.outageByLossSeconds).toBeGreaterThan(0);
        if (one.lastGoodSeconds !== undefined && one.firstGoodSeconds !== undefined)
          expect(one.lastGoodSeconds).toBeLessThanOrEqual(one.firstGoodSeconds);
      }
    }),
    { numRuns: RUNS },
  );
});
