import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { actAt, periodEnds } from '../../../src/loadgen/run/ticks.ts';

const ENDLESS = () => Number.POSITIVE_INFINITY;

describe('periods', () => {
  test.each([
    [0, 1_500],
    [500, 1_500],
    [501, 1_500],
    [1_499.9, 1_500],
    [1_500, 2_500],
    [9_600, 10_500],
  ])('behind %d µs is %d µs', (nowUs, nextUs) => {
    expect(periodEnds(500, 1_000, ENDLESS)(nowUs)).toBe(nextUs);
  });

  test.each([
    [1_400, 1_500],
    [1_500, 2_200],
    [2_199, 2_200],
    // What is left of the waiting has its own periods.
    [2_200, 2_500],
    [2_500, 3_500],
  ])('with a window that ends at 2,200 µs, behind %d µs is %d µs', (nowUs, nextUs) => {
    expect(periodEnds(500, 1_000, () => 2_200)(nowUs)).toBe(nextUs);
  });
});

describe('acts', () => {
  const clock = () => performance.now() * 1e3;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Moments in ms since the beginning at which it acted. */
  function record(nextUs: (nowUs: number) => number) {
    const atMs: number[] = [];
    const end = actAt(clock, nextUs, (nowUs) => atMs.push(Math.round(nowUs / 1e3)));
    return { atMs, end };
  }

  test('at each moment, until it is ended', () => {
    const { atMs, end } = record(periodEnds(clock(), 250_000, ENDLESS));
    vi.advanceTimersByTime(1_100);
    end();
    vi.advanceTimersByTime(1_100);
    expect(atMs).toEqual([250, 500, 750, 1_000]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a late one does not move those after it, and those missed are not made up for', () => {
    let lostUs = 0;
    const atMs: number[] = [];
    const lossyClock = () => clock() + lostUs;
    const end = actAt(lossyClock, periodEnds(clock(), 100_000, ENDLESS), (nowUs) => {
      atMs.push(Math.round(nowUs / 1e3));
      if (atMs.length === 2) lostUs = 250_000;
    });
    vi.advanceTimersByTime(450);
    end();
    expect(atMs).toEqual([100, 200, 451, 500, 600, 700]);
  });

  test('it may be ended in its own act', () => {
    let acts = 0;
    const end: () => void = actAt(clock, periodEnds(clock(), 1_000, ENDLESS), () => {
      acts++;
      end();
    });
    vi.advanceTimersByTime(100);
    expect([acts, vi.getTimerCount()]).toEqual([1, 0]);
  });

  test('a moment that is further off than a timer can wait', () => {
    const farMs = 3_000_000_000;
    let turns = 0;
    const startUs = clock();
    const end = actAt(
      () => {
        turns++;
        return clock();
      },
      () => startUs + farMs * 1e3,
      () => undefined,
    );
    vi.advanceTimersByTime(1_000);
    end();
    // Once for the first moment, once for the first timer.
    expect(turns).toBe(2);
  });
});
