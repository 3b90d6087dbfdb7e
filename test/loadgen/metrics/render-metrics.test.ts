import { expect, test } from 'vitest';
import { renderMetrics } from '../../../src/loadgen/metrics/render-metrics.ts';
import { expositionFaults } from '../../support/exposition-faults.ts';
import { SAMPLE_INFO, sampleFigures } from './sample-figures.ts';

function samples(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** prom-client puts blank lines between families, which readers skip. */
function withoutBlankLines(text: string): string {
  return text.replaceAll('\n\n', '\n');
}

test('the whole of a run without a schedule', async () => {
  const text = await renderMetrics(sampleFigures());
  expect(samples(text)).toEqual([
    'dnsbench_info{server="192.0.2.7:53",mode="udp",transport="mmsg",version="0.1.0"} 1',
    'dnsbench_workers 2',
    'dnsbench_outstanding_queries 10',
    'dnsbench_queries_sent_total 1500',
    'dnsbench_answers_total{rcode="NOERROR"} 1390',
    'dnsbench_answers_total{rcode="SERVFAIL"} 0',
    'dnsbench_answers_total{rcode="NXDOMAIN"} 91',
    'dnsbench_answers_total{rcode="other"} 7',
    'dnsbench_queries_timed_out_total 2',
    'dnsbench_queries_interrupted_total 0',
    'dnsbench_queries_not_sent_total 0',
    'dnsbench_late_answers_total 1',
    'dnsbench_duplicate_answers_total 0',
    'dnsbench_unexpected_answers_total 0',
    'dnsbench_truncated_answers_total 0',
    'dnsbench_wrong_question_answers_total 0',
    'dnsbench_malformed_answers_total 0',
    'dnsbench_verified_answers_total 0',
    'dnsbench_mismatched_answers_total 0',
    'dnsbench_unreachable_errors_total 0',
    'dnsbench_send_errors_total 0',
    'dnsbench_receive_buffer_drops_total 12',
    'dnsbench_sent_bytes_total 38000',
    'dnsbench_received_bytes_total 0',
    'dnsbench_connections_tried_total 0',
    'dnsbench_connections_made_total 0',
    'dnsbench_connections_lost_total 0',
    'dnsbench_cpu_seconds_total 1.75',
    'dnsbench_run_queue_wait_seconds_total 0',
    'dnsbench_latency_seconds_bucket{le="0.00001"} 0',
    'dnsbench_latency_seconds_bucket{le="0.00002"} 0',
    'dnsbench_latency_seconds_bucket{le="0.00005"} 0',
    'dnsbench_latency_seconds_bucket{le="0.0001"} 0',
    'dnsbench_latency_seconds_bucket{le="0.0002"} 0',
    'dnsbench_latency_seconds_bucket{le="0.0005"} 91',
    'dnsbench_latency_seconds_bucket{le="0.001"} 91',
    'dnsbench_latency_seconds_bucket{le="0.002"} 991',
    'dnsbench_latency_seconds_bucket{le="0.005"} 991',
    'dnsbench_latency_seconds_bucket{le="0.01"} 991',
    'dnsbench_latency_seconds_bucket{le="0.02"} 991',
    'dnsbench_latency_seconds_bucket{le="0.05"} 1481',
    'dnsbench_latency_seconds_bucket{le="0.1"} 1481',
    'dnsbench_latency_seconds_bucket{le="0.2"} 1481',
    'dnsbench_latency_seconds_bucket{le="0.5"} 1481',
    'dnsbench_latency_seconds_bucket{le="1"} 1481',
    'dnsbench_latency_seconds_bucket{le="2"} 1481',
    'dnsbench_latency_seconds_bucket{le="5"} 1481',
    'dnsbench_latency_seconds_bucket{le="10"} 1481',
    'dnsbench_latency_seconds_bucket{le="20"} 1481',
    'dnsbench_latency_seconds_bucket{le="+Inf"} 1488',
    'dnsbench_latency_seconds_sum 3',
    'dnsbench_latency_seconds_count 1488',
  ]);
  expect(expositionFaults(withoutBlankLines(text))).toEqual([]);
});

test('with a schedule there are its rate and the latency from when it meant to send', async () => {
  const text = await renderMetrics(sampleFigures({ targetQps: 20_000 }));
  expect(samples(text)).toEqual(
    expect.arrayContaining([
      'dnsbench_target_queries_per_second 20000',
      'dnsbench_intended_latency_seconds_bucket{le="0.0005"} 0',
      'dnsbench_intended_latency_seconds_bucket{le="0.001"} 91',
      'dnsbench_intended_latency_seconds_sum 5',
      'dnsbench_intended_latency_seconds_count 1488',
    ]),
  );
  expect(expositionFaults(withoutBlankLines(text))).toEqual([]);
});

test('before the first query all is 0, and the usual rcodes are there', async () => {
  const text = await renderMetrics(sampleFigures({ workers: [] }));
  expect(samples(text).filter((line) => line.startsWith('dnsbench_answers'))).toEqual([
    'dnsbench_answers_total{rcode="NOERROR"} 0',
    'dnsbench_answers_total{rcode="SERVFAIL"} 0',
    'dnsbench_answers_total{rcode="NXDOMAIN"} 0',
  ]);
  expect(samples(text)).toContain('dnsbench_latency_seconds_count 0');
});

test('a server name cannot end its label', async () => {
  const info = { ...SAMPLE_INFO, server: 'a"} 1\nevil{x="\\' };
  const text = await renderMetrics(sampleFigures({ info }));
  expect(samples(text)[0]).toBe(
    'dnsbench_info{server="a\\"} 1\\nevil{x=\\"\\\\",mode="udp",transport="mmsg",version="0.1.0"} 1',
  );
  expect(expositionFaults(withoutBlankLines(text))).toEqual([]);
});
