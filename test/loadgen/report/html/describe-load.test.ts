import { expect, test } from 'vitest';
import { describeLoad } from '../../../../src/loadgen/report/html/describe-load.ts';
import type { Load } from '../../../../src/loadgen/settings.ts';

const LOADS: readonly (readonly [Load, string])[] = [
  [{ kind: 'closed' }, 'as fast as answers come'],
  [{ kind: 'rate', qps: 20_000 }, '20,000 queries a second'],
  [{ kind: 'ramp', fromQps: 100, toQps: 5000, seconds: 30 }, 'from 100 to 5,000 queries a second in 30 s'],
  [
    { kind: 'find-max', fromQps: 1000, maxLossRatio: 0.001 },
    'from 1,000 queries a second to the highest rate with at most 0.1\u00a0% lost',
  ],
];

test.each(LOADS)('%j', (load, expected) => {
  expect(describeLoad(load)).toBe(expected);
});
