import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pacer } from '../../../src/loadgen/load/pacer.ts';
import { constantSchedule, rampSchedule, type Schedule } from '../../../src/loadgen/load/schedule.ts';

const RUNS = Math.ceil(Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000) / 20);
/** A clock that counts from 0 has no rounding between moments of its own and those since the start. */
const START_US = 0;
const SLICE_US = 10_000;
/** What one turn of a transport's loop takes at least, and how long it sleeps at least and at most. */
const TURN_US = 20;
const LEAST_SLEEP_US = 1;
const LONGEST_SLEEP_US = 100_000;

interface Stall {
  readonly atUs: number;
  readonly forUs: number;
}

interface Simulation {
  readonly schedule: Schedule;
  readonly seconds: number;
  readonly worker?: number;
  readonly workers?: number;
  readonly stalls?: readonly Stall[];
  /** How much too late a thread wakes up. */
  readonly lateUs?: () => number;
}

/** What a worker sends whose thread sleeps until a query is due, and does not run during stalls. */
function simulate({ schedule, seconds, worker = 0, workers = 1, stalls = [], lateUs = () => 0 }: Simulation) {
  const pacer = new Pacer({ schedule, worker, workers });
  pacer.start(START_US);
  const endUs = seconds * 1e6;
  const slices = Array<number>(Math.ceil(endUs / SLICE_US)).fill(0);
  let sent = 0;
  let turns = 0;
  let worstEarlyUs = Number.POSITIVE_INFINITY;
  for (let nowUs = 0; nowUs < endUs; ) {
    const stall = stalls.find(({ atUs, forUs }) => nowUs >= atUs && nowUs < atUs + forUs);
    if (stall !== undefined) nowUs = stall.atUs + stall.forUs;
    if (nowUs >= endUs) break;
    const count = pacer.budget(START_US + nowUs);
    if (count > 0) worstEarlyUs = Math.min(worstEarlyUs, START_US + nowUs - pacer.intendedUs(count - 1));
    pacer.advance(count);
    sent += count;
    const slice = Math.floor(nowUs / SLICE_US);
    slices[slice] = (slices[slice] ?? 0) + count;
    turns++;
    const sleepUs = Math.min(pacer.waitUs(START_US + nowUs), LONGEST_SLEEP_US);
    nowUs += sleepUs > 0 ? Math.max(sleepUs, LEAST_SLEEP_US) + lateUs() : TURN_US;
  }
  pacer.end(START_US + endUs);
  const perSecond = Array.from({ length: seconds }, (_none, second) =>
    slices.slice(second * 100, second * 100 + 100).reduce((sum, count) => sum + count, 0),
  );
  return { slices, perSecond, sent, turns, notSent: pacer.notSent, worstEarlyUs };
}

/** Numbers from 0 to 1 that look random, the same each time. */
function noise(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('sent in each second', () => {
  const jitter = () => {
    const next = noise();
    return () => (next() < 0.1 ? next() * 400 : next() * 60);
  };
  const cases: readonly (readonly [string, Partial<Simulation>])[] = [
    ['a thread that wakes up in time', {}],
    ['a thread that wakes up late', { lateUs: jitter() }],
    [
      'a stall of 5 ms in each second',
      { stalls: [0.2, 1.2, 2.2].map((at) => ({ atUs: at * 1e6, forUs: 5_000 })) },
    ],
    [
      'a stall of 50 ms in each second',
      { stalls: [0.2, 1.2, 2.2].map((at) => ({ atUs: at * 1e6, forUs: 50_000 })) },
    ],
    ['a stall of 95 ms', { stalls: [{ atUs: 1.1e6, forUs: 95_000 }], lateUs: jitter() }],
  ];

  for (const qps of [10, 100, 1_000, 25_000, 200_000, 1_000_000])
    test.each(cases)(`${qps} qps, %s`, (_name, changes) => {
      const it = simulate({ schedule: constantSchedule(qps), seconds: 3, ...changes });
      const perSlice = (qps * SLICE_US) / 1e6;
      expect(Math.max(...it.slices)).toBeLessThanOrEqual(Math.max(1.5 * perSlice, Math.ceil(perSlice) + 2));
      for (const count of it.perSecond)
        expect(Math.abs(count - qps)).toBeLessThanOrEqual(Math.max(1, qps * 0.001));
      expect(it.notSent + it.sent).toBe(qps * 3);
      expect(it.notSent).toBeLessThanOrEqual(Math.max(1, qps * 0.0005));
      expect(it.worstEarlyUs).toBeGreaterThan(-0.01);
    });
});

describe('a second in which the thread does not run', () => {
  test.each([20, 1_000, 25_000, 1_000_000])('%i qps: what is older than 100 ms is lost', (qps) => {
    const stalls = [{ atUs: 1e6, forUs: 1e6 }];
    const it = simulate({ schedule: constantSchedule(qps), seconds: 4, stalls });
    const [first, second, third, fourth] = it.perSecond;
    expect([first, second, fourth]).toEqual([qps, 0, qps]);
    // A tenth of a second is made up for, no more.
    expect(third).toBeGreaterThanOrEqual(qps * 1.1 - 2);
    expect(third).toBeLessThanOrEqual(qps * 1.1 + 1);
    expect(it.notSent + it.sent).toBe(qps * 4);
    const perSlice = (qps * SLICE_US) / 1e6;
    expect(Math.max(...it.slices)).toBeLessThanOrEqual(Math.max(1.5 * perSlice, Math.ceil(perSlice) + 2));
  });
});

describe('low rates', () => {
  test('0.5 qps: one query every other second', () => {
    const it = simulate({ schedule: constantSchedule(0.5), seconds: 10 });
    expect(it.perSecond).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
  });

  test('of several workers each has its turn', () => {
    const sent = [0, 1, 2].map(
      (worker) => simulate({ schedule: constantSchedule(0.5), seconds: 10, worker, workers: 3 }).perSecond,
    );
    expect(sent).toEqual([
      [1, 0, 0, 0, 0, 0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0, 0, 0, 0, 1, 0],
      [0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
    ]);
  });
});

test.each([
  ['rising from 0', rampSchedule(0, 20_000, 4), 40_000],
  ['rising', rampSchedule(1_000, 9_000, 4), 20_000],
  ['falling', rampSchedule(9_000, 1_000, 4), 20_000],
])('a ramp, %s: no slice has more than its share', (_name, schedule, total) => {
  const it = simulate({ schedule, seconds: 4, stalls: [{ atUs: 1e6, forUs: 30_000 }] });
  expect([it.sent, it.notSent]).toEqual([total, 0]);
  for (const [slice, count] of it.slices.entries()) {
    const share = (schedule.rateAt((slice + 1) * SLICE_US) * SLICE_US) / 1e6;
    const before = (schedule.rateAt(slice * SLICE_US) * SLICE_US) / 1e6;
    expect(count).toBeLessThanOrEqual(Math.max(1.5 * Math.max(share, before), Math.ceil(share) + 2));
  }
});

test('debt is paid back without turns in which there is nothing to send', () => {
  const stalls = [{ atUs: 200_000, forUs: 90_000 }];
  const it = simulate({ schedule: constantSchedule(500), seconds: 1, stalls });
  expect([it.sent, it.notSent]).toEqual([500, 0]);
  expect(it.turns).toBeLessThan(1_000);
});

test('another rate begins at its moment, and what the last one had is forgotten', () => {
  const pacer = new Pacer({ schedule: constantSchedule(1_000), worker: 0, workers: 1 });
  pacer.start(0);
  pacer.advance(pacer.budget(0));
  pacer.follow(constantSchedule(10), 50_000);
  expect([pacer.waitUs(50_000), pacer.budget(50_000)]).toEqual([0, 1]);
  pacer.advance(1);
  expect([pacer.budget(149_999), pacer.waitUs(149_990), pacer.intendedUs(1)]).toEqual([0, 10, 250_000]);
  expect(pacer.notSent).toBe(0);
});

test('all workers together send what is due, or tell of it', () => {
  const stall = fc.record({ atUs: fc.nat(2_000_000), forUs: fc.integer({ min: 1, max: 400_000 }) });
  const input = fc.record({
    qps: fc.constantFrom(1, 7, 90, 333, 5_000, 30_000),
    workers: fc.integer({ min: 1, max: 4 }),
    stalls: fc.array(stall, { maxLength: 5 }),
    latest: fc.nat(3_000),
  });
  fc.assert(
    fc.property(input, ({ qps, workers, stalls, latest }) => {
      const next = noise();
      let total = 0;
      for (let worker = 0; worker < workers; worker++) {
        const it = simulate({
          schedule: constantSchedule(qps),
          seconds: 2,
          worker,
          workers,
          stalls,
          lateUs: () => next() * latest,
        });
        total += it.sent + it.notSent;
        const perSlice = (qps * SLICE_US) / 1e6 / workers;
        expect(Math.max(...it.slices)).toBeLessThanOrEqual(Math.max(1.5 * perSlice, Math.ceil(perSlice) + 2));
        expect(it.worstEarlyUs).toBeGreaterThan(-0.01);
      }
      expect(total).toBe(qps * 2);
    }),
    { numRuns: RUNS },
  );
}, 60_000);
