import { expect, test } from 'vitest';
import { ledgerOf } from '../../../src/loadgen/ledger/disturbances.ts';
import { fromJson, toJson } from '../../../src/loadgen/result/json.ts';
import { mergeResults } from '../../../src/loadgen/result/merge.ts';
import type { RunResult } from '../../../src/loadgen/result/run-result.ts';
import { PLAIN_RESULT } from '../support/plain-result.ts';
import { simulate } from '../support/simulated-losses.ts';

/** A run of 20 s at 100 queries a second that lost some seconds, and each of some queries. */
function run(host: string, startedAtSeconds: number, cut: number, strays: readonly number[]): RunResult {
  const record = simulate({
    qps: 100,
    seconds: 20,
    flows: 4,
    isLost: ({ atSeconds }) =>
      (atSeconds >= cut && atSeconds < cut + 2) || strays.some((at) => Math.abs(at - atSeconds) < 0.001),
  });
  return {
    ...PLAIN_RESULT,
    runId: host,
    hosts: [host],
    startedAtSeconds,
    windowSeconds: 20,
    totals: { ...PLAIN_RESULT.totals, sent: 2_000, answered: 1_800 - strays.length },
    ledger: ledgerOf(record),
  };
}

test('disturbances of several hosts keep their host, in the time of the merged run', () => {
  const merged = mergeResults([run('lab2', 1_000.5, 10, [3]), run('lab1', 1_000, 11, [2, 18])]);
  expect(
    merged.ledger?.disturbances.map(({ host, lost, firstLostSeconds }) => [host, lost, firstLostSeconds]),
  ).toEqual([
    ['lab2', 200, 10.5],
    ['lab1', 200, 11],
  ]);
  const [first] = merged.ledger?.disturbances ?? [];
  expect(first?.lastGoodSeconds).toBeCloseTo(10.49, 1);
  expect(first?.firstGoodSeconds).toBeCloseTo(12.5, 1);
  expect(first?.flows[0]?.firstLostSeconds).toBeGreaterThanOrEqual(10.5);
  expect(merged.ledger).toMatchObject({
    flows: 8,
    disturbancesLeftOut: 0,
    background: { lost: 3, ratio: 3 / 3_600, firstLostSeconds: 2, lastLostSeconds: 18 },
  });
  expect(fromJson(toJson(merged), 'merged')).toEqual(merged);
});

test('a run without a ledger is named; without any there is none', () => {
  const { ledger: _none, ...plain } = run('lab2', 1_000, 5, []);
  expect(mergeResults([plain, { ...plain, hosts: ['lab3'] }])).not.toHaveProperty('ledger');
  const merged = mergeResults([run('lab1', 1_000, 5, []), plain]);
  expect(merged.ledger?.disturbances).toHaveLength(1);
  expect(merged.warnings).toContain('the run of lab2 has no ledger: what it lost is in no disturbance');
});

test('what the stack did is not merged, and that is said', () => {
  const one = run('lab1', 1_000, 5, []);
  const told: RunResult = {
    ...one,
    ...(one.ledger && { ledger: { ...one.ledger, entries: [], events: [] } }),
  };
  const merged = mergeResults([told, run('lab2', 1_000, 5, [])]);
  expect(merged.ledger).not.toHaveProperty('entries');
  expect(merged.warnings).toContain(
    'causes of disturbances are in the results of the single runs: they are not merged',
  );
});
