import { expect, test } from 'vitest';
import { renderLiveLine } from '../../../src/loadgen/report/live-line.ts';
import { PLAIN_INTERVAL } from '../support/plain-result.ts';

const CLOSED = { totalSeconds: 60, paced: false };

test('all of it', () => {
  expect(renderLiveLine(PLAIN_INTERVAL, CLOSED, 200)).toBe(
    '11/60 s  1,000 qps  loss 0.99 %  p50 1.01 ms p99 2.02 ms  5 outstanding  SERVFAIL 100',
  );
});

test('what is sent is told where a schedule sends it; no limit, no total', () => {
  expect(renderLiveLine(PLAIN_INTERVAL, { paced: true }, 200)).toBe(
    '11 s  1,000 qps  sent 1,015/s  loss 0.99 %  p50 1.01 ms p99 2.02 ms  5 outstanding  SERVFAIL 100',
  );
});

test.each([
  [86, '11/60 s  1,000 qps  loss 0.99 %  p50 1.01 ms p99 2.02 ms  5 outstanding  SERVFAIL 100'],
  [85, '11/60 s  1,000 qps  loss 0.99 %  p50 1.01 ms p99 2.02 ms  5 outstanding'],
  [40, '11/60 s  1,000 qps  loss 0.99 %'],
  [8, '11/60 s'],
  [5, '11/6'],
  [1, ''],
  [0, ''],
])('of %d columns the last stays free', (columns, line) => {
  expect(renderLiveLine(PLAIN_INTERVAL, CLOSED, columns)).toBe(line);
});

test('an interval without anything', () => {
  const empty = {
    ...PLAIN_INTERVAL,
    sent: 0,
    answered: 0,
    timedOut: 0,
    rcodes: {},
    outstanding: 0,
    percentilesSeconds: { p50: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0 },
  };
  expect(renderLiveLine(empty, { paced: true }, 120)).toBe(
    '11 s  0 qps  sent 0/s  loss 0 %  p50 0 s p99 0 s  0 outstanding',
  );
});

test('latencies have the unit that they need', () => {
  const slow = {
    ...PLAIN_INTERVAL,
    percentilesSeconds: { ...PLAIN_INTERVAL.percentilesSeconds, p50: 0.1, p99: 4.9 },
  };
  expect(renderLiveLine(slow, CLOSED, 120)).toContain('  p50 100 ms p99 4.9 s  ');
});

test('intervals of less than a second, and a time limit with a fraction', () => {
  const short = { ...PLAIN_INTERVAL, fromSeconds: 1, toSeconds: 1.5 };
  expect(renderLiveLine(short, { paced: false, totalSeconds: 2.3 }, 120)).toMatch(
    /^1\.5\/2\.3 s {2}2,000 qps /,
  );
});
