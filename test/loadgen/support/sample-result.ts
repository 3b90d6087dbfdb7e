import { intervalOf } from '../../../src/loadgen/result/interval.ts';
import { type Interval, RESULT_VERSION, type RunResult } from '../../../src/loadgen/result/run-result.ts';
import { addBuckets, bucketsOf } from '../../../src/loadgen/stats/buckets.ts';
import { BUCKETS, bucketOf, lowerBoundNs } from '../../../src/loadgen/stats/histogram.ts';
import { latencyOf, sumsOfBuckets } from '../../../src/loadgen/stats/latency.ts';
import type { Buckets, Latency } from '../../../src/loadgen/stats/latency-summary.ts';

const SECONDS = 60;
const PER_SECOND = 52_000;
const OUTSTANDING = 200;
const RCODE_SHARES = { SERVFAIL: 0.004, NXDOMAIN: 0.031 } as const;

/**
 * A run of a minute by two workers, 200 queries outstanding, against a server that is gone from second 30 to 33: what
 * was on the way is lost, and sending goes on when it has timed out, five seconds later. Sums are what they should be.
 */
export function sampleResult(changes: Partial<RunResult> = {}): RunResult {
  const intervals = Array.from({ length: SECONDS }, (_, second) => sampleInterval(second));
  const sum = (of: (interval: Interval) => number): number =>
    intervals.reduce((total, interval) => total + of(interval), 0);
  const sent = sum((interval) => interval.sent);
  const answered = sum((interval) => interval.answered);
  const timedOut = sum((interval) => interval.timedOut);
  const rcodes = {
    NOERROR: sum(({ rcodes: { NOERROR = 0 } }) => NOERROR),
    NXDOMAIN: sum(({ rcodes: { NXDOMAIN = 0 } }) => NXDOMAIN),
    SERVFAIL: sum(({ rcodes: { SERVFAIL = 0 } }) => SERVFAIL),
  };
  const latency = sampleLatency(addBuckets(intervals.map(({ buckets }) => buckets)));
  return {
    version: RESULT_VERSION,
    tool: { name: 'dnsbench', version: '0.1.0' },
    runId: '0f6d1c2e-7a41-4b58-9d0e-3c2b1a09f8e7',
    hosts: ['lab1.example'],
    startedAtSeconds: Date.UTC(2026, 10, 20, 10, 0, 0) / 1000,
    finishedAtSeconds: Date.UTC(2026, 10, 20, 10, 1, 0) / 1000,
    windowSeconds: SECONDS,
    drainSeconds: 0.004,
    endedBy: 'time-limit',
    passes: 298,
    qps: answered / SECONDS,
    summedWorkerQps: answered / SECONDS,
    lossRatio: timedOut / sent,
    totals: {
      sent,
      answered,
      answeredInWindow: answered,
      timedOut,
      interrupted: sent - answered - timedOut,
      late: 3,
      duplicate: 0,
      unexpected: 0,
      truncated: 412,
      wrongQuestion: 0,
      malformed: 0,
      unreachable: 17,
      sendErrors: 0,
      notSent: 0,
      socketDrops: 1234,
      bytesSent: sent * 38,
      bytesReceived: answered * 86,
      verified: 0,
      mismatched: 0,
    },
    rcodes,
    latency,
    latencyByRcode: Object.fromEntries(
      Object.entries(rcodes).map(([rcode, count]) => [
        rcode,
        sampleLatency(shareOf(latency.buckets, count / answered)),
      ]),
    ),
    intervals,
    workers: [1, 2].map((worker) => ({
      worker,
      host: 'lab1.example',
      sent: worker === 1 ? Math.ceil(sent / 2) : Math.floor(sent / 2),
      answeredInWindow: worker === 1 ? Math.ceil(answered / 2) : Math.floor(answered / 2),
      timedOut: timedOut / 2,
      qps: answered / 2 / SECONDS,
      cpuRatio: worker === 1 ? 0.987 : 0.941,
      runQueueWaitRatio: worker === 1 ? 0.012 : 0.034,
    })),
    kernel: { udpInErrors: 1234, udpReceiveBufferErrors: 1234, udpSendBufferErrors: 0 },
    clientLimits: [
      {
        kind: 'cpu',
        text: 'client limited: CPU 99 % of worker 1 and 1 more; give it more --workers where there are free cores, or another host with dnsbench merge',
      },
      {
        kind: 'receive-buffer',
        text: 'client limited: receive buffer overflowed 1,234 times; raise it with -b (it is 4,096 KiB) and net.core.rmem_max, or lower -q',
      },
    ],
    warnings: ['queries.txt:17: "www.example.com AAAAA" has no type that is known; skipped'],
    mismatches: [],
    settings: {
      dialect: 'dnsbench',
      commandLine: 'dnsbench -s 192.0.2.7 -d queries.txt -l 60 --workers 2 --html run.html',
      server: 'vip.example.com',
      address: '192.0.2.7',
      port: 53,
      mode: 'udp',
      transport: 'mmsg',
      transportReason: '',
      workers: 2,
      sockets: 16,
      outstanding: OUTSTANDING / 2,
      timeoutSeconds: 5,
      durationSeconds: SECONDS,
      load: { kind: 'closed' },
      files: ['queries.txt'],
      queries: 10_000,
      receiveBufferBytes: 4_194_304,
      sendBufferBytes: 4_194_304,
      timestamps: 'user',
      gso: true,
    },
    ...changes,
  };
}

function sampleInterval(second: number): Interval {
  const isStill = second > 30 && second < 35;
  const isCut = second === 30 || second === 35;
  const rate = Math.round(PER_SECOND * (1 + 0.05 * Math.sin(second / 3) + 0.02 * Math.sin(second * 2.1)));
  const answered = isStill ? 0 : isCut ? Math.round(rate / 2) : rate;
  const timedOut = second === 35 ? OUTSTANDING : 0;
  const { SERVFAIL, NXDOMAIN } = RCODE_SHARES;
  const servfail = Math.round(answered * SERVFAIL);
  const nxdomain = Math.round(answered * NXDOMAIN);
  const buckets = sampleBuckets(answered, 1_900_000 * (1 + 0.25 * Math.sin(second / 5)));
  return intervalOf({
    fromSeconds: second,
    toSeconds: second + 1,
    sent: answered + (second === 30 ? OUTSTANDING : 0),
    timedOut,
    rcodes:
      answered === 0
        ? {}
        : { NOERROR: answered - nxdomain - servfail, NXDOMAIN: nxdomain, SERVFAIL: servfail },
    outstanding: OUTSTANDING,
    sumSeconds: sumsOfBuckets(buckets).sumSeconds,
    maxSeconds: sumsOfBuckets(buckets).maxSeconds,
    buckets,
  });
}

/** A log-normal hill with a small one behind it, where cache misses are: `count` durations in all. */
function sampleBuckets(count: number, medianNs: number): Buckets {
  const weights = Array.from({ length: BUCKETS - 1 }, (_, bucket) => {
    const x = Math.log(Math.max(1, lowerBoundNs(bucket)) / medianNs);
    return Math.exp(-((x / 0.28) ** 2) / 2) + 0.006 * Math.exp(-(((x - 2.6) / 0.35) ** 2) / 2);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map((weight) => Math.floor((weight / total) * count));
  const median = bucketOf(medianNs);
  counts[median] = (counts[median] ?? 0) + count - counts.reduce((sum, each) => sum + each, 0);
  return bucketsOf(counts);
}

/** Summary of durations that all lie in the middle of their bucket. */
function sampleLatency(buckets: Buckets): Latency {
  return latencyOf(sumsOfBuckets(buckets), buckets);
}

/** That share of the durations, of every length. */
function shareOf(buckets: Buckets, ratio: number): Buckets {
  return buckets
    .map(([low, high, count]) => [low, high, Math.round(count * ratio)] as const)
    .filter(([, , count]) => count > 0);
}
