import { capitalised } from '../../text/capitalised.ts';
import { histogramName } from '../result/rcode.ts';
import { TOTAL_TEXTS } from '../result/total-texts.ts';
import type { TotalName } from '../result/totals.ts';
import { histogramOf, sumCounter, sumOf } from '../stats/read-workers.ts';
import type { CounterName } from '../stats/worker-counters.ts';
import { RCODES } from '../stats/worker-stats.ts';
import type { LiveFigures } from './live-figures.ts';

/** Figures with the histograms of all workers together, so that all families tell of the same instant. */
export interface LiveReading extends LiveFigures {
  /** As `sumHistograms` gives them. */
  readonly histograms: Float64Array;
}

/** A family of counters or gauges. */
export interface LiveFamily {
  /** A counter's ends in `_total`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: (live: LiveReading) => readonly LiveSample[];
}

/** One value of a family. */
export interface LiveSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NS_PER_SECOND = 1e9;

/** All that --metrics exposes but for the histograms. */
export const LIVE_FAMILIES: readonly LiveFamily[] = [
  {
    name: 'dnsbench_info',
    type: 'gauge',
    help: 'What the run asks, how, and with which version; always 1.',
    labels: ['server', 'mode', 'transport', 'version'],
    read: ({ info }) => [{ labels: info, value: 1 }],
  },
  sum('gauge', 'workers', 'Workers that send.', ({ workers }) => workers.length),
  {
    name: 'dnsbench_target_queries_per_second',
    type: 'gauge',
    help: 'Rate that the schedule asks for now; absent where answers set the pace.',
    labels: [],
    read: ({ targetQps }) => (targetQps === undefined ? [] : [{ labels: {}, value: targetQps }]),
  },
  summed('gauge', 'outstanding_queries', 'outstanding', 'Queries sent and still without an answer.'),
  counted('queries_sent_total', 'sent'),
  {
    name: 'dnsbench_answers_total',
    type: 'counter',
    help: 'Queries answered in time, by response code.',
    labels: ['rcode'],
    read: ({ histograms }) =>
      Array.from({ length: RCODES }, (_, rcode) => ({
        labels: { rcode: histogramName(rcode) },
        value: sumOf(histogramOf(histograms, rcode)),
      })).filter(({ value }, rcode) => value > 0 || EXPECTED_RCODES.includes(rcode)),
  },
  counted('queries_timed_out_total', 'timedOut'),
  counted('queries_interrupted_total', 'interrupted'),
  counted('queries_not_sent_total', 'notSent'),
  counted('late_answers_total', 'late'),
  counted('duplicate_answers_total', 'duplicate'),
  counted('unexpected_answers_total', 'unexpected'),
  counted('truncated_answers_total', 'truncated'),
  counted('wrong_question_answers_total', 'wrongQuestion'),
  counted('malformed_answers_total', 'malformed'),
  counted('verified_answers_total', 'verified'),
  counted('mismatched_answers_total', 'mismatched'),
  counted('unreachable_errors_total', 'unreachable'),
  counted('send_errors_total', 'sendErrors'),
  counted('receive_buffer_drops_total', 'socketDrops'),
  counted('sent_bytes_total', 'bytesSent'),
  counted('received_bytes_total', 'bytesReceived'),
  summed('counter', 'connections_tried_total', 'connectionsTried', 'Connections tried, with TCP and DoT.'),
  summed('counter', 'connections_made_total', 'connectionsMade', 'Connections made.'),
  summed('counter', 'connections_lost_total', 'connectionsLost', 'Connections that the other side ended.'),
  sum(
    'counter',
    'cpu_seconds_total',
    'CPU time of the workers.',
    ({ workers }) => sumCounter(workers, 'cpuNs') / NS_PER_SECOND,
  ),
  sum(
    'counter',
    'run_queue_wait_seconds_total',
    'Time that workers were ready and another thread had the core.',
    ({ workers }) => sumCounter(workers, 'runQueueWaitNs') / NS_PER_SECOND,
  ),
];

/** NOERROR, SERVFAIL and NXDOMAIN are there from the start, so that a rate sees their first increase. */
const EXPECTED_RCODES = [0, 2, 3];

function sum(
  type: LiveFamily['type'],
  name: string,
  help: string,
  value: (live: LiveReading) => number,
): LiveFamily {
  return {
    name: `dnsbench_${name}`,
    type,
    help,
    labels: [],
    read: (live) => [{ labels: {}, value: value(live) }],
  };
}

function summed(type: LiveFamily['type'], name: string, counter: CounterName, help: string): LiveFamily {
  return sum(type, name, help, ({ workers }) => sumCounter(workers, counter));
}

/** A counter that a result has too, in the same words. */
function counted(name: string, counter: TotalName): LiveFamily {
  return summed('counter', name, counter, `${capitalised(TOTAL_TEXTS[counter].meaning)}.`);
}
