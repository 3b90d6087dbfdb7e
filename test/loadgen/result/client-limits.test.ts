import { expect, test } from 'vitest';
import { type ClientReading, clientLimits } from '../../../src/loadgen/result/client-limits.ts';
import type { Interval, RunResult, Totals, WorkerResult } from '../../../src/loadgen/result/run-result.ts';
import type { Load } from '../../../src/loadgen/settings.ts';
import { PLAIN_INTERVAL, plainResult } from '../support/plain-result.ts';

const RATE: Load = { kind: 'rate', qps: 1_000 };

function worker(number: number, cpuRatio: number, runQueueWaitRatio = 0): WorkerResult {
  return {
    worker: number,
    host: 'lab1.example',
    sent: 0,
    answeredInWindow: 0,
    timedOut: 0,
    qps: 0,
    cpuRatio,
    runQueueWaitRatio,
  };
}

function reading({
  totals = {},
  settings = {},
  ...changes
}: Omit<Partial<ClientReading>, 'totals' | 'settings'> & {
  readonly totals?: Partial<Totals>;
  readonly settings?: Partial<RunResult['settings']>;
}): ClientReading {
  const result = plainResult({ totals, settings });
  return { workers: [], totals: result.totals, intervals: [], settings: result.settings, ...changes };
}

function interval(outstanding: number): Interval {
  return { ...PLAIN_INTERVAL, outstanding };
}

function step(qps: number, sentRatio: number): NonNullable<RunResult['findMax']>['steps'][number] {
  return { qps, sentRatio, lossRatio: 0, good: sentRatio > 0.99 };
}

test('a machine with room to spare limits nothing', () => {
  expect(
    clientLimits(
      reading({
        workers: [worker(1, 0.899, 0.099), worker(2, 0)],
        totals: { sent: 100_000, notSent: 100 },
        settings: { load: RATE },
        intervals: [interval(99)],
        kernel: { udpInErrors: 7, udpReceiveBufferErrors: 0, udpSendBufferErrors: 0 },
      }),
    ),
  ).toEqual([]);
});

test.each<[string, Parameters<typeof reading>[0], string, string]>([
  [
    'one busy worker',
    { workers: [worker(1, 0.2), worker(2, 0.99)] },
    'cpu',
    'client limited: CPU 99 % of worker 2; give it more --workers where there are free cores, or another host with dnsbench merge',
  ],
  [
    'several busy workers',
    { workers: [worker(1, 0.91), worker(2, 0.97), worker(3, 0.9)] },
    'cpu',
    'client limited: CPU 97 % of worker 2 and 2 more; give it more --workers where there are free cores, or another host with dnsbench merge',
  ],
  [
    'drops of our sockets',
    {
      totals: { socketDrops: 1_234 },
      settings: { receiveBufferBytes: 8_192 },
      kernel: { udpInErrors: 0, udpReceiveBufferErrors: 2_000, udpSendBufferErrors: 0 },
    },
    'receive-buffer',
    'client limited: receive buffer overflowed 1,234 times; raise it with -b (it is 8 KiB) and net.core.rmem_max, or lower -q',
  ],
  [
    'drops of the host',
    {
      settings: { transport: 'dgram' },
      kernel: { udpInErrors: 0, udpReceiveBufferErrors: 1, udpSendBufferErrors: 0 },
    },
    'receive-buffer',
    'client limited: receive buffers of this host, not surely ours, overflowed once; raise it with -b (it is 4,096 KiB) and net.core.rmem_max, or lower -q',
  ],
  [
    'send errors',
    { totals: { sendErrors: 12 } },
    'send-errors',
    'client limited: the kernel refused to send 12 times; raise the send buffer with -b, or lower -q or the rate',
  ],
  [
    'a rate that was not kept',
    { totals: { sent: 98_766, notSent: 1_234 }, settings: { load: RATE } },
    'not-sent',
    'client limited: 1,234 queries (1.23 % of the schedule) could not be sent in time; give it more --workers or -q, or a lower rate',
  ],
  [
    'a step of find-max that was not kept',
    {
      totals: { sent: 10, notSent: 10 },
      settings: { load: { kind: 'find-max', fromQps: 1_000, maxLossRatio: 0.01 } },
      findMax: { qps: 2_000, steps: [step(2_000, 1), step(8_000, 0.5), step(4_000, 0.812)] },
    },
    'not-sent',
    'client limited: at 4,000 qps only 81 % of the schedule could be sent, so the maximum may be higher; give it more --workers or -q',
  ],
  [
    'no place for more queries',
    {
      settings: { load: RATE, workers: 2, outstanding: 100 },
      intervals: [interval(200), interval(199), interval(200)],
    },
    'outstanding',
    'client limited: all 200 places for queries without an answer were taken at the end of 2 of 3 intervals; raise -q',
  ],
  [
    'a machine with other work',
    { workers: [worker(1, 0.5, 0.1), worker(2, 0.5, 0.23)] },
    'run-queue',
    'client limited: another thread had the core 23 % of the time of worker 2 and 1 more; keep other work off this host or lower --workers',
  ],
])('%s', (_, changes, kind, text) => {
  expect(clientLimits(reading(changes))).toEqual([{ kind, text }]);
});

test('a closed loop is meant to take all places; TCP has no receive buffer that overflows', () => {
  expect(
    clientLimits(
      reading({
        settings: { mode: 'tcp', outstanding: 5 },
        intervals: [interval(5)],
        kernel: { udpInErrors: 0, udpReceiveBufferErrors: 9, udpSendBufferErrors: 0 },
      }),
    ),
  ).toEqual([]);
});

test('find-max may leave queries behind at a rate that is beyond reach for the server alone', () => {
  expect(
    clientLimits(
      reading({
        totals: { sent: 1, notSent: 1 },
        settings: { load: { kind: 'find-max', fromQps: 1_000, maxLossRatio: 0.01 }, outstanding: 1 },
        intervals: [interval(1)],
        findMax: { qps: 1_000, steps: [step(1_000, 1), step(2_000, 0.99)] },
      }),
    ),
  ).toEqual([]);
});
