import { describe, expect, test } from 'vitest';
import {
  QUERYPERF_COMPLETE,
  queryperfInterval,
  queryperfPrelude,
  queryperfReport,
  queryperfSending,
  queryperfTimeout,
} from '../../../src/loadgen/report/queryperf.ts';
import { NO_LATENCY, PLAIN_INTERVAL, plainResult } from '../support/plain-result.ts';

const QUIET = { dialect: 'queryperf', countRcodes: false } as const;
const COUNTED = { dialect: 'queryperf', countRcodes: true } as const;

const linesWith = (text: string, what: string): string[] =>
  text.split('\n').filter((line) => line.includes(what));
const fieldsOf = (line: string | undefined): string[] => (line ?? '').trim().split(/\s+/);

test('what comes before the report', () => {
  expect(queryperfPrelude('0.1.0')).toBe(`
DNS Query Performance Testing Tool
Version: dnsbench 0.1.0 (queryperf 1.12 compatible)

[Status] Processing input data
`);
  expect(queryperfSending('192.168.1.111')).toBe('[Status] Sending queries (beginning with 192.168.1.111)\n');
  expect(queryperfSending('fe80::1%eth0')).toBe('[Status] Sending queries (beginning with fe80::1%eth0)\n');
  expect(queryperfTimeout(123)).toBe('[Timeout] Query timed out: msg id 123\n');
  expect(QUERYPERF_COMPLETE).toBe('[Status] Testing complete\n');
});

describe('the report', () => {
  test('of one pass', () => {
    expect(queryperfReport(plainResult(), QUIET, 'UTC')).toBe(`
Statistics:

  Parse input file:     once
  Ended due to:         reaching end of file

  Queries sent:         3 queries
  Queries completed:    3 queries
  Queries lost:         0 queries
  Queries delayed(?):   0 queries

  RTT max:         \t0.000354 sec
  RTT min:              0.000101 sec
  RTT average:          0.000190 sec
  RTT std deviation:    0.000116 sec
  RTT out of range:     0 queries

  Percentage completed: 100.00%
  Percentage lost:        0.00%

  Started at:           Sat Dec  7 15:15:58 2019
  Finished at:          Sat Dec  7 15:15:59 2019
  Ran for:              0.001369 seconds

  Queries per second:   2191.380570 qps

`);
  });

  test('with -l, -c, -T and late answers, many times through the file', () => {
    const result = plainResult({
      passes: 12,
      endedBy: 'time-limit',
      startedAtSeconds: 1575731758,
      finishedAtSeconds: 1575731819,
      windowSeconds: 60,
      qps: 16.5,
      rcodes: { RCODE12: 1, SERVFAIL: 40, NOERROR: 949, DSOTYPENI: 2, BADVERS: 0 },
      totals: { sent: 1000, answered: 992, timedOut: 8, late: 3 },
      settings: { durationSeconds: 60, load: { kind: 'rate', qps: 17 } },
    });
    expect(queryperfReport(result, COUNTED, 'Europe/Berlin')).toBe(`
Statistics:

  Parse input file:     multiple times
  Run time limit:       60 seconds
  Ran through file:     12 times

  Queries sent:         1000 queries
  Queries completed:    992 queries
  Queries lost:         8 queries
  Queries delayed(?):   3 queries

  RTT max:         \t0.000354 sec
  RTT min:              0.000101 sec
  RTT average:          0.000190 sec
  RTT std deviation:    0.000116 sec
  RTT out of range:     0 queries

  Returned  NOERROR:    949 queries
  Returned SERVFAIL:    40 queries
  Returned  rcode11:    2 queries
  Returned  rcode12:    1 queries

  Percentage completed:  99.20%
     (w/ delayed qrys):  99.50%
  Percentage lost:        0.80%
    (w/o delayed qrys):   0.50%

  Started at:           Sat Dec  7 16:15:58 2019
  Finished at:          Sat Dec  7 16:16:59 2019
  Ran for:              60.000000 seconds

  Queries per second:   16.500000 qps
   (w/ delayed qrys):   16.550000 qps
  Total QPS/target:     16.666667/17 qps

`);
  });

  test('of nothing answered says that all was lost', () => {
    const result = plainResult({
      rcodes: {},
      latency: NO_LATENCY,
      windowSeconds: 5.000123,
      qps: 0,
      totals: { sent: 20, answered: 0, timedOut: 20 },
    });
    expect(queryperfReport(result, COUNTED, 'UTC')).toBe(`
Statistics:

  Parse input file:     once
  Ended due to:         reaching end of file

  Queries sent:         20 queries
  Queries completed:    0 queries
  Queries lost:         20 queries
  Queries delayed(?):   0 queries

  RTT max:         \t0.000000 sec
  RTT min:              0.000000 sec
  RTT average:          0.000000 sec
  RTT std deviation:    0.000000 sec
  RTT out of range:     0 queries


  Percentage completed:   0.00%
  Percentage lost:      100.00%

  Started at:           Sat Dec  7 15:15:58 2019
  Finished at:          Sat Dec  7 15:15:59 2019
  Ran for:              5.000123 seconds

  Queries per second:   0.000000 qps

`);
  });

  test('of nothing sent in no time divides by nothing', () => {
    const result = plainResult({
      rcodes: {},
      latency: NO_LATENCY,
      windowSeconds: 0,
      qps: 0,
      totals: { sent: 0, answered: 0, late: 1 },
      settings: { load: { kind: 'rate', qps: 1000 } },
    });
    const report = queryperfReport(result, QUIET, 'UTC');
    expect(report).not.toMatch(/NaN|Infinity/);
    expect(linesWith(report, 'qps')).toEqual([
      '  Queries per second:   0.000000 qps',
      '   (w/ delayed qrys):   0.000000 qps',
      '  Total QPS/target:     0.000000/1000 qps',
    ]);
  });

  test.each([
    [{ runs: 1 }, 'end-of-input', ['once', 'reaching end of file']],
    [{ runs: 1, durationSeconds: 2.5 }, 'time-limit', ['once', '2.5 seconds', 'reaching time limit']],
    [{ runs: 4 }, 'end-of-input', ['multiple times', '1 times']],
    [{ durationSeconds: 60 }, 'interrupted', ['multiple times', '60 seconds', '1 times', 'interruption']],
    [{}, 'interrupted', ['once', 'interruption']],
    [
      { durationSeconds: 60 },
      'found-max',
      ['multiple times', '60 seconds', '1 times', 'finding the maximum'],
    ],
  ] as const)('of %j that ended by %s', (settings, endedBy, expected) => {
    const [, , , ...lines] = queryperfReport(plainResult({ settings, endedBy }), QUIET, 'UTC').split('\n');
    const run = lines.slice(0, lines.indexOf(''));
    expect(run.map((line) => line.slice(24))).toEqual(expected);
  });

  test('holds counts of any size in plain digits', () => {
    const totals = { sent: 123_456_789_012, answered: 123_456_789_012 };
    const report = queryperfReport(plainResult({ totals, qps: 12_345_678.9 }), QUIET, 'UTC');
    expect(linesWith(report, 'Queries sent')).toEqual(['  Queries sent:         123456789012 queries']);
    expect(linesWith(report, 'per second')).toEqual(['  Queries per second:   12345678.900000 qps']);
  });

  test.each([
    [undefined, 1],
    [{ path: 'rtt.dat', buckets: 20_000, bucketUs: 100 }, 2],
    [{ path: 'rtt.dat', buckets: 10, bucketUs: 100 }, 5],
  ])('counts what is out of the range of -r and -u: %j', (histogramFile, outOfRange) => {
    const buckets = [
      [114_688, 118_784, 1],
      [1_015_808, 1_048_576, 3],
      [2_080_374_784, 2_147_483_648, 1],
      [5_100_273_664, 5_234_491_392, 1],
    ] as const;
    const output = { ...QUIET, ...(histogramFile && { histogramFile }) };
    const latency = { ...NO_LATENCY, minSeconds: 0.000115, maxSeconds: 5.2, buckets };
    const report = queryperfReport(plainResult({ latency }), output, 'UTC');
    expect(linesWith(report, 'out of range')).toEqual([`  RTT out of range:     ${outOfRange} queries`]);
  });

  test('gives a script its rate as the fourth field, and as the fifth behind a file name', () => {
    const line = linesWith(queryperfReport(plainResult(), QUIET, 'UTC'), 'Queries per second');
    expect(line).toHaveLength(1);
    expect(fieldsOf(line[0])[3]).toBe('2191.380570');
    expect(fieldsOf(`out.1:${line[0]}`)[4]).toBe('2191.380570');
  });
});

describe('the intermediate report', () => {
  const interval = `
Intermediate Statistics:

  Queries sent:         1010 queries
  Queries completed:    1000 queries
  Queries lost:         10 queries
  Queries delayed(?):   0 queries

  RTT max:         \t0.002048 sec
  RTT min:              0.000983 sec
  RTT average:          0.001000 sec
  RTT std deviation:    0.000307 sec
  RTT out of range:     0 queries

  Returned  NOERROR:    900 queries
  Returned SERVFAIL:    100 queries

  Percentage completed:  99.01%
  Percentage lost:        0.99%

  Started at:           Sat Dec  7 15:16:08 2019
  Finished at:          Sat Dec  7 15:16:09 2019
  Ran for:              1.000000 seconds

  Queries per second:   1000.000000 qps
  Total QPS/target:     1010.000000/1000 qps

`;

  test('of queryperf', () => {
    const load = { kind: 'rate', qps: 1000 } as const;
    expect(queryperfInterval(PLAIN_INTERVAL, 1575731758.5, load, COUNTED, 'UTC')).toBe(interval);
  });

  test('of dnsbench names its rate so that no script adds it up', () => {
    const load = { kind: 'rate', qps: 1000 } as const;
    const output = { dialect: 'dnsbench', countRcodes: true } as const;
    expect(queryperfInterval(PLAIN_INTERVAL, 1575731758.5, load, output, 'UTC')).toBe(
      interval.replace('  Queries per second:   ', '  Rate in interval:     '),
    );
  });

  test('of an interval without anything', () => {
    const empty = {
      ...PLAIN_INTERVAL,
      toSeconds: 10,
      sent: 0,
      answered: 0,
      timedOut: 0,
      rcodes: {},
      meanSeconds: 0,
      maxSeconds: 0,
      buckets: [],
    };
    const text = queryperfInterval(empty, 1575731758, { kind: 'closed' }, QUIET, 'UTC');
    expect(text).not.toMatch(/NaN|Infinity/);
    expect(linesWith(text, 'RTT').map((line) => line.slice(-12).trim())).toEqual([
      '0.000000 sec',
      '0.000000 sec',
      '0.000000 sec',
      '0.000000 sec',
      '0 queries',
    ]);
  });
});
