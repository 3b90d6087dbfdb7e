import { expect, test } from 'vitest';
import { noConnectionText } from '../../../src/cli/dnsbench/no-connection.ts';
import { plainResult } from '../../loadgen/support/plain-result.ts';

const latency = { count: 0, minSeconds: 0, meanSeconds: 0, standardDeviationSeconds: 0, maxSeconds: 0 };

test.each([
  [
    { tried: 1_200, made: 0, lost: 0, latency },
    'no connection to 192.0.2.1:53 was made in 1,200 attempts (tcp)',
  ],
  [{ tried: 1, made: 0, lost: 0, latency }, 'no connection to 192.0.2.1:53 was made in 1 attempt (tcp)'],
  [{ tried: 0, made: 0, lost: 0, latency }, undefined],
  [{ tried: 2, made: 1, lost: 1, latency }, undefined],
])('%j: %s', (connections, text) => {
  expect(noConnectionText(plainResult({ connections, settings: { mode: 'tcp' } }))).toBe(text);
});

test('UDP has no connections', () => {
  expect(noConnectionText(plainResult())).toBeUndefined();
});
