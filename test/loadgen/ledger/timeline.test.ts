import { expect, test } from 'vitest';
import { isGood } from '../../../src/loadgen/ledger/good-bits.ts';
import { disagreements, mergeLosses } from '../../../src/loadgen/ledger/timeline.ts';
import { buffersOf, type WorkerLosses } from '../../../src/loadgen/ledger/worker-losses.ts';
import { simulate } from '../support/simulated-losses.ts';

function worker(sliceSeconds: number, isLost: (atSeconds: number) => boolean, name: string): WorkerLosses {
  const record = simulate({
    qps: 100,
    seconds: 2,
    flows: 2,
    sliceSeconds,
    isLost: ({ atSeconds }) => isLost(atSeconds),
  });
  return { ...record, runs: { ...record.runs, origin: record.runs.origin.fill(0) }, origins: [name] };
}

const sum = (counts: ArrayLike<number>) => Array.from(counts).reduce((all, count) => all + count, 0);

test('workers of different slices are put on the wider ones', () => {
  const record = mergeLosses([
    worker(0.01, (at) => at >= 1 && at < 1.5, 'rs1'),
    worker(0.04, (at) => at >= 0.5 && at < 1.1, 'rs2'),
  ]);
  expect(record.sliceSeconds).toBe(0.04);
  expect(record.slices.sent.length).toBe(50);
  expect(sum(record.slices.sent)).toBe(400);
  expect(sum(record.slices.lost)).toBe(110);
  expect(record.slices.latencySumSeconds[0]).toBeCloseTo(0.008, 9);
  expect(record.flows).toHaveLength(4);
  expect(record.flows.map(({ good }) => isGood(good, 30))).toEqual([false, false, true, true]);
  expect(record.flows.map(({ good }) => isGood(good, 20))).toEqual([true, true, false, false]);
  expect(
    Array.from(record.runs.lost, (lost, run) => [
      lost,
      record.runs.flow[run],
      record.runs.firstSeconds[run],
      record.origins[record.runs.origin[run] ?? -1],
    ]),
  ).toEqual([
    [30, 2, 0.5, 'rs2'],
    [30, 3, 0.51, 'rs2'],
    [25, 0, 1, 'rs1'],
    [25, 1, 1.01, 'rs1'],
  ]);
  expect(disagreements(record, { sent: 400, answered: 290, timedOut: 110, interrupted: 0 })).toEqual([]);
});

test('what does not add up is named', () => {
  const record = mergeLosses([worker(0.01, (at) => at < 1, 'rs1')]);
  const counted = { sent: 200, answered: 100, timedOut: 100, interrupted: 0 };
  expect(disagreements(record, counted)).toEqual([]);
  expect(disagreements(record, { ...counted, timedOut: 101 })).toEqual([
    'lost 100 of 101',
    'lost of flows 100 of 101',
    'lost one by one 100 of 101',
    'answered, lost and interrupted 201 of 200',
  ]);
  expect(disagreements({ ...record, lossesLeftOut: 1 }, counted)).toEqual(['lost one by one 101 of 100']);
  expect(disagreements({ ...record, interrupted: 1 }, counted)).toHaveLength(1);
});

test('workers that sent nothing', () => {
  const record = mergeLosses([]);
  expect(disagreements(record, { sent: 0, answered: 0, timedOut: 0, interrupted: 0 })).toEqual([]);
});

test('memory is handed over once each', () => {
  const losses = worker(0.01, () => false, 'rs1');
  expect(buffersOf(losses)).toHaveLength(5 + 5 + 2);
});
