import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  constantSchedule,
  rampSchedule,
  type Schedule,
  scheduleOf,
} from '../../../src/loadgen/load/schedule.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);

describe('constant', () => {
  test.each([
    [1_000, -1, 0],
    [1_000, 0, 1],
    [1_000, 999, 1],
    [1_000, 1_000, 2],
    [1_000, 1_000_000, 1_001],
    [0.5, 1_999_999, 1],
    [0.5, 2_000_000, 2],
    [1_000_000, 10_000_000, 10_000_001],
  ])('%d qps: due by %d µs', (qps, sinceStartUs, due) => {
    expect(constantSchedule(qps).dueBy(sinceStartUs)).toBe(due);
  });

  test.each([
    [1_000, 0, 0],
    [1_000, 10_000, 10_000_000],
    [0.5, 3, 6_000_000],
    [3, 1, 333_333.3333333333],
  ])('%d qps: query %i', (qps, n, dueUs) => {
    expect(constantSchedule(qps).dueAtUs(n)).toBe(dueUs);
  });
});

describe('ramp', () => {
  test.each<[name: string, schedule: Schedule, due: readonly (readonly [seconds: number, due: number])[]]>([
    [
      'rising from 0',
      rampSchedule(0, 1_000, 10),
      [
        [0, 1],
        [1, 51],
        [5, 1_251],
        [10, 5_001],
        [12, 7_001],
      ],
    ],
    [
      'rising',
      rampSchedule(100, 300, 2),
      [
        [0, 1],
        [1, 151],
        [2, 401],
        [3, 701],
      ],
    ],
    [
      'falling',
      rampSchedule(1_000, 200, 4),
      [
        [0, 1],
        [1, 901],
        [2, 1_601],
        [4, 2_401],
        [5, 2_601],
      ],
    ],
    [
      'level',
      rampSchedule(50, 50, 4),
      [
        [0, 1],
        [4, 201],
        [8, 401],
      ],
    ],
  ])('%s: due by so many seconds', (_name, schedule, due) => {
    expect(due.map(([seconds]) => [seconds, schedule.dueBy(seconds * 1e6)])).toEqual(due);
  });

  test.each<[name: string, schedule: Schedule, rates: readonly (readonly [seconds: number, qps: number])[]]>([
    [
      'rising',
      rampSchedule(0, 1_000, 10),
      [
        [-1, 0],
        [0, 0],
        [2.5, 250],
        [10, 1_000],
        [99, 1_000],
      ],
    ],
    [
      'falling',
      rampSchedule(1_000, 200, 4),
      [
        [-1, 1_000],
        [0, 1_000],
        [1, 800],
        [4, 200],
        [99, 200],
      ],
    ],
  ])('%s: rate at so many seconds', (_name, schedule, rates) => {
    expect(rates.map(([seconds]) => [seconds, schedule.rateAt(seconds * 1e6)])).toEqual(rates);
  });

  test('nothing is due before the start', () => {
    expect(rampSchedule(100, 300, 2).dueBy(-1)).toBe(0);
  });
});

const qps = fc.double({ min: 0.1, max: 1e6, noNaN: true });
const schedule = fc.oneof(
  qps.map(constantSchedule),
  fc
    .tuple(fc.oneof(fc.constant(0), qps), qps, fc.double({ min: 0.01, max: 86_400, noNaN: true }))
    .map(([from, to, seconds]) => rampSchedule(from, to, seconds)),
);

test('a query is due from its moment on, and not before', () => {
  fc.assert(
    fc.property(schedule, fc.nat(10_000_000), (plan, n) => {
      const dueUs = plan.dueAtUs(n);
      // Rounding of doubles, at most a few of the last of their 52 bits.
      const roundingUs = 1e-6 + dueUs * 1e-9;
      expect(plan.dueBy(dueUs + roundingUs)).toBeGreaterThanOrEqual(n + 1);
      expect(plan.dueBy(dueUs - roundingUs)).toBeLessThanOrEqual(n + 1);
      expect(plan.dueBy(dueUs * 0.999 - 1)).toBeLessThanOrEqual(n);
    }),
    { numRuns: RUNS },
  );
});

test('neither goes back', () => {
  const moment = fc.double({ min: -10, max: 1e11, noNaN: true });
  fc.assert(
    fc.property(schedule, moment, moment, fc.nat(1e7), fc.nat(1e7), (plan, aUs, bUs, m, n) => {
      expect(plan.dueBy(Math.max(aUs, bUs))).toBeGreaterThanOrEqual(plan.dueBy(Math.min(aUs, bUs)));
      expect(plan.dueAtUs(Math.max(m, n))).toBeGreaterThanOrEqual(plan.dueAtUs(Math.min(m, n)));
    }),
    { numRuns: RUNS },
  );
});

test('which load has which schedule', () => {
  expect(scheduleOf({ kind: 'closed' })).toBe(undefined);
  expect(scheduleOf({ kind: 'rate', qps: 10 })?.dueAtUs(5)).toBe(500_000);
  expect(scheduleOf({ kind: 'ramp', fromQps: 0, toQps: 10, seconds: 2 })?.dueBy(2e6)).toBe(11);
  expect(scheduleOf({ kind: 'find-max', fromQps: 100, maxLossRatio: 0 })?.rateAt(1e9)).toBe(100);
});
