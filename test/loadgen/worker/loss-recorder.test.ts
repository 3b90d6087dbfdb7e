import { describe, expect, test } from 'vitest';
import { isGood } from '../../../src/loadgen/ledger/good-bits.ts';
import { LossRecorder } from '../../../src/loadgen/worker/loss-recorder.ts';
import { engineBench, questionOf, START_US, stage } from '../support/engine-bench.ts';
import { poolOf } from '../support/pool.ts';

const POOL = poolOf(questionOf('www.abc.local'));

function bench(
  options: { sockets?: number; socketsEach?: number; maxSlices?: number; maxRuns?: number } = {},
) {
  const { sockets = 2, socketsEach = 1, maxSlices = 1_600, maxRuns = 100 } = options;
  let recorder: LossRecorder | undefined;
  let origin: string | undefined;
  const it = engineBench({
    pool: POOL,
    runs: 10_000,
    sockets,
    stages: [stage({ timeoutUs: 1_000_000 })],
    observer: {
      sent: (batch, from, to) => recorder?.sent(batch, from, to),
      answered: (slot, _message, _rcode, latencyUs) => recorder?.answered(slot, latencyUs, origin),
      timedOut: (slot) => recorder?.lost(slot),
    },
  });
  recorder = new LossRecorder({
    slots: it.slots,
    places: 20,
    worker: 1,
    flows: sockets / socketsEach,
    socketsEach,
    localPort: 5_000,
    maxRuns,
    batch: 8,
    startUs: () => it.control.startUs,
    maxSlices,
  });
  const at = (seconds: number) => START_US + seconds * 1e6;
  return {
    it,
    at,
    /** Sends one query, which is answered a millisecond later. */
    ask: (seconds: number, socket: number, by?: string) => {
      const [slot = -1] = it.send(1, at(seconds), socket);
      origin = by;
      it.receive(it.answerTo(slot), at(seconds) + 1_000, socket);
    },
    /** Sends so many, which are not answered. */
    lose: (seconds: number, socket: number, count = 1) => it.send(count, at(seconds), socket),
    finish: (seconds: number) => {
      it.engine.expire(at(seconds));
      it.engine.finish();
      return (recorder as LossRecorder).finish(it.count('interrupted'));
    },
  };
}

describe('what is recorded', () => {
  test('each query in the slice of its sending, whatever became of it', () => {
    const of = bench();
    of.ask(0.001, 0);
    of.ask(0.015, 1);
    of.lose(0.016, 1, 3);
    of.it.engine.expire(of.at(1.5));
    of.lose(1.6, 0, 2);
    const losses = of.finish(1.7);
    expect(losses.sliceSeconds).toBe(0.01);
    expect([...losses.slices.sent.subarray(0, 3)]).toEqual([1, 4, 0]);
    expect(losses.slices.sent.length).toBe(161);
    expect([...losses.slices.answered.subarray(0, 3)]).toEqual([1, 1, 0]);
    expect([...losses.slices.lost.subarray(0, 3)]).toEqual([0, 3, 0]);
    expect(losses.slices.latencySumSeconds[1]).toBeCloseTo(0.001, 9);
    expect(losses.slices.latencyMaxSeconds[1]).toBeCloseTo(0.001, 9);
    expect(losses.interrupted).toBe(2);
    expect(losses.flows).toMatchObject([
      { worker: 2, socket: 1, localPort: 5_000, sent: 3, answered: 1, lost: 0 },
      { worker: 2, socket: 2, localPort: 5_001, sent: 4, answered: 1, lost: 3 },
    ]);
    expect(losses.flows.map(({ good }) => [isGood(good, 0), isGood(good, 1)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('runs of one flow end with an answer, and know who had answered it before', () => {
    const of = bench();
    of.lose(0, 0);
    of.ask(0.1, 0, 'rs1');
    of.lose(0.2, 0, 2);
    of.lose(0.3, 1);
    of.lose(0.4, 0);
    of.ask(0.5, 0, 'rs2');
    of.lose(0.6, 0);
    const { runs, origins, lossesLeftOut } = of.finish(5);
    const told = Array.from(runs.lost, (lost, run) => [
      runs.flow[run],
      lost,
      runs.firstSeconds[run],
      runs.lastSeconds[run],
      origins[runs.origin[run] ?? -1],
    ]).sort((a, b) => Number(a[2]) - Number(b[2]));
    expect(told).toEqual([
      [0, 1, 0, 0, undefined],
      [0, 3, 0.2, 0.4, 'rs1'],
      [1, 1, 0.3, 0.3, undefined],
      [0, 1, 0.6, 0.6, 'rs2'],
    ]);
    expect(lossesLeftOut).toBe(0);
  });

  test('sockets that take turns at one place are one flow', () => {
    const of = bench({ sockets: 4, socketsEach: 2 });
    of.ask(0, 0);
    of.lose(0.1, 0);
    of.lose(0.2, 1);
    of.lose(0.2, 2);
    const { runs, flows } = of.finish(2);
    expect(flows.map(({ sent, lost }) => [sent, lost])).toEqual([
      [3, 2],
      [1, 1],
    ]);
    expect([...runs.lost].sort()).toEqual([1, 2]);
  });
});

describe('in bounded memory', () => {
  test('slices get wider when there are too many', () => {
    const of = bench({ maxSlices: 16 });
    for (let n = 0; n < 50; n++) of.ask(n / 100, n % 2);
    of.lose(0.5, 0, 2);
    const { slices, sliceSeconds, flows } = of.finish(2);
    expect(sliceSeconds).toBe(0.04);
    expect(slices.sent.length).toBe(13);
    expect([...slices.sent]).toEqual([...Array.from({ length: 12 }, () => 4), 4]);
    expect([...slices.lost]).toEqual([...Array.from({ length: 12 }, () => 0), 2]);
    for (const { good } of flows)
      expect(Array.from({ length: 14 }, (_none, slice) => isGood(good, slice))).toEqual([
        ...Array.from({ length: 13 }, () => true),
        false,
      ]);
    expect(slices.latencySumSeconds[0]).toBeCloseTo(0.004, 9);
  });

  test('what is beyond the runs that are kept is counted', () => {
    const of = bench({ maxRuns: 2 });
    for (let n = 0; n < 5; n++) {
      of.lose(n / 10, 0);
      of.ask(n / 10 + 0.05, 0);
    }
    const { runs, lossesLeftOut, flows } = of.finish(3);
    expect([runs.lost.length, lossesLeftOut, flows[0]?.lost]).toEqual([2, 3, 5]);
  });
});

test('a worker that sent nothing has nothing to tell', () => {
  const losses = bench().finish(0);
  expect(losses.slices.sent.length).toBe(0);
  expect(losses.runs.lost.length).toBe(0);
  expect(losses.flows).toHaveLength(2);
});
