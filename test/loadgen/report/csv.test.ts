import { expect, test } from 'vitest';
import { renderCsv } from '../../../src/loadgen/report/csv.ts';
import { PLAIN_INTERVAL, plainResult } from '../support/plain-result.ts';

const HEADER =
  'start_epoch_seconds,from_seconds,to_seconds,sent_queries,answered_queries,timed_out_queries,outstanding_queries,sent_qps,answered_qps,mean_latency_seconds,p50_latency_seconds,p90_latency_seconds,p95_latency_seconds,p99_latency_seconds,p99.9_latency_seconds,max_latency_seconds';

test('a row for each interval; a response code has a column once it was seen in any', () => {
  const silent = {
    ...PLAIN_INTERVAL,
    fromSeconds: 11,
    toSeconds: 11.5,
    sent: 50,
    answered: 0,
    timedOut: 40,
    rcodes: {},
    meanSeconds: 0,
    maxSeconds: 0,
    buckets: [],
  };
  const refused = { ...PLAIN_INTERVAL, fromSeconds: 12, toSeconds: 12, rcodes: { REFUSED: 1_000, other: 1 } };
  const result = plainResult({
    startedAtSeconds: 1_575_731_758.9,
    intervals: [PLAIN_INTERVAL, silent, refused],
  });
  expect(renderCsv(result).split('\n')).toEqual([
    `${HEADER},NOERROR_answers,SERVFAIL_answers,REFUSED_answers,other_answers`,
    '1575731768.9,10,11,1015,1000,10,5,1015,1000,0.001,0.00101,0.002,0.002,0.00202,0.00202,0.002048,900,100,0,0',
    '1575731769.9,11,11.5,50,0,40,5,100,0,,,,,,,,0,0,0,0',
    '1575731770.9,12,12,1015,1000,10,5,,,0.001,0.00101,0.002,0.002,0.00202,0.00202,0.002048,0,0,1000,1',
    '',
  ]);
});

test('a run without intervals has a header alone', () => {
  expect(renderCsv(plainResult())).toBe(`${HEADER}\n`);
});

test('a field that holds what separates fields is quoted', () => {
  const interval = { ...PLAIN_INTERVAL, rcodes: { 'A"B,C': 7 } };
  expect(renderCsv(plainResult({ intervals: [interval] })).split('\n')[0]).toBe(`${HEADER},"A""B,C_answers"`);
});
