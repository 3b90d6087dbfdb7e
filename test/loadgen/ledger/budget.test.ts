import { expect, test } from 'vitest';
import {
  checkBudget,
  crashBudget,
  type DirectorTiming,
  type InstanceTiming,
  leaveBudget,
} from '../../../src/loadgen/ledger/budget.ts';
import { chooseBudget } from '../../../src/loadgen/ledger/choose-budget.ts';

const VI_1: InstanceTiming = {
  instance: 'VI_1',
  version: 2,
  advertIntervalSeconds: 1,
  priority: 100,
  downTimerAdverts: 3,
};

test.each([
  [VI_1, 3.609375, '3 × advert_int 1 s + skew 0.61 s', 0.609375],
  [{ ...VI_1, advertIntervalSeconds: 0.5 }, 2.109375, '3 × advert_int 0.5 s + skew 0.61 s', 0.609375],
  [
    { ...VI_1, version: 3 as const, advertIntervalSeconds: 0.5 },
    1.8046875,
    '3 × advert_int 0.5 s + skew 0.3 s',
    0.3046875,
  ],
  [{ ...VI_1, priority: 254 }, 3.0078125, '3 × advert_int 1 s + skew 0.01 s', 0.0078125],
])('a director that dies and one that goes', (timing, seconds, rule, skew) => {
  expect(crashBudget(timing)).toEqual({ allowedSeconds: seconds, rule });
  expect(leaveBudget(timing).allowedSeconds).toBe(skew);
});

const MISC = {
  type: 'MISC_CHECK',
  delayLoopSeconds: 6,
  timeoutSeconds: 6,
  retries: 0,
  delayBeforeRetrySeconds: 1,
};
const TCP = {
  type: 'TCP_CHECK',
  delayLoopSeconds: 6,
  timeoutSeconds: 10,
  retries: 3,
  delayBeforeRetrySeconds: 3,
};

test('a real server that dies, with and without retries', () => {
  expect(checkBudget(MISC)).toEqual({ allowedSeconds: 12, rule: 'delay_loop 6 s + misc_timeout 6 s' });
  expect(checkBudget(TCP)).toEqual({
    allowedSeconds: 55,
    rule: 'delay_loop 6 s + connect_timeout 10 s + 3 × (delay_before_retry 3 s + connect_timeout 10 s)',
  });
});

const DIRECTORS: readonly DirectorTiming[] = [
  {
    director: 'ds1',
    instances: [{ ...VI_1, priority: 150 }],
    realServers: [{ address: '10.0.0.1', port: 53, checks: [TCP, MISC] }],
  },
  {
    director: 'ds2',
    instances: [VI_1],
    realServers: [
      { address: '2001:db8::1', port: 53, checks: [TCP] },
      { address: '10.0.0.2', checks: [] },
    ],
  },
];

test('the one that takes over waits by its own configuration; where it has none, by the slowest', () => {
  const allowed = (taker: string | undefined, instance: string | undefined = 'VI_1') =>
    chooseBudget({ kind: 'crash', instance, taker }, DIRECTORS)?.allowedSeconds;
  expect(allowed('ds1')).toBeCloseTo(3 + 106 / 256, 9);
  expect(allowed('ds2')).toBeCloseTo(3 + 156 / 256, 9);
  expect(allowed('ds3')).toBeCloseTo(3 + 156 / 256, 9);
  expect(allowed(undefined, undefined)).toBeCloseTo(3 + 156 / 256, 9);
  expect(allowed('ds1', 'VI_2')).toBeUndefined();
});

test('a real server is taken out by the first of its checks', () => {
  const allowed = (realServer: string) =>
    chooseBudget({ kind: 'real-server', realServer }, DIRECTORS)?.allowedSeconds;
  expect(allowed('10.0.0.1:53')).toBe(12);
  expect(allowed('[2001:db8::1]:53')).toBe(55);
  expect(allowed('10.0.0.2')).toBeUndefined();
  expect(allowed('10.0.0.9:53')).toBeUndefined();
});
