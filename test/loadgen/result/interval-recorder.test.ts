import { expect, test } from 'vitest';
import { createIntervalRecorder } from '../../../src/loadgen/result/interval-recorder.ts';
import { answer, newWorker, setCounters, timeOut } from '../support/worker-counts.ts';

test('an interval has what was counted since the last reading', () => {
  const [first, second] = [newWorker(), newWorker()];
  answer(first, 1_000_000);
  const recorder = createIntervalRecorder([first, second]);
  answer(first, 2_000_000);
  answer(second, 2_000_000, 3);
  timeOut(second);
  setCounters(first, { outstanding: 4 });
  setCounters(second, { outstanding: 3 });
  const expected = {
    fromSeconds: 0,
    toSeconds: 1,
    sent: 3,
    answered: 2,
    timedOut: 1,
    rcodes: { NOERROR: 1, NXDOMAIN: 1 },
    outstanding: 7,
    meanSeconds: 0.002,
    // The bucket ends at 0.002031616, but nothing of the run took longer than this.
    maxSeconds: 0.002,
    percentilesSeconds: {
      p50: expect.closeTo(0.001_999_136, 12),
      p90: expect.closeTo(0.001_999_712, 12),
      p95: expect.closeTo(0.001_999_712, 12),
      p99: expect.closeTo(0.001_999_712, 12),
      'p99.9': expect.closeTo(0.001_999_712, 12),
    },
    buckets: [[1_998_848, 2_031_616, 2]],
  };
  expect(recorder.record(0, 1)).toEqual(expected);
  expect(recorder.intervals()).toEqual([expected]);
});

test('an interval without an answer has no latency', () => {
  const worker = newWorker();
  answer(worker, 5_000_000);
  const recorder = createIntervalRecorder([worker]);
  timeOut(worker);
  expect(recorder.record(1, 2)).toEqual({
    fromSeconds: 1,
    toSeconds: 2,
    sent: 1,
    answered: 0,
    timedOut: 1,
    rcodes: {},
    outstanding: 0,
    meanSeconds: 0,
    maxSeconds: 0,
    percentilesSeconds: { p50: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0 },
    buckets: [],
  });
});

test('after the longest of the run, an interval is no longer than its last bucket', () => {
  const worker = newWorker();
  const recorder = createIntervalRecorder([worker]);
  answer(worker, 5_000_000);
  expect(recorder.record(0, 1).maxSeconds).toBe(0.005);
  answer(worker, 2_000_000);
  expect(recorder.record(1, 2).maxSeconds).toBe(0.002_031_616);
});

test('a worker that is read between its counters makes no mean outside the buckets', () => {
  const worker = newWorker();
  const recorder = createIntervalRecorder([worker]);
  answer(worker, 2_000_000);
  setCounters(worker, { latencySumNs: 0 });
  expect(recorder.record(0, 1).meanSeconds).toBe(0.001_998_848);
});

test('more intervals than are kept become half as many of twice the length', () => {
  const worker = newWorker();
  const recorder = createIntervalRecorder([worker], 4);
  const lengths = (): number[][] =>
    recorder.intervals().map(({ fromSeconds, toSeconds, answered }) => [fromSeconds, toSeconds, answered]);
  const record = (second: number): void => {
    for (let n = 0; n <= second; n += 1) answer(worker, 1_000_000);
    setCounters(worker, { outstanding: second });
    recorder.record(second, second + 1);
  };
  for (const second of [0, 1, 2, 3]) record(second);
  expect(lengths()).toEqual([
    [0, 1, 1],
    [1, 2, 2],
    [2, 3, 3],
    [3, 4, 4],
  ]);
  record(4);
  expect(lengths()).toEqual([
    [0, 2, 3],
    [2, 4, 7],
    [4, 5, 5],
  ]);
  record(5);
  record(6);
  expect(lengths()).toEqual([
    [0, 2, 3],
    [2, 4, 7],
    [4, 6, 11],
    [6, 7, 7],
  ]);
  for (const second of [7, 8, 9, 10, 11]) record(second);
  expect(lengths()).toEqual([
    [0, 4, 10],
    [4, 8, 26],
    [8, 12, 42],
  ]);
  expect(recorder.intervals().map(({ outstanding }) => outstanding)).toEqual([3, 7, 11]);
  expect(recorder.intervals()[2]?.buckets).toEqual([[999_424, 1_015_808, 42]]);
  expect(recorder.intervals()[2]?.rcodes).toEqual({ NOERROR: 42 });
});

test('a run of days keeps no more than it may, and loses no answer', () => {
  const worker = newWorker();
  const recorder = createIntervalRecorder([worker], 8);
  for (let second = 0; second < 1_000; second += 1) {
    answer(worker, 1_000_000, second % 2);
    recorder.record(second, second + 1);
  }
  const intervals = recorder.intervals();
  expect(intervals.length).toBeLessThanOrEqual(8);
  expect(intervals.reduce((sum, { answered }) => sum + answered, 0)).toBe(1_000);
  expect(intervals[0]).toMatchObject({
    fromSeconds: 0,
    toSeconds: 128,
    rcodes: { NOERROR: 64, FORMERR: 64 },
  });
  expect(intervals.at(-1)?.toSeconds).toBe(1_000);
});
