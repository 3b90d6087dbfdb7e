import { expect, test } from 'vitest';
import { addTallies, addTotals, makeTotals, TOTAL_NAMES } from '../../../src/loadgen/result/totals.ts';
import { COUNTERS } from '../../../src/loadgen/stats/worker-counters.ts';

test('every total is a counter of the workers', () => {
  expect(TOTAL_NAMES.filter((name) => !(COUNTERS as readonly string[]).includes(name))).toEqual([]);
  expect(TOTAL_NAMES).toHaveLength(19);
});

test('totals are added name by name', () => {
  const ones = makeTotals(() => 1);
  const sum = addTotals([ones, makeTotals((name) => (name === 'late' ? 5 : 0)), ones]);
  expect(sum).toEqual(makeTotals((name) => (name === 'late' ? 7 : 2)));
  expect(addTotals([])).toEqual(makeTotals(() => 0));
});

test('tallies are added by name', () => {
  expect(addTallies([{ NOERROR: 1 }, {}, { NXDOMAIN: 2, NOERROR: 3 }])).toEqual({ NOERROR: 4, NXDOMAIN: 2 });
});
