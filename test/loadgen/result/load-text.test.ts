import { expect, test } from 'vitest';
import { loadText } from '../../../src/loadgen/result/load-text.ts';

test.each([
  [{ kind: 'closed' }, 'closed loop, as fast as answers come'],
  [{ kind: 'rate', qps: 20_000 }, 'open loop, 20,000 qps'],
  [{ kind: 'rate', qps: 1_234_567.25 }, 'open loop, 1,234,567.25 qps'],
  [{ kind: 'ramp', fromQps: 0.5, toQps: 5_000, seconds: 30 }, 'open loop, from 0.5 to 5,000 qps in 30 s'],
  [
    { kind: 'find-max', fromQps: 1_000, maxLossRatio: 0.07 },
    'open loop, steps from 1,000 qps while at most 7 % is lost',
  ],
] as const)('%j is %s', (load, text) => {
  expect(loadText(load)).toBe(text);
});
