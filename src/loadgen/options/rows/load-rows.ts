import { type OptionRow, sets, takes } from '../option-row.ts';
import { duration } from '../values/duration.ts';
import { findMax, ramp } from '../values/load.ts';
import { parseWhole, queriesPerSecond, wholeNumber } from '../values/number.ts';
import { startTime } from '../values/start-time.ts';

const YEAR_SECONDS = 31_536_000;
/** Queries that one worker may have in flight: a message id has 16 bits (RFC 1035 §4.1.1). */
export const MOST_OUTSTANDING = 65_536;
/** Threads of one process; far more than cores only wait for each other. */
export const MOST_WORKERS = 256;

/** How long, how fast and by how many. */
export const LOAD_ROWS: readonly OptionRow[] = [
  {
    group: 'Load',
    long: ['time', 'duration'],
    letters: 'l',
    dnsperf: 'l',
    metavar: 'TIME',
    help: 'limit of the run',
    takes: takes(duration(0.001, YEAR_SECONDS, '1ms to 8760h'), (durationSeconds) => ({ durationSeconds })),
  },
  {
    group: 'Load',
    long: ['runs'],
    dnsperf: 'n',
    metavar: 'N',
    help: 'times through the file',
    takes: takes(wholeNumber(1, 1_000_000_000), (runs) => ({ runs })),
  },
  {
    group: 'Load',
    long: ['once'],
    letters: '1',
    help: 'one run, with -l too',
    takes: sets({ once: true }),
  },
  {
    group: 'Load',
    long: ['workers'],
    dnsperf: 'T',
    metavar: 'N',
    help: '[the cores]',
    helpIn: { dnsperf: 'threads [1]' },
    takes: takes(wholeNumber(1, MOST_WORKERS), (workers) => ({ workers })),
  },
  {
    group: 'Load',
    long: ['timeout'],
    letters: 't',
    dnsperf: 't',
    metavar: 'TIME',
    help: '[5 s, with --find-max 1 s]',
    helpIn: { queryperf: '[5 s]', dnsperf: '[5 s]' },
    takes: takes(duration(0.001, 3600, '1ms to 1h'), (timeoutSeconds) => ({ timeoutSeconds })),
  },
  {
    group: 'Load',
    long: ['outstanding'],
    letters: 'q',
    metavar: 'N',
    help: 'of each worker [100, with a rate 65536]',
    helpIn: { queryperf: 'of each worker [20, with -T 65536]' },
    takes: takes(wholeNumber(1, MOST_OUTSTANDING), (outstanding) => ({ outstanding })),
  },
  {
    group: 'Load',
    long: ['rate'],
    letters: 'TQ',
    dnsperf: 'Q',
    metavar: 'QPS',
    help: 'of all workers',
    // queryperf's own default, 0, is no target.
    takes: takes(
      { ...queriesPerSecond, parse: (text) => parseWhole(text, 0, 0) ?? queriesPerSecond.parse(text) },
      (qps) => ({ load: qps === 0 ? { kind: 'closed' } : { kind: 'rate', qps } }),
    ),
  },
  {
    group: 'Load',
    long: ['ramp'],
    metavar: 'FROM:TO:SECONDS',
    help: 'rates',
    takes: takes(ramp, (load) => ({ load })),
  },
  {
    group: 'Load',
    long: ['find-max'],
    metavar: 'LOSS%',
    help: 'the highest rate',
    takes: takes(findMax, (load) => ({ load })),
  },
  {
    group: 'Load',
    long: ['start-at'],
    metavar: 'TIME',
    help: 'with other hosts',
    takes: takes(startTime, (startAtSeconds) => ({ startAtSeconds })),
  },
  {
    group: 'Load',
    long: ['total-outstanding'],
    dnsperf: 'q',
    dnsperfOnly: true,
    metavar: 'N',
    help: 'outstanding [100]',
    takes: takes(wholeNumber(1, MOST_OUTSTANDING * MOST_WORKERS), (totalOutstanding) => ({
      totalOutstanding,
    })),
  },
];
