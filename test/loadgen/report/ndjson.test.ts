import { expect, test } from 'vitest';
import { renderNdjson } from '../../../src/loadgen/report/ndjson.ts';
import { NO_LATENCY, PLAIN_INTERVAL, plainResult } from '../support/plain-result.ts';

test('a header, each interval, and the sum', () => {
  const result = plainResult({
    runId: 'run-1',
    startedAtSeconds: 1_575_731_758.25,
    finishedAtSeconds: 1_575_731_770,
    intervals: [PLAIN_INTERVAL],
    totals: {
      interrupted: 1,
      late: 2,
      duplicate: 3,
      unexpected: 4,
      wrongQuestion: 5,
      malformed: 6,
      sendErrors: 7,
    },
  });
  expect(renderNdjson(result).split('\n')).toEqual([
    '{"runid":"run-1","type":"header","schema_version":20240530,"generator":"dnsbench","generator_version":"0.1.0","generator_params":["dnsbench -s 192.0.2.1 -d queries.txt"],"time_units_per_sec":1000000000,"stats_interval":1,"timeout":5}',
    '{"runid":"run-1","type":"stats_periodic","since":1575731768250000000,"until":1575731769250000000,"queries":1015,"responses":1000,"timeouts":10,"response_rcodes":{"NOERROR":900,"SERVFAIL":100},"response_latency":{"avg":1000000,"max":2048000,"buckets":[[983040,1015808,900],[1998848,2064384,100]]}}',
    '{"runid":"run-1","type":"stats_sum","since":1575731758250000000,"until":1575731770000000000,"queries":3,"responses":3,"timeouts":0,"interrupted":1,"unexpected":9,"discarded":11,"response_rcodes":{"REFUSED":1,"NOERROR":1,"NXDOMAIN":1},"response_latency":{"avg":190000,"min":101000,"max":354000,"stddev":116000,"buckets":[[100352,102400,1],[114688,118784,1],[352256,360448,1]]},"conn_info":{"type":"udp","packets_sent":3,"packets_received":23,"socket_errors":7}}',
    '',
  ]);
});

test('nanoseconds since the epoch keep all their digits', () => {
  const result = plainResult({
    startedAtSeconds: 1_795_183_856.123_457,
    intervals: [{ ...PLAIN_INTERVAL, fromSeconds: 1.000_000_007, toSeconds: 2.000_000_001 }],
  });
  // A double would round them to a multiple of 256.
  expect(renderNdjson(result)).toContain('"since":1795183857123457007,"until":1795183858123457001,');
});

test('without an answer there is no latency to tell', () => {
  const silent = { ...PLAIN_INTERVAL, answered: 0, rcodes: {}, buckets: [] };
  const result = plainResult({ latency: NO_LATENCY, rcodes: {}, intervals: [silent] });
  expect(renderNdjson(result)).not.toContain('response_latency');
  expect(renderNdjson(result)).toContain('"response_rcodes":{}');
});

test.each([
  ['tcp', 'tcp'],
  ['dot', 'tls_conn'],
] as const)('%s tells of handshakes as %s', (mode, type) => {
  const latency = { count: 3, minSeconds: 1, meanSeconds: 1, standardDeviationSeconds: 0, maxSeconds: 1 };
  const result = plainResult({ settings: { mode }, connections: { tried: 5, made: 3, lost: 1, latency } });
  expect(renderNdjson(result)).toContain(
    `"conn_info":{"type":"${type}","handshakes":3,"handshakes_failed":2}}\n`,
  );
});

test('every line is one JSON object, whatever the command line was', () => {
  const commandLine = 'dnsbench -d "a\nb" -s \u2028\\';
  const lines = renderNdjson(plainResult({ settings: { commandLine } }))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'header', generator_params: [commandLine] });
});
