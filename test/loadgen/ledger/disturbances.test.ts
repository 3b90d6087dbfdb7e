import { describe, expect, test } from 'vitest';
import { findDisturbances, ledgerOf } from '../../../src/loadgen/ledger/disturbances.ts';
import { type SimulatedQuery, seeded, simulate } from '../support/simulated-losses.ts';

const between = (from: number, to: number) => (query: SimulatedQuery) =>
  query.atSeconds >= from && query.atSeconds < to;

describe('a path that is cut', () => {
  test('for 2 s of 30 s at 2,000 queries a second', () => {
    const record = simulate({
      qps: 2_000,
      seconds: 30,
      flows: 16,
      isLost: between(10, 12),
      latencySeconds: ({ atSeconds }) => (atSeconds < 10 ? 0.001 : atSeconds < 12.5 ? 0.01 : 0.002),
    });
    const [it, ...others] = findDisturbances(record);
    expect(others).toEqual([]);
    expect(it).toMatchObject({ lost: 4_000, offered: 4_000, isPartial: false, flowsAffected: 16 });
    expect(it?.firstLostSeconds).toBe(10);
    expect(it?.lastLostSeconds).toBe(11.9995);
    expect(it?.outageByStampsSeconds).toBeCloseTo(2, 2);
    expect(it?.outageByLossSeconds).toBeCloseTo(2, 2);
    expect(it?.latency.before).toEqual({ meanSeconds: expect.closeTo(0.001, 6), maxSeconds: 0.001 });
    expect(it?.latency.during).toBeUndefined();
    expect(it?.latency.after?.meanSeconds).toBeCloseTo(0.006, 3);
    expect(it?.latency.after?.maxSeconds).toBe(0.01);
    expect(it?.flows.map(({ lost, isStuck }) => [lost, isStuck])).toEqual(
      Array.from({ length: 16 }, () => [250, false]),
    );
    expect(ledgerOf(record).background).toEqual({ lost: 0, ratio: 0 });
  });

  test('twice, 0.5 s apart, is one disturbance; 1.5 s apart are two', () => {
    const cut = (second: number) =>
      findDisturbances(
        simulate({
          qps: 500,
          seconds: 30,
          flows: 8,
          isLost: (query) => between(10, 12)(query) || between(second, second + 1)(query),
        }),
      );
    expect(cut(12.5).map(({ lost, isPartial }) => [lost, isPartial])).toEqual([[1_500, false]]);
    expect(cut(12.5)[0]?.outageByStampsSeconds).toBeCloseTo(3.5, 1);
    expect(cut(12.5)[0]?.outageByLossSeconds).toBeCloseTo(3, 1);
    expect(cut(13.5).map(({ lost }) => lost)).toEqual([1_000, 500]);
  });

  test('from the start, and until the end: there is nothing good before or after', () => {
    const record = simulate({
      qps: 1_000,
      seconds: 20,
      flows: 16,
      isLost: (query) => between(0, 3)(query) || between(16, 20)(query),
    });
    const [start, end] = findDisturbances(record);
    expect(start).toMatchObject({ lost: 3_000, firstLostSeconds: 0, isPartial: false });
    expect(start).not.toHaveProperty('lastGoodSeconds');
    expect(start?.firstGoodSeconds).toBeCloseTo(3, 2);
    expect(start?.outageByStampsSeconds).toBeCloseTo(3, 1);
    expect(start?.outageByLossSeconds).toBeCloseTo(3, 1);
    expect(start?.latency).not.toHaveProperty('before');
    expect(end).toMatchObject({ lost: 4_000 });
    expect(end).not.toHaveProperty('firstGoodSeconds');
    expect(end?.outageByStampsSeconds).toBeCloseTo(4, 1);
    expect(end?.outageByLossSeconds).toBeCloseTo(4, 1);
  });

  test('for the whole run', () => {
    for (const qps of [1, 100]) {
      const [it, ...others] = findDisturbances(simulate({ qps, seconds: 30, flows: 4, isLost: () => true }));
      expect(others).toEqual([]);
      expect(it).toMatchObject({ lost: 30 * qps, isPartial: false });
      expect(it).not.toHaveProperty('lastGoodSeconds');
    }
  });

  test.each([1, 2, 16])('for 10 s at one query a second, out of %d flows', (flows) => {
    const [it, ...others] = findDisturbances(
      simulate({ qps: 1, seconds: 120, flows, isLost: between(60, 70) }),
    );
    expect(others).toEqual([]);
    expect(it).toMatchObject({ lost: 10, firstLostSeconds: 60, lastLostSeconds: 69, isPartial: false });
    expect(it?.outageByStampsSeconds).toBeGreaterThan(9);
    expect(it?.outageByStampsSeconds).toBeLessThan(11.1);
    expect(it?.outageByLossSeconds).toBeCloseTo(10, 0);
  });

  test('for 30 ms at 2,000 queries a second', () => {
    const [it] = findDisturbances(
      simulate({ qps: 2_000, seconds: 30, flows: 64, isLost: between(10.004, 10.034) }),
    );
    expect(it).toMatchObject({ lost: 60, isPartial: false });
    expect(it?.outageByStampsSeconds).toBeCloseTo(0.03, 2);
    expect(it?.outageByLossSeconds).toBeCloseTo(0.03, 2);
  });
});

describe('loss without a cause of its own', () => {
  test.each([
    [2_000, 60, 16, 0.01],
    [2_000, 60, 1, 0.01],
    [20_000, 20, 64, 0.05],
    [100, 300, 16, 0.1],
    [2_000, 30, 16, 0.5],
    [1, 3_600, 16, 0.01],
    [1, 600, 1, 0.05],
    [500, 60, 16, 0.00002],
  ])('%d queries a second for %d s, out of %d flows, of which %f are lost', (qps, seconds, flows, ratio) => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = seeded(seed);
      const record = simulate({ qps, seconds, flows, isLost: () => random() < ratio });
      const { disturbances, background } = ledgerOf(record);
      const lost = record.flows.reduce((sum, flow) => sum + flow.lost, 0);
      expect([seed, disturbances]).toEqual([seed, []]);
      expect(background.lost).toBe(lost);
      expect(background.ratio).toBeCloseTo(lost / (qps * seconds), 10);
    }
  });

  test('queues that overflow for an instant: each flow loses many in succession within a few milliseconds', () => {
    const record = simulate({
      qps: 20_000,
      seconds: 20,
      flows: 16,
      isLost: ({ atSeconds }) => (atSeconds * 1_000) % 500 < 8,
    });
    expect(findDisturbances(record)).toEqual([]);
  });
});

describe('an outage on top of it', () => {
  test('of all flows', () => {
    const random = seeded(7);
    const record = simulate({
      qps: 2_000,
      seconds: 60,
      flows: 16,
      isLost: (query) => random() < 0.01 || between(20, 22)(query),
    });
    const { disturbances, background } = ledgerOf(record);
    expect(disturbances).toHaveLength(1);
    expect(disturbances[0]?.lost).toBeGreaterThanOrEqual(4_000);
    expect(disturbances[0]?.lost).toBeLessThan(4_010);
    expect(disturbances[0]?.outageByStampsSeconds).toBeCloseTo(2, 1);
    expect(disturbances[0]?.outageByLossSeconds).toBeCloseTo(2, 1);
    expect(disturbances[0]?.isPartial).toBe(false);
    expect(background.ratio).toBeCloseTo(0.01, 2);
  });

  test('of three flows of sixteen, for 20 s: what the others lose is background', () => {
    const random = seeded(3);
    const record = simulate({
      qps: 2_000,
      seconds: 60,
      flows: 16,
      isLost: (query) => random() < 0.01 || (query.flow < 3 && between(20, 40)(query)),
    });
    const [it, ...others] = findDisturbances(record);
    expect(others).toEqual([]);
    expect(it?.isPartial).toBe(true);
    expect(it?.flows.map(({ flow, isStuck }) => [flow, isStuck]).sort()).toEqual([
      [0, true],
      [1, true],
      [2, true],
    ]);
    expect(it?.lost).toBeGreaterThanOrEqual(7_500);
    expect(it?.lost).toBeLessThan(7_510);
    expect(it?.outageByStampsSeconds).toBeCloseTo(20, 0);
    expect(it?.outageByLossSeconds).toBeCloseTo(20, 0);
    expect(it?.latency.during).toBeDefined();
  });
});

describe('a partial outage', () => {
  test('each second query of every flow', () => {
    let n = 0;
    const record = simulate({
      qps: 1_000,
      seconds: 60,
      flows: 16,
      isLost: (query) => between(20, 26)(query) && ++n % 2 === 0,
    });
    const [it, ...others] = findDisturbances(record);
    expect(others).toEqual([]);
    expect(it).toMatchObject({ lost: 3_000, isPartial: true });
    expect(it?.outageByStampsSeconds).toBeCloseTo(6, 1);
  });

  test('flows that stay away when the others are back are stuck, and do not make the outage longer', () => {
    const record = simulate({
      qps: 2_000,
      seconds: 60,
      flows: 16,
      isLost: (query) => between(20, 23)(query) || (query.flow >= 13 && between(23, 43)(query)),
    });
    const [it, ...others] = findDisturbances(record);
    expect(others).toEqual([]);
    expect(it).toMatchObject({ lost: 6_000 + 7_500, isPartial: false });
    expect(it?.outageByStampsSeconds).toBeCloseTo(3, 1);
    expect(it?.outageByLossSeconds).toBeCloseTo(3, 1);
    expect(it?.lastLostSeconds).toBeCloseTo(43, 1);
    expect(it?.flows.filter(({ isStuck }) => isStuck).map(({ flow }) => flow)).toEqual([13, 14, 15]);
    const [stuck] = it?.flows ?? [];
    expect((stuck?.firstGoodSeconds ?? 0) - (stuck?.lastGoodSeconds ?? 0)).toBeCloseTo(23, 1);
  });

  test('a query lost beside an outage is of it in a run that lost nothing else', () => {
    const stray = (atSeconds: number) => (query: SimulatedQuery) =>
      Math.abs(query.atSeconds - atSeconds) < 0.0001;
    const ledger = (ratio: number) => {
      const random = seeded(5);
      return ledgerOf(
        simulate({
          qps: 2_000,
          seconds: 60,
          flows: 16,
          isLost: (query) =>
            between(20, 22)(query) ||
            stray(19.5)(query) ||
            stray(22.5)(query) ||
            (ratio > 0 && random() < ratio),
        }),
      );
    };
    expect(ledger(0)).toMatchObject({ disturbances: [{ lost: 4_002 }], background: { lost: 0 } });
    expect(ledger(0).disturbances[0]?.firstLostSeconds).toBeCloseTo(20, 3);
    expect(ledger(0).disturbances[0]?.outageByStampsSeconds).toBeCloseTo(2, 2);
    expect(ledger(0.01).disturbances[0]?.firstLostSeconds).toBeGreaterThan(19.9);
  });
});
