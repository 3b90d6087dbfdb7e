import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FindMax } from '../../../src/loadgen/load/find-max.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const SAMPLE_SECONDS = 0.5;
const TIMEOUT_SAMPLES = 2;
/** A search that has not ended by then never does: it is ten minutes. */
const MOST_SAMPLES = 1_200;

interface Surroundings {
  readonly fromQps: number;
  readonly maxLossRatio?: number;
  /** Queries that are lost of those of one interval, at a rate. */
  readonly lost: (qps: number, sent: number) => number;
  /** The most that this machine can send. */
  readonly senderQps?: number;
}

/** Lets a search find out about a server; what is lost is seen a timeout later. */
function search({ fromQps, maxLossRatio = 0.001, lost, senderQps = Number.POSITIVE_INFINITY }: Surroundings) {
  const find = new FindMax({ fromQps, maxLossRatio, timeoutIntervals: TIMEOUT_SAMPLES });
  const losses: number[] = [];
  let due = 0;
  let given = 0;
  let sent = 0;
  let timedOut = 0;
  for (let samples = 1; samples <= MOST_SAMPLES; samples++) {
    due += Math.min(find.qps, senderQps) * SAMPLE_SECONDS;
    given += Math.max(0, find.qps - senderQps) * SAMPLE_SECONDS;
    const sentNow = Math.floor(due) - sent;
    sent += sentNow;
    losses.push(Math.min(sentNow, Math.round(lost(find.qps, sentNow))));
    timedOut += losses.at(-1 - TIMEOUT_SAMPLES) ?? 0;
    const next = find.take({
      atSeconds: samples * SAMPLE_SECONDS,
      sent,
      timedOut,
      notSent: Math.floor(given),
    });
    if (next === 'done') return { find, samples };
  }
  throw new Error(`it does not end: it tries ${find.qps} qps, the best is ${find.bestQps}`);
}

/** A server that answers so many queries a second, and drops the rest. */
function capacity(qps: number): Surroundings['lost'] {
  return (_rate, sent) => Math.max(0, sent - qps * SAMPLE_SECONDS);
}

describe('a server of a capacity', () => {
  test.each([
    [1_000, 1_500],
    [1_000, 52_345],
    [1_000, 400_000],
    [10_000, 800],
    [50_000, 49_000],
    [100, 163],
    [1, 20],
  ])('from %i qps on, %i qps is found within 3%%', (fromQps, serverQps) => {
    const { find } = search({ fromQps, lost: capacity(serverQps) });
    // Whole rates: one more or less.
    expect(find.bestQps).toBeGreaterThanOrEqual(Math.floor(serverQps / 1.03) - 1);
    expect(find.bestQps).toBeLessThanOrEqual(serverQps * 1.002 + 1);
    expect(find.steps.filter(({ good }) => good).at(-1)?.qps).toBe(find.bestQps);
  });

  test('its steps double, then bisect', () => {
    const { find } = search({ fromQps: 1_000, lost: capacity(3_000) });
    expect(find.steps).toEqual([
      { qps: 1_000, lossRatio: 0, sentRatio: 1, good: true },
      { qps: 2_000, lossRatio: 0, sentRatio: 1, good: true },
      { qps: 4_000, lossRatio: 0.25, sentRatio: 1, good: false },
      { qps: 3_000, lossRatio: 0, sentRatio: 1, good: true },
      { qps: 3_500, lossRatio: 250 / 1_750, sentRatio: 1, good: false },
      { qps: 3_250, lossRatio: 125 / 1_625, sentRatio: 1, good: false },
      { qps: 3_125, lossRatio: 63 / 1_563, sentRatio: 1, good: false },
      { qps: 3_063, lossRatio: 32 / 1_532, sentRatio: 1, good: false },
    ]);
  });

  test('a loss that is allowed is no reason to go down', () => {
    const { find } = search({ fromQps: 1_000, maxLossRatio: 0.2, lost: capacity(8_000) });
    expect(find.bestQps).toBeGreaterThan(9_600);
    expect(find.bestQps).toBeLessThanOrEqual(10_000);
  });
});

test('a server that loses some at any rate', () => {
  const { find } = search({ fromQps: 1_000, lost: (_rate, sent) => sent / 2 });
  expect(find.bestQps).toBe(0);
  expect(find.steps[0]).toEqual({ qps: 1_000, lossRatio: 0.5, sentRatio: 1, good: false });
});

test('a server that answers nothing', () => {
  expect(search({ fromQps: 1_000, lost: (_rate, sent) => sent }).find.bestQps).toBe(0);
});

test('a server that answers whatever comes ends the search as well', () => {
  const { find } = search({ fromQps: 1_000, lost: () => 0 });
  expect(find.bestQps).toBe(32_768_000);
});

test('a sender at its end: what it cannot send is no rate of the server', () => {
  const { find } = search({ fromQps: 1_000, lost: () => 0, senderQps: 70_000 });
  expect(find.bestQps).toBeGreaterThanOrEqual(70_000 / 1.03);
  expect(find.bestQps).toBeLessThanOrEqual(70_000 / 0.99);
  expect(find.steps.every(({ lossRatio }) => lossRatio === 0)).toBe(true);
});

test('a good step takes three intervals and the timeout, a bad one is left at once', () => {
  const find = new FindMax({ fromQps: 100, maxLossRatio: 0, timeoutIntervals: 2 });
  const take = (at: number, sent: number, timedOut: number) =>
    find.take({ atSeconds: at / 2, sent, timedOut, notSent: 0 });
  expect([1, 2, 3, 4, 5].map((at) => take(at, at * 50, 0))).toEqual(['same', 'same', 'same', 'same', 'same']);
  expect([take(6, 300, 0), find.qps, find.bestQps]).toEqual(['changed', 200, 100]);
  expect([take(7, 400, 0), take(8, 500, 0)]).toEqual(['same', 'same']);
  expect([take(9, 600, 1), find.qps]).toEqual(['changed', 150]);
  expect(find.steps.at(-1)).toEqual({ qps: 200, lossRatio: 0.01, sentRatio: 1, good: false });
});

test('a good step waits for as many queries as one may be lost of, but not for ever', () => {
  const steps = (qps: number) => {
    const find = new FindMax({ fromQps: qps, maxLossRatio: 0.01, timeoutIntervals: 1 });
    let samples = 1;
    const take = () =>
      find.take({ atSeconds: samples / 2, sent: (samples * qps) / 2, timedOut: 0, notSent: 0 });
    while (take() === 'same') samples++;
    return samples;
  };
  // Before the first interval there is a sample, and one behind the last for the timeout.
  expect([steps(100), steps(50), steps(40), steps(20), steps(2)]).toEqual([5, 6, 7, 12, 12]);
});

test('what is lost of a step that was too much is not held against the next', () => {
  const find = new FindMax({ fromQps: 1_000, maxLossRatio: 0, timeoutIntervals: 1 });
  const take = (at: number, sent: number, timedOut: number) =>
    find.take({ atSeconds: at / 2, sent, timedOut, notSent: 0 });
  expect([take(1, 500, 0), take(2, 1_000, 0), take(3, 1_500, 400)]).toEqual(['same', 'same', 'changed']);
  expect(find.qps).toBe(500);
  // In the interval at once behind it the old queries time out.
  expect([take(4, 1_750, 800), take(5, 2_000, 900), take(6, 2_250, 900)]).toEqual(['same', 'same', 'same']);
  expect([take(7, 2_500, 900), take(8, 2_750, 900), find.bestQps]).toEqual(['same', 'changed', 500]);
});

test('the search ends, whatever the server does', () => {
  const input = fc.record({
    fromQps: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0.001, max: 1e6, noNaN: true })),
    maxLossRatio: fc.double({ min: 0, max: 0.99, noNaN: true }),
    losses: fc.infiniteStream(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }))),
    senderQps: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.double({ min: 1, max: 1e6, noNaN: true })),
  });
  fc.assert(
    fc.property(input, ({ losses, ...rest }) => {
      const { find } = search({ ...rest, lost: (_rate, sent) => sent * losses.next().value });
      const good = find.steps.filter((step) => step.good).map(({ qps }) => qps);
      expect(find.bestQps).toBe(good.at(-1) ?? 0);
      expect(Math.max(0, ...good)).toBe(find.bestQps);
    }),
    { numRuns: RUNS },
  );
});

test('any capacity is found', () => {
  const input = fc.record({
    fromQps: fc.integer({ min: 1, max: 100_000 }),
    serverQps: fc.double({ min: 5, max: 2e6, noNaN: true }),
  });
  fc.assert(
    fc.property(input, ({ fromQps, serverQps }) => {
      const { find } = search({ fromQps, lost: capacity(serverQps) });
      expect(find.bestQps).toBeGreaterThanOrEqual(Math.floor(serverQps / 1.03) - 1);
      // Half a query more in an interval is none that is lost.
      expect(find.bestQps).toBeLessThanOrEqual(serverQps * 1.002 + 3);
    }),
    { numRuns: RUNS },
  );
});

test('an interval in which the sender stood still and made up for it is no end of the sender', () => {
  const find = new FindMax({ fromQps: 1_000, maxLossRatio: 0, timeoutIntervals: 1 });
  const sent = [500, 940, 1_500, 2_000, 2_500];
  const next = sent.map((count, at) =>
    find.take({ atSeconds: (at + 1) / 2, sent: count, timedOut: 0, notSent: 0 }),
  );
  expect(next).toEqual(['same', 'same', 'same', 'same', 'changed']);
  expect([find.bestQps, find.steps[0]?.sentRatio]).toEqual([1_000, 1]);
});

test('a sender that gives up a part of the schedule, or sends next to nothing, did not try the rate', () => {
  const stepOf = (sent: readonly number[], notSent: readonly number[]) => {
    const find = new FindMax({ fromQps: 1_000, maxLossRatio: 0, timeoutIntervals: 1 });
    sent.forEach((count, at) => {
      if (find.steps.length === 0)
        find.take({ atSeconds: (at + 1) / 2, sent: count, timedOut: 0, notSent: notSent[at] ?? 0 });
    });
    return find.steps[0];
  };
  expect(stepOf([500, 980, 1_460], [0, 20, 40])).toEqual({
    qps: 1_000,
    lossRatio: 0,
    sentRatio: 0.96,
    good: false,
  });
  expect(stepOf([500, 600, 1_500], [0, 0, 0])?.good).toBe(false);
});
