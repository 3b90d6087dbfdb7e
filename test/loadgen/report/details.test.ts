import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { renderDetails } from '../../../src/loadgen/report/details.ts';
import { COLOURED, PLAIN } from '../../../src/loadgen/report/format-painter.ts';
import type { RunResult } from '../../../src/loadgen/result/run-result.ts';
import { bucketsOf } from '../../../src/loadgen/stats/buckets.ts';
import { BUCKETS } from '../../../src/loadgen/stats/histogram.ts';
import { NO_LATENCY, PLAIN_RESULT, plainResult } from '../support/plain-result.ts';

/** Lines of one section, without those around them. */
function section(text: string, heading: string): string[] {
  const [, from = ''] = text.split(`${heading}:\n\n`);
  return (
    from
      .split(/\n\n(?=\S)/)[0]
      ?.trimEnd()
      .split('\n') ?? []
  );
}

const NO_HISTOGRAM = { latencyHistogram: false };

const WORKER = {
  worker: 1,
  host: 'lab1.example',
  sent: 1_437_166,
  answeredInWindow: 1_437_066,
  timedOut: 100,
  qps: 23_951.1,
  cpuRatio: 0.987,
  runQueueWaitRatio: 0.012,
};

const RICH = plainResult({
  endedBy: 'time-limit',
  passes: 298,
  windowSeconds: 60,
  drainSeconds: 0.412,
  qps: 47_902.2,
  summedWorkerQps: 47_950.4,
  totals: {
    sent: 2_874_335,
    answered: 2_874_132,
    timedOut: 200,
    interrupted: 3,
    late: 3,
    duplicate: 2,
    unexpected: 1,
    truncated: 412,
    wrongQuestion: 5,
    malformed: 6,
    unreachable: 17,
    sendErrors: 7,
    notSent: 8,
    socketDrops: 1234,
    verified: 1_000_000,
    mismatched: 2,
  },
  rcodes: { SERVFAIL: 94, NOERROR: 2_874_038 },
  intendedLatency: {
    ...PLAIN_RESULT.latency,
    meanSeconds: 0.00123,
    percentilesSeconds: { p50: 0.000117, p90: 0.01, p95: 0.1, p99: 1, 'p99.9': 10 },
    maxSeconds: 12.5,
  },
  latencyByRcode: {
    NOERROR: PLAIN_RESULT.latency,
    SERVFAIL: { ...PLAIN_RESULT.latency, maxSeconds: 2 },
  },
  kernel: { udpInErrors: 1250, udpReceiveBufferErrors: 1240, udpSendBufferErrors: 9 },
  countedBy: {
    what: 'nsid',
    counts: [
      ['ns1.example', 2_000_000],
      [`ns2\u001b[31m${'x'.repeat(60)}`, 874_000],
      ['', 100],
    ],
    others: 32,
  },
  mismatches: ['www.example.org A: rcode NXDOMAIN instead of NOERROR'],
  connections: {
    tried: 1300,
    made: 1299,
    lost: 1,
    latency: {
      count: 1299,
      minSeconds: 0.000058,
      meanSeconds: 0.000107,
      standardDeviationSeconds: 0.000081,
      maxSeconds: 0.000361,
    },
  },
  findMax: {
    qps: 40_000,
    steps: [
      { qps: 40_000, sentRatio: 1, lossRatio: 0, good: true },
      { qps: 80_000, sentRatio: 0.991, lossRatio: 0.052, good: false },
    ],
  },
  workers: [WORKER, { ...WORKER, worker: 2, cpuRatio: 0.941, runQueueWaitRatio: 0.034 }],
  clientLimits: [{ kind: 'cpu', text: 'client limited: CPU 99 % of worker 1; give it more --workers' }],
  warnings: [
    'queries.txt:17:17: "AAAAA" is no type that is known, and the line that it stands in is left out',
  ],
  settings: {
    server: 'vip.example.org',
    address: '2001:db8::1',
    port: 5353,
    transport: 'dgram',
    gso: false,
    transportReason: 'libc.so.6 cannot be loaded, as koffi is not installed',
    workers: 2,
    durationSeconds: 60,
    load: { kind: 'find-max', fromQps: 40_000, maxLossRatio: 0.001 },
    files: ['queries.txt', '-'],
    queries: 10_000,
    timestamps: 'kernel',
  },
});

test('everything there is to tell', () => {
  expect(renderDetails(RICH, NO_HISTOGRAM, PLAIN)).toBe(`Run:

  Target:               vip.example.org at [2001:db8::1]:5353, UDP
  Transport:            dgram: libc.so.6 cannot be loaded, as koffi is not
                        installed
  Input:                10,000 queries of queries.txt, standard input, 298 whole
                        passes
  Window and drain:     60 s, then 412 ms; ended by the time limit
  Senders:              2 workers × 16 sockets
  Outstanding:          at most 100 of each worker, 200 in all
  Timeout:              5 s
  Load:                 open loop, steps from 40,000 qps while at most 0.1 % is
                        lost
  Buffers granted:      4,194,304 bytes to receive, 212,992 to send
  Time stamps:          the kernel's, of receiving

Latency:

                        from sending  from schedule
  mean                        190 µs        1.23 ms
  p50                         117 µs         117 µs
  p90                         354 µs          10 ms
  p95                         354 µs         100 ms
  p99                         354 µs            1 s
  p99.9                       354 µs           10 s
  max                         354 µs         12.5 s

Answers:

  Rcode       answers     share     p50     p99     max
  NOERROR   2,874,038  >99.99 %  117 µs  354 µs  354 µs
  SERVFAIL         94  0.0033 %  117 µs  354 µs     2 s

  Server (NSID)                                   answers     share
  ns1.example                                   2,000,000   69.59 %
  ns2\ufffd[31mxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxx    874,000   30.41 %
  (none)                                              100  0.0035 %
  all others                                           32  0.0011 %

  Verified:             1,000,000 answers, 2 not as expected
    www.example.org A: rcode NXDOMAIN instead of NOERROR

Accounting:

  sent               2,874,335
  = answered         2,874,132   99.99 %
  + timed out              200   0.007 %
  + interrupted              3  0.0001 %
  late                       3            answers to what had timed out
  duplicate                  2            further answers to one query
  unexpected                 1            answers to an id never used
  truncated                412            answers with TC set
  wrong question             5            answers with another question
  malformed                  6            messages that are no answer
  unreachable               17            ICMP errors
  send errors                7            queries the kernel did not take
  not sent                   8            queries due, but not sent
  socket drops           1,234            datagrams lost to full buffers
  host RcvbufErrors      1,240            receive buffers, any program
  host SndbufErrors          9            send buffers, any program
  host InErrors          1,250            all on receiving, any program

Connections:

  Attempts:             1,300, 1,299 successful, 1 lost later
  Ready within:         min 58 µs, mean 107 µs, max 361 µs

Highest rate:

  Found:                40,000 qps

  Step  target qps  of it sent   lost
     1      40,000       100 %    0 %  good
     2      80,000      99.1 %  5.2 %  too much lost

Workers:

  Worker       sent  timed out     qps     CPU  run queue
       1  1,437,166        100  23,951  98.7 %      1.2 %
       2  1,437,166        100  23,951  94.1 %      3.4 %
     all                        47,902
  Summed:               47,950 qps, each worker over its own time

Remarks:

  client limited: CPU 99 % of worker 1; give it more --workers
  warning: queries.txt:17:17: "AAAAA" is no type that is known, and the line
    that it stands in is left out

`);
});

test('nothing that did not happen', () => {
  expect(renderDetails(plainResult(), NO_HISTOGRAM, PLAIN)).toBe(`Run:

  Target:               192.0.2.1:53, UDP
  Transport:            mmsg with GSO
  Input:                3 queries of queries.txt, 1 whole pass
  Window and drain:     1.37 ms, then 0 s; ended by the end of the input
  Senders:              1 worker × 16 sockets
  Outstanding:          at most 100 of each worker, 100 in all
  Timeout:              5 s
  Load:                 closed loop, as fast as answers come
  Buffers granted:      4,194,304 bytes to receive, 212,992 to send

Latency:

                        from sending
  mean                        190 µs
  p50                         117 µs
  p90                         354 µs
  p95                         354 µs
  p99                         354 µs
  p99.9                       354 µs
  max                         354 µs

Answers:

  Rcode     answers    share  p50  p99  max
  NOERROR         1  33.33 %
  NXDOMAIN        1  33.33 %
  REFUSED         1  33.33 %

Accounting:

  sent           3
  = answered     3  100 %
  + timed out    0    0 %
  + interrupted  0    0 %
  none: late, duplicate, unexpected, truncated, wrong question, malformed,
        unreachable, send errors, not sent, socket drops, host RcvbufErrors,
        host SndbufErrors, host InErrors

`);
});

test('nothing answered', () => {
  const result = plainResult({
    rcodes: {},
    latency: NO_LATENCY,
    windowSeconds: 0,
    qps: 0,
    lossRatio: 1,
    totals: { sent: 20, answered: 0, timedOut: 20 },
    connections: {
      tried: 4,
      made: 0,
      lost: 0,
      latency: { count: 0, minSeconds: 0, meanSeconds: 0, standardDeviationSeconds: 0, maxSeconds: 0 },
    },
    findMax: { qps: 0, steps: [] },
    settings: { mode: 'dot', transport: 'stream', gso: false, sockets: 1 },
  });
  const text = renderDetails(result, NO_HISTOGRAM, PLAIN);
  expect(text).not.toMatch(/NaN|Infinity/);
  expect(text).not.toContain('Answers:');
  expect(section(text, 'Latency')).toEqual(['  nothing was answered']);
  expect(section(text, 'Accounting').slice(0, 4)).toEqual([
    '  sent           20',
    '  = answered      0    0 %',
    '  + timed out    20  100 %',
    '  + interrupted   0    0 %',
  ]);
  expect(section(text, 'Connections')).toEqual(['  Attempts:             4, 0 successful, 0 lost later']);
  expect(section(text, 'Highest rate')).toEqual([
    '  Found:                nothing: no step stayed within the loss',
  ]);
  expect(section(text, 'Run').slice(0, 2)).toEqual([
    '  Target:               192.0.2.1:53, DNS over TLS',
    '  Transport:            stream',
  ]);
  expect(section(text, 'Run')[4]).toBe('  Senders:              1 worker × 1 connection');
});

describe('how the load was made', () => {
  test.each([
    [{ kind: 'rate', qps: 20_000 }, 'open loop, 20,000 qps'],
    [{ kind: 'rate', qps: 0.5 }, 'open loop, 0.5 qps'],
    [
      { kind: 'ramp', fromQps: 1000, toQps: 50_000, seconds: 30 },
      'open loop, from 1,000 to 50,000 qps in 30 s',
    ],
  ] as const)('%j', (load, text) => {
    expect(section(renderDetails(plainResult({ settings: { load } }), NO_HISTOGRAM, PLAIN), 'Run')[7]).toBe(
      `  Load:                 ${text}`,
    );
  });
});

test('hosts are named where several sent', () => {
  const workers = [WORKER, { ...WORKER, host: 'lab2.example' }];
  const text = renderDetails(
    plainResult({ hosts: ['lab1.example', 'lab2.example'], workers }),
    NO_HISTOGRAM,
    PLAIN,
  );
  expect(section(text, 'Run')).toContain('  Hosts:                lab1.example, lab2.example');
  expect(section(text, 'Workers').slice(0, 3)).toEqual([
    '  Worker       sent  timed out     qps     CPU  run queue  host',
    '       1  1,437,166        100  23,951  98.7 %      1.2 %  lab1.example',
    '       1  1,437,166        100  23,951  98.7 %      1.2 %  lab2.example',
  ]);
});

test('the figures of a busy year still fit', () => {
  const many = 999_999_999_999;
  const text = renderDetails(
    plainResult({
      totals: { sent: many, answered: many, unexpected: many, notSent: many },
      rcodes: { NOERROR: many },
      latencyByRcode: { NOERROR: PLAIN_RESULT.latency },
      workers: [{ ...WORKER, worker: 128, sent: many, timedOut: many, qps: 9_999_999 }],
    }),
    NO_HISTOGRAM,
    PLAIN,
  );
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

describe('the histogram of --latency-histogram', () => {
  const histogramOf = (result: RunResult) =>
    section(renderDetails(result, { latencyHistogram: true }, PLAIN), 'Latency histogram');

  test('from the shortest to the longest, in the buckets that were counted', () => {
    expect(histogramOf(PLAIN_RESULT)).toEqual([
      '    from      to  answers    share',
      '  101 µs  102 µs        1  33.33 %  ##############################',
      '  117 µs  119 µs        1  33.33 %  ##############################',
      '  352 µs  354 µs        1  33.33 %  ##############################',
    ]);
  });

  test('nothing answered', () => {
    expect(histogramOf(plainResult({ latency: NO_LATENCY }))).toEqual(['']);
  });

  test('it fits a screen whatever was counted', () => {
    const counts = new Float64Array(BUCKETS).fill(999_999_999_999);
    const latency = {
      ...PLAIN_RESULT.latency,
      count: counts.reduce((sum, count) => sum + count, 0),
      minSeconds: 1e-7,
      maxSeconds: 3600,
      buckets: bucketsOf(counts),
    };
    const lines = histogramOf(plainResult({ latency }));
    expect(lines).toHaveLength(30);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.at(-1)).toMatch(/^ +68\.7 s +3,600 s +999,999,999,999 /);
  });
});

test('no line is wider than a terminal, and none is what a script sums', () => {
  const text = renderDetails(RICH, NO_HISTOGRAM, PLAIN);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(text).not.toContain('Queries per second');
});

test('colour changes nothing but colour', () => {
  const coloured = renderDetails(RICH, NO_HISTOGRAM, COLOURED);
  expect(coloured).toContain('\u001b[1mAccounting:\u001b[22m\n');
  expect(coloured).toContain('\u001b[31m+ timed out              200   0.007 %\u001b[39m\n');
  expect(stripVTControlCharacters(coloured)).toBe(renderDetails(RICH, NO_HISTOGRAM, PLAIN));
});

test('a step of the search that lost nothing and was not sent', () => {
  const steps = [{ qps: 80_000, sentRatio: 0.91, lossRatio: 0.0005, good: false }];
  const text = renderDetails({ ...RICH, findMax: { qps: 0, steps } }, NO_HISTOGRAM, PLAIN);
  expect(text).toContain('     1      80,000        91 %  0.05 %  not sent\n');
});

test('of many servers the first twenty are listed, and the others together', () => {
  const counts = Array.from({ length: 25 }, (_none, server) => [`ns${server + 1}`, 100] as const);
  const text = renderDetails(
    { ...RICH, countedBy: { what: 'nsid', counts, others: 7 } },
    NO_HISTOGRAM,
    PLAIN,
  );
  expect(text).toContain('  ns20 ');
  expect(text).not.toContain('  ns21 ');
  expect(text).toMatch(/^ {2}all others {6,}507 /m);
});
