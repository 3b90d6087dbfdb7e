import { describe, expect, test } from 'vitest';
import {
  dnsperfComplete,
  dnsperfInterval,
  dnsperfIntervalLine,
  dnsperfPrelude,
  dnsperfReport,
  dnsperfStatus,
  dnsperfTimeout,
} from '../../../src/loadgen/report/dnsperf.ts';
import { NO_LATENCY, PLAIN_INTERVAL, plainResult } from '../support/plain-result.ts';

const BRIEF = { latencyHistogram: false };

describe('what comes before the report', () => {
  const start = {
    commandLine: 'dnsperf -s 192.0.2.1 -d queries.txt',
    address: '192.0.2.1',
    port: 53,
    startedAtSeconds: 1575731758.9,
  };

  test('the prelude', () => {
    expect(dnsperfPrelude('0.1.0')).toBe(
      'DNS Performance Testing Tool\nVersion dnsbench 0.1.0 (dnsperf 2.14 compatible)\n\n',
    );
  });

  test('the status lines', () => {
    expect(
      dnsperfStatus({ ...start, durationSeconds: 60, runs: 2 }, 'UTC'),
    ).toBe(`[Status] Command line: dnsperf -s 192.0.2.1 -d queries.txt
[Status] Sending queries (to 192.0.2.1:53)
[Status] Started at: Sat Dec  7 15:15:58 2019
[Status] Stopping after 60.000000 seconds or 2 runs through file
`);
  });

  test.each([
    [{ runs: 1 }, '1 run through file'],
    [{ durationSeconds: 1.5 }, '1.500000 seconds'],
  ])('%j', (limits, expected) => {
    const text = dnsperfStatus({ ...start, ...limits }, 'UTC');
    expect(text.split('\n')[3]).toBe(`[Status] Stopping after ${expected}`);
  });

  test('an IPv6 server stands in brackets', () => {
    const text = dnsperfStatus({ ...start, address: '2001:db8::1', port: 5353, runs: 1 }, 'UTC');
    expect(text.split('\n')[1]).toBe('[Status] Sending queries (to [2001:db8::1]:5353)');
  });

  test.each([
    ['time-limit', 'time limit'],
    ['end-of-input', 'end of file'],
    ['interrupted', 'interruption'],
    ['found-max', 'maximum found'],
  ] as const)('ended by %s', (endedBy, reason) => {
    expect(dnsperfComplete(endedBy)).toBe(`[Status] Testing complete (${reason})\n\n`);
  });

  test('a timeout', () => {
    expect(dnsperfTimeout(1191)).toBe('[Timeout] Query timed out: msg id 1191\n');
  });
});

describe('the report', () => {
  // As dnsperf 2.10.0 printed it for these very figures.
  test('of three queries', () => {
    expect(dnsperfReport(plainResult(), BRIEF)).toBe(`Statistics:

  Queries sent:         3
  Queries completed:    3 (100.00%)
  Queries lost:         0 (0.00%)

  Response codes:       NOERROR 1 (33.33%), NXDOMAIN 1 (33.33%), REFUSED 1 (33.33%)
  Average packet size:  request 33, response 52
  Run time (s):         0.001369
  Queries per second:   2191.380570

  Average Latency (s):  0.000190 (min 0.000101, max 0.000354)
  Latency StdDev (s):   0.000142

`);
  });

  test('of nothing answered', () => {
    const result = plainResult({
      rcodes: {},
      latency: NO_LATENCY,
      windowSeconds: 0.003589,
      qps: 0,
      totals: { sent: 6, answered: 0, timedOut: 6, bytesSent: 198, bytesReceived: 0 },
    });
    expect(dnsperfReport(result, BRIEF)).toBe(`Statistics:

  Queries sent:         6
  Queries completed:    0 (0.00%)
  Queries lost:         6 (100.00%)

  Response codes:       ${''}
  Average packet size:  request 33, response 0
  Run time (s):         0.003589
  Queries per second:   0.000000

  Average Latency (s):  0.000000 (min 0.000000, max 0.000000)

`);
  });

  test('of an interrupted run over connections, with its histogram', () => {
    const result = plainResult({
      endedBy: 'interrupted',
      rcodes: { NOERROR: 3 },
      totals: { sent: 4, interrupted: 1, bytesSent: 139 },
      latency: {
        ...plainResult().latency,
        buckets: [
          [512, 528, 1],
          [960, 992, 1],
          [89_600, 93_696, 17],
          [68_719_476_736, Number.MAX_SAFE_INTEGER, 1],
        ],
        maxSeconds: 70,
      },
      connections: {
        tried: 3,
        made: 2,
        lost: 0,
        latency: {
          count: 2,
          minSeconds: 0.000058,
          meanSeconds: 0.000107,
          standardDeviationSeconds: 0.00005,
          maxSeconds: 0.000361,
        },
      },
    });
    expect(dnsperfReport(result, { latencyHistogram: true })).toBe(`Statistics:

  Queries sent:         4
  Queries completed:    3 (75.00%)
  Queries lost:         0 (0.00%)
  Queries interrupted:  1 (25.00%)

  Response codes:       NOERROR 3 (100.00%)
  Average packet size:  request 34, response 52
  Run time (s):         0.001369
  Queries per second:   2191.380570

  Average Latency (s):  0.000190 (min 0.000101, max 70.000000)
  Latency StdDev (s):   0.000142
  Latency bucket (s):   answer count
  0.000000 - 0.000000:  2
  0.000089 - 0.000092:  17
  68.719476 - 70.000000:  1

Connection Statistics:

  Connection attempts:  3 (2 successful, 66.67%)

  Average Latency (s):  0.000107 (min 0.000058, max 0.000361)
  Latency StdDev (s):   0.000071

`);
  });

  test('of nothing sent divides by nothing', () => {
    const result = plainResult({
      rcodes: {},
      latency: NO_LATENCY,
      windowSeconds: 0,
      qps: 0,
      totals: { sent: 0, answered: 0 },
      connections: {
        tried: 0,
        made: 0,
        lost: 0,
        latency: { count: 0, minSeconds: 0, meanSeconds: 0, standardDeviationSeconds: 0, maxSeconds: 0 },
      },
    });
    expect(dnsperfReport(result, { latencyHistogram: true })).not.toMatch(/NaN|Infinity/);
  });
});

describe('an interval', () => {
  test('as a line', () => {
    expect(dnsperfIntervalLine(1675246906.520453, PLAIN_INTERVAL)).toBe('1675246906.520453: 1000.000000\n');
  });

  test('of no length as a line', () => {
    expect(dnsperfIntervalLine(1675246906, { ...PLAIN_INTERVAL, toSeconds: 10 })).toBe(
      '1675246906.000000: 0.000000\n',
    );
  });

  test('as a block, with its histogram', () => {
    expect(
      dnsperfInterval(PLAIN_INTERVAL, { request: 33.9, response: 52 }, { latencyHistogram: true }),
    ).toBe(`Interval Statistics:

  Queries sent:         1015
  Queries completed:    1000 (98.52%)
  Queries lost:         10 (0.99%)

  Response codes:       NOERROR 900 (90.00%), SERVFAIL 100 (10.00%)
  Average packet size:  request 33, response 52
  Run time (s):         11.000000
  Queries per second:   1000.000000

  Average Latency (s):  0.001000
  Latency StdDev (s):   0.000310
  Latency bucket (s):   answer count
  0.000983 - 0.001014:  900
  0.001998 - 0.002063:  100

`);
  });
});
