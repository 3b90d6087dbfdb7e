import { ratioOf } from '../result/ratio.ts';
import type { Interval, RunResult } from '../result/run-result.ts';
import type { Dialect, OutputSettings } from '../settings.ts';
import { momentsOf, sumsOfBuckets } from '../stats/latency.ts';
import { oldRcodeName, seenRcodes } from './format-rcodes.ts';
import { formatCtime } from './format-time.ts';
import { type LinearBuckets, outOfRange } from './histogram-file.ts';

/** What of the output's settings queryperf's report depends on. */
export type QueryperfOutput = Pick<OutputSettings, 'dialect' | 'countRcodes' | 'histogramFile'>;

// queryperf's -r and -u: 50,000 buckets of 100 µs.
const RTT_RANGE: LinearBuckets = { buckets: 50_000, bucketUs: 100 };

/** What queryperf prints before it reads its input. */
export function queryperfPrelude(version: string): string {
  return `
DNS Query Performance Testing Tool
Version: dnsbench ${version} (queryperf 1.12 compatible)

[Status] Processing input data
`;
}

/** The line at the first query; the address alone, in no brackets. */
export function queryperfSending(address: string): string {
  return `[Status] Sending queries (beginning with ${address})\n`;
}

/** The line of each query that timed out, unless -v prints one of its own. */
export function queryperfTimeout(messageId: number): string {
  return `[Timeout] Query timed out: msg id ${messageId}\n`;
}

/** The last line before the report. */
export const QUERYPERF_COMPLETE = '[Status] Testing complete\n';

interface Figures {
  readonly sent: number;
  readonly completed: number;
  readonly lost: number;
  readonly delayed: number;
  readonly maxSeconds: number;
  readonly minSeconds: number;
  readonly meanSeconds: number;
  readonly standardDeviationSeconds: number;
  readonly outOfRange: number;
  readonly rcodes: Readonly<Record<string, number>>;
  readonly startedAtSeconds: number;
  readonly finishedAtSeconds: number;
  readonly ranForSeconds: number;
  readonly qps: number;
  readonly targetQps?: number;
}

function targetOf(load: RunResult['settings']['load']): { readonly targetQps?: number } {
  return load.kind === 'rate' ? { targetQps: load.qps } : {};
}

const percent = (part: number, whole: number): string => (100 * ratioOf(part, whole)).toFixed(2).padStart(6);

/** Lines from `Queries sent` to the rate, as print_statistics() of queryperf.c 1.12 has them. */
function figureLines(figures: Figures, rateLabel: string, countRcodes: boolean, timeZone?: string): string[] {
  const { sent, completed, lost, delayed, targetQps } = figures;
  const late = delayed > 0;
  return [
    `  Queries sent:         ${sent} queries`,
    `  Queries completed:    ${completed} queries`,
    `  Queries lost:         ${lost} queries`,
    `  Queries delayed(?):   ${delayed} queries`,
    '',
    `  RTT max:         \t${figures.maxSeconds.toFixed(6)} sec`,
    `  RTT min:              ${figures.minSeconds.toFixed(6)} sec`,
    `  RTT average:          ${figures.meanSeconds.toFixed(6)} sec`,
    `  RTT std deviation:    ${figures.standardDeviationSeconds.toFixed(6)} sec`,
    `  RTT out of range:     ${figures.outOfRange} queries`,
    '',
    ...(countRcodes
      ? [
          ...seenRcodes(figures.rcodes).map(
            ([rcode, count]) => `  Returned ${oldRcodeName(rcode).padStart(8)}:    ${count} queries`,
          ),
          '',
        ]
      : []),
    `  Percentage completed: ${percent(completed, sent)}%`,
    ...(late ? [`     (w/ delayed qrys): ${percent(Math.min(sent, completed + delayed), sent)}%`] : []),
    `  Percentage lost:      ${percent(lost, sent)}%`,
    ...(late ? [`    (w/o delayed qrys): ${percent(Math.max(0, lost - delayed), sent)}%`] : []),
    '',
    `  Started at:           ${formatCtime(figures.startedAtSeconds, timeZone)}`,
    `  Finished at:          ${formatCtime(figures.finishedAtSeconds, timeZone)}`,
    `  Ran for:              ${figures.ranForSeconds.toFixed(6)} seconds`,
    '',
    `  ${`${rateLabel}:`.padEnd(22)}${figures.qps.toFixed(6)} qps`,
    ...(late
      ? [`   (w/ delayed qrys):   ${(figures.qps + ratioOf(delayed, figures.ranForSeconds)).toFixed(6)} qps`]
      : []),
    ...(targetQps === undefined
      ? []
      : [`  Total QPS/target:     ${ratioOf(sent, figures.ranForSeconds).toFixed(6)}/${targetQps} qps`]),
    '',
  ];
}

const ENDED_BY: Readonly<Record<RunResult['endedBy'], string>> = {
  'time-limit': 'reaching time limit',
  'end-of-input': 'reaching end of file',
  'found-max': 'finding the maximum',
  interrupted: 'interruption',
};

function runLines({ settings, endedBy, passes }: RunResult): string[] {
  const once = settings.runs === 1 || (settings.runs === undefined && settings.durationSeconds === undefined);
  // An interrupted queryperf prints nothing at all; here the reader is told, whatever the number of runs.
  const showEnd = once || endedBy === 'interrupted' || endedBy === 'found-max';
  return [
    `  Parse input file:     ${once ? 'once' : 'multiple times'}`,
    ...(settings.durationSeconds === undefined
      ? []
      : [`  Run time limit:       ${settings.durationSeconds} seconds`]),
    ...(once ? [] : [`  Ran through file:     ${passes} times`]),
    ...(showEnd ? [`  Ended due to:         ${ENDED_BY[endedBy]}`] : []),
  ];
}

/**
 * The final report, byte for byte as queryperf 1.12 prints it, a TAB in `RTT max` included. What differs on purpose:
 *
 * - all lost is 100.00 % lost (queryperf divides only if something was answered and prints 0.00 %);
 * - RTT max and min are 0 where nothing was answered (queryperf shows its marker, -1);
 * - `delayed(?)` counts late answers with or without -T;
 * - `Ran for` is the window that the rate is over, without the wait for the last answers.
 *
 * The one line with `Queries per second` of a whole run in dialect dnsbench is in here: scripts sum what grep finds.
 *
 * @param timeZone IANA name for the two dates; absent: the machine's own.
 */
export function queryperfReport(result: RunResult, output: QueryperfOutput, timeZone?: string): string {
  const { totals, latency } = result;
  const figures: Figures = {
    sent: totals.sent,
    completed: totals.answered,
    lost: totals.timedOut,
    delayed: totals.late,
    maxSeconds: latency.maxSeconds,
    minSeconds: latency.minSeconds,
    meanSeconds: latency.meanSeconds,
    standardDeviationSeconds: latency.standardDeviationSeconds,
    outOfRange: outOfRange(latency, output.histogramFile ?? RTT_RANGE),
    rcodes: result.rcodes,
    startedAtSeconds: result.startedAtSeconds,
    finishedAtSeconds: result.finishedAtSeconds,
    ranForSeconds: result.windowSeconds,
    qps: result.qps,
    ...targetOf(result.settings.load),
  };
  return [
    '',
    'Statistics:',
    '',
    ...runLines(result),
    '',
    ...figureLines(figures, 'Queries per second', output.countRcodes, timeZone),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

// A sum over `grep 'Queries per second'` counts every interval a second time with queryperf -i: that is kept only
// where its own output is asked for.
const INTERVAL_RATE_LABEL: Readonly<Record<Dialect, string>> = {
  dnsbench: 'Rate in interval',
  queryperf: 'Queries per second',
  dnsperf: 'Rate in interval',
};

/**
 * The block that -i prints in the middle of a run. As in queryperf, queries still without an answer are left out of
 * `Queries sent`. Its rate is called `Queries per second` with --compat queryperf alone, so that a run in dialect
 * dnsbench has exactly one line of that name.
 *
 * @param startedAtSeconds Epoch seconds at which the window began.
 * @param timeZone IANA name for the two dates; absent: the machine's own.
 */
export function queryperfInterval(
  interval: Interval,
  startedAtSeconds: number,
  load: RunResult['settings']['load'],
  output: QueryperfOutput,
  timeZone?: string,
): string {
  const ranForSeconds = interval.toSeconds - interval.fromSeconds;
  const { minSeconds, standardDeviationSeconds } = momentsOf(
    sumsOfBuckets(interval.buckets, { lowNs: 0, highNs: interval.maxSeconds * 1e9 }),
  );
  const figures: Figures = {
    sent: interval.answered + interval.timedOut,
    completed: interval.answered,
    lost: interval.timedOut,
    delayed: 0,
    maxSeconds: interval.maxSeconds,
    minSeconds,
    meanSeconds: interval.meanSeconds,
    standardDeviationSeconds,
    outOfRange: outOfRange({ ...interval, minSeconds }, output.histogramFile ?? RTT_RANGE),
    rcodes: interval.rcodes,
    startedAtSeconds: startedAtSeconds + interval.fromSeconds,
    finishedAtSeconds: startedAtSeconds + interval.toSeconds,
    ranForSeconds,
    qps: ratioOf(interval.answered, ranForSeconds),
    ...targetOf(load),
  };
  return [
    '',
    'Intermediate Statistics:',
    '',
    ...figureLines(figures, INTERVAL_RATE_LABEL[output.dialect], output.countRcodes, timeZone),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
