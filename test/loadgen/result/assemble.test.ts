import { expect, test } from 'vitest';
import { type AssembleInput, assembleResult } from '../../../src/loadgen/result/assemble.ts';
import { PLAIN_RESULT } from '../support/plain-result.ts';
import { addTo, answer, newWorker, setCounters, timeOut } from '../support/worker-counts.ts';

function input(changes: Partial<AssembleInput>): AssembleInput {
  return {
    version: '0.1.0',
    runId: 'run-1',
    host: 'lab1.example',
    startedAtSeconds: 1_575_731_758,
    windowSeconds: 2,
    drainSeconds: 0.5,
    endedBy: 'time-limit',
    passes: 1,
    settings: PLAIN_RESULT.settings,
    intervals: [],
    warnings: ['a warning'],
    mismatches: [],
    workers: [],
    ...changes,
  };
}

test('two workers make one result', () => {
  const [first, second] = [newWorker(), newWorker()];
  answer(first, 1_000_000);
  answer(first, 3_000_000, 3);
  answer(second, 2_000_000);
  addTo(second, 'answeredInWindow', -1);
  timeOut(second);
  addTo(second, 'late', 1);
  setCounters(first, { firstSentUs: 1_000_000, lastAnsweredUs: 2_000_000 });
  setCounters(second, { firstSentUs: 1_000_000, lastAnsweredUs: 3_000_000 });
  const result = assembleResult(
    input({
      workers: [
        { stats: first, cpuSeconds: 1, runQueueWaitSeconds: 0.1 },
        { stats: second, cpuSeconds: 1.98, runQueueWaitSeconds: 0 },
      ],
    }),
  );
  const { latency, latencyByRcode, ...rest } = result;
  expect(rest).toEqual({
    version: 1,
    tool: { name: 'dnsbench', version: '0.1.0' },
    runId: 'run-1',
    hosts: ['lab1.example'],
    startedAtSeconds: 1_575_731_758,
    finishedAtSeconds: 1_575_731_760.5,
    windowSeconds: 2,
    drainSeconds: 0.5,
    endedBy: 'time-limit',
    passes: 1,
    qps: 1,
    // 2 answers in 1 s, and 1 in 2 s.
    summedWorkerQps: 2.5,
    lossRatio: 0.25,
    totals: {
      ...PLAIN_RESULT.totals,
      sent: 4,
      answered: 3,
      answeredInWindow: 2,
      timedOut: 1,
      late: 1,
      bytesSent: 0,
      bytesReceived: 0,
    },
    rcodes: { NOERROR: 2, NXDOMAIN: 1 },
    intervals: [],
    workers: [
      {
        worker: 1,
        host: 'lab1.example',
        sent: 2,
        answeredInWindow: 2,
        timedOut: 0,
        qps: 1,
        cpuRatio: 0.5,
        runQueueWaitRatio: 0.05,
      },
      {
        worker: 2,
        host: 'lab1.example',
        sent: 2,
        answeredInWindow: 0,
        timedOut: 1,
        qps: 0,
        cpuRatio: 0.99,
        runQueueWaitRatio: 0,
      },
    ],
    clientLimits: [
      {
        kind: 'cpu',
        text: 'client limited: CPU 99 % of worker 2; give it more --workers where there are free cores, or another host with dnsbench merge',
      },
    ],
    warnings: ['a warning'],
    mismatches: [],
    settings: PLAIN_RESULT.settings,
  });
  expect(latency).toMatchObject({
    count: 3,
    minSeconds: 0.001,
    meanSeconds: 0.002,
    standardDeviationSeconds: expect.closeTo(0.000_816_496_6, 10),
    maxSeconds: 0.003,
    buckets: [
      [999_424, 1_015_808, 1],
      [1_998_848, 2_031_616, 1],
      [2_949_120, 3_014_656, 1],
    ],
  });
  expect(latency.percentilesSeconds.p50).toBeCloseTo(0.002, 4);
  expect(Object.keys(latencyByRcode)).toEqual(['NOERROR', 'NXDOMAIN']);
  expect(latencyByRcode['NXDOMAIN']?.count).toBe(1);
  // The middle of [2.94912 ms, 3 ms].
  expect(latencyByRcode['NXDOMAIN']?.meanSeconds).toBeCloseTo(0.002_974_56, 12);
  expect(latencyByRcode['NXDOMAIN']?.maxSeconds).toBe(0.003);
});

test('when all is lost, the loss is 1 and there is no latency', () => {
  const worker = newWorker();
  for (let n = 0; n < 100; n += 1) timeOut(worker);
  const result = assembleResult(
    input({ workers: [{ stats: worker, cpuSeconds: 0, runQueueWaitSeconds: 0 }] }),
  );
  expect(result).toMatchObject({ lossRatio: 1, qps: 0, summedWorkerQps: 0, rcodes: {}, latencyByRcode: {} });
  expect(result.latency).toMatchObject({ count: 0, minSeconds: 0, maxSeconds: 0, buckets: [] });
});

test('a run that sent nothing has no figure that is no number', () => {
  const result = assembleResult(
    input({
      windowSeconds: 0,
      drainSeconds: 0,
      workers: [{ stats: newWorker(), cpuSeconds: 0, runQueueWaitSeconds: 0 }],
    }),
  );
  expect(result).toMatchObject({ lossRatio: 0, qps: 0, summedWorkerQps: 0, windowSeconds: 0 });
  expect(result.workers[0]).toMatchObject({ qps: 0, cpuRatio: 0, runQueueWaitRatio: 0 });
  expect(JSON.stringify(result)).not.toMatch(/null/);
});

test('an open loop has the latency from the intended sending too', () => {
  const worker = newWorker({ intendedSumNs: 6_000_000, intendedMaxNs: 5_000_000 });
  answer(worker, 1_000_000);
  answer(worker, 1_000_000);
  worker.intended[350] = 1;
  worker.intended[423] = 1;
  const closed = input({ workers: [{ stats: worker, cpuSeconds: 0, runQueueWaitSeconds: 0 }] });
  expect(assembleResult(closed)).not.toHaveProperty('intendedLatency');
  const open = { ...closed, settings: { ...closed.settings, load: { kind: 'rate', qps: 1_000 } as const } };
  expect(assembleResult(open).intendedLatency).toMatchObject({
    count: 2,
    minSeconds: 0.000_999_424,
    meanSeconds: 0.003,
    maxSeconds: 0.005,
    buckets: [
      [999_424, 1_015_808, 1],
      [4_980_736, 5_111_808, 1],
    ],
  });
});

test('TCP and DoT tell of their connections', () => {
  const worker = newWorker({
    connectionsTried: 4,
    connectionsMade: 2,
    connectionsLost: 1,
    connectSumNs: 4_000_000,
    connectSumSquaresNs: 1e12 + 9e12,
    connectMinNs: 1_000_000,
    connectMaxNs: 3_000_000,
  });
  const idle = newWorker();
  const result = assembleResult(
    input({
      settings: { ...PLAIN_RESULT.settings, mode: 'dot' },
      workers: [idle, worker].map((stats) => ({ stats, cpuSeconds: 0, runQueueWaitSeconds: 0 })),
    }),
  );
  expect(result.connections).toEqual({
    tried: 4,
    made: 2,
    lost: 1,
    latency: {
      count: 2,
      minSeconds: 0.001,
      meanSeconds: 0.002,
      standardDeviationSeconds: expect.closeTo(0.001, 12),
      maxSeconds: 0.003,
    },
  });
});

test('what is known as it is goes through', () => {
  const known = {
    kernel: { udpInErrors: 1, udpReceiveBufferErrors: 0, udpSendBufferErrors: 0 },
    countedBy: { what: 'nsid', counts: [['ns1', 5]], others: 0 },
    findMax: { qps: 5, steps: [] },
    mismatches: ['a.example A: NXDOMAIN, expected NOERROR'],
  } as const;
  expect(assembleResult(input(known))).toMatchObject(known);
});
