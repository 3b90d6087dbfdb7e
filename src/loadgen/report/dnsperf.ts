import { endpointText } from '../../text/endpoint-text.ts';
import { ratioOf } from '../result/ratio.ts';
import type { Interval, RunResult, Totals } from '../result/run-result.ts';
import { momentsOf, sumsOfBuckets } from '../stats/latency.ts';
import type { Buckets } from '../stats/latency-summary.ts';
import { bucketsInMicroseconds } from './format-buckets.ts';
import { oldRcodeName, seenRcodes } from './format-rcodes.ts';
import { formatCtime } from './format-time.ts';

/** What dnsperf prints at once. */
export function dnsperfPrelude(version: string): string {
  return `DNS Performance Testing Tool\nVersion dnsbench ${version} (dnsperf 2.14 compatible)\n\n`;
}

/** What dnsperf tells of a run before it starts. */
export interface DnsperfStart {
  readonly commandLine: string;
  readonly address: string;
  readonly port: number;
  /** Epoch seconds. */
  readonly startedAtSeconds: number;
  readonly durationSeconds?: number;
  readonly runs?: number;
}

/** @param timeZone IANA name for the date; absent: the machine's own. */
export function dnsperfStatus(start: DnsperfStart, timeZone?: string): string {
  const { durationSeconds, runs } = start;
  const limits = [
    ...(durationSeconds === undefined ? [] : [`${durationSeconds.toFixed(6)} seconds`]),
    ...(runs === undefined ? [] : [`${runs} run${runs === 1 ? '' : 's'} through file`]),
  ];
  return `[Status] Command line: ${start.commandLine}
[Status] Sending queries (to ${endpointText(start.address, start.port)})
[Status] Started at: ${formatCtime(start.startedAtSeconds, timeZone)}
[Status] Stopping after ${limits.join(' or ')}
`;
}

/** The line of each query that timed out, unless -v prints one of its own. */
export function dnsperfTimeout(messageId: number): string {
  return `[Timeout] Query timed out: msg id ${messageId}\n`;
}

const ENDED_BY: Readonly<Record<RunResult['endedBy'], string>> = {
  'time-limit': 'time limit',
  'end-of-input': 'end of file',
  'found-max': 'maximum found',
  interrupted: 'interruption',
};

/** The last line before the report, and the empty one behind it. */
export function dnsperfComplete(endedBy: RunResult['endedBy']): string {
  return `[Status] Testing complete (${ENDED_BY[endedBy]})\n\n`;
}

/** What -S prints for each interval: the time in epoch seconds and answers a second. */
export function dnsperfIntervalLine(nowSeconds: number, interval: Interval): string {
  const qps = ratioOf(interval.answered, interval.toSeconds - interval.fromSeconds);
  return `${nowSeconds.toFixed(6)}: ${qps.toFixed(6)}\n`;
}

interface Figures {
  readonly heading: string;
  readonly counts: Pick<Totals, 'sent' | 'answered' | 'timedOut' | 'interrupted'>;
  readonly rcodes: Readonly<Record<string, number>>;
  readonly packetBytes: PacketBytes;
  readonly runSeconds: number;
  readonly qps: number;
  readonly latency: LatencyFigures;
  /** Absent: no histogram was asked for. */
  readonly histogram?: { readonly buckets: Buckets; readonly maxSeconds: number };
}

interface LatencyFigures {
  readonly count: number;
  readonly meanSeconds: number;
  readonly standardDeviationSeconds: number;
  /** Absent in the middle of a run, where dnsperf prints none. */
  readonly extremes?: { readonly minSeconds: number; readonly maxSeconds: number };
}

/** Mean length of what was sent and of what came back, in bytes. */
export interface PacketBytes {
  readonly request: number;
  readonly response: number;
}

const percent = (part: number, whole: number): string => `${(100 * ratioOf(part, whole)).toFixed(2)}%`;

function latencyLines({ count, meanSeconds, standardDeviationSeconds, extremes }: LatencyFigures): string[] {
  const range =
    extremes === undefined
      ? ''
      : ` (min ${extremes.minSeconds.toFixed(6)}, max ${extremes.maxSeconds.toFixed(6)})`;
  // dnsperf divides by n - 1; ours is that of the whole population.
  const sampleDeviation = standardDeviationSeconds * Math.sqrt(count / (count - 1));
  return [
    `  Average Latency (s):  ${meanSeconds.toFixed(6)}${range}`,
    ...(count > 1 ? [`  Latency StdDev (s):   ${sampleDeviation.toFixed(6)}`] : []),
  ];
}

function histogramLines({ buckets, maxSeconds }: NonNullable<Figures['histogram']>): string[] {
  const seconds = (microseconds: number): string => (microseconds / 1e6).toFixed(6);
  return [
    '  Latency bucket (s):   answer count',
    ...bucketsInMicroseconds(buckets, maxSeconds).map(
      ([low, high, count]) => `  ${seconds(low)} - ${seconds(high)}:  ${count}`,
    ),
  ];
}

/** Lines as print_statistics() of dnsperf.c 2.14 has them. */
function figureLines(figures: Figures): string[] {
  const { counts, packetBytes, latency, histogram } = figures;
  const rcodes = seenRcodes(figures.rcodes).map(
    ([rcode, count]) => `${oldRcodeName(rcode)} ${count} (${percent(count, counts.answered)})`,
  );
  return [
    figures.heading,
    '',
    `  Queries sent:         ${counts.sent}`,
    `  Queries completed:    ${counts.answered} (${percent(counts.answered, counts.sent)})`,
    `  Queries lost:         ${counts.timedOut} (${percent(counts.timedOut, counts.sent)})`,
    ...(counts.interrupted > 0
      ? [`  Queries interrupted:  ${counts.interrupted} (${percent(counts.interrupted, counts.sent)})`]
      : []),
    '',
    `  Response codes:       ${rcodes.join(', ')}`,
    `  Average packet size:  request ${Math.floor(packetBytes.request)}, response ${Math.floor(packetBytes.response)}`,
    `  Run time (s):         ${figures.runSeconds.toFixed(6)}`,
    `  Queries per second:   ${figures.qps.toFixed(6)}`,
    '',
    ...latencyLines(latency),
    ...(histogram === undefined || latency.count <= 1 ? [] : histogramLines(histogram)),
    '',
  ];
}

function connectionLines(connections: NonNullable<RunResult['connections']>): string[] {
  const { tried, made, latency } = connections;
  return [
    'Connection Statistics:',
    '',
    `  Connection attempts:  ${tried} (${made} successful, ${percent(made, tried)})`,
    '',
    ...latencyLines({ ...latency, extremes: latency }),
    '',
  ];
}

/**
 * The final report as dnsperf 2.14 prints it. Versions differ in `Connection Statistics`: 2.10 tells how often it
 * reconnected where 2.14 tells of all attempts. `Run time` is the window that the rate is over.
 */
export function dnsperfReport(
  result: RunResult,
  { latencyHistogram }: { readonly latencyHistogram: boolean },
): string {
  const { totals, latency, connections } = result;
  const lines = figureLines({
    heading: 'Statistics:',
    counts: totals,
    rcodes: result.rcodes,
    packetBytes: {
      request: ratioOf(totals.bytesSent, totals.sent),
      response: ratioOf(totals.bytesReceived, totals.answered),
    },
    runSeconds: result.windowSeconds,
    qps: result.qps,
    latency: { ...latency, extremes: latency },
    ...(latencyHistogram ? { histogram: latency } : {}),
  });
  return [...lines, ...(connections === undefined ? [] : connectionLines(connections))]
    .map((line) => `${line}\n`)
    .join('');
}

/**
 * The block that -S prints with -O verbose-interval-stats. As in dnsperf it has a line `Queries per second` of its
 * own; connections are told of at the end alone.
 */
export function dnsperfInterval(
  interval: Interval,
  packetBytes: PacketBytes,
  { latencyHistogram }: { readonly latencyHistogram: boolean },
): string {
  return figureLines({
    heading: 'Interval Statistics:',
    counts: { ...interval, interrupted: 0 },
    rcodes: interval.rcodes,
    packetBytes,
    runSeconds: interval.toSeconds,
    qps: ratioOf(interval.answered, interval.toSeconds - interval.fromSeconds),
    latency: {
      count: interval.answered,
      meanSeconds: interval.meanSeconds,
      standardDeviationSeconds: momentsOf(sumsOfBuckets(interval.buckets)).standardDeviationSeconds,
    },
    ...(latencyHistogram ? { histogram: interval } : {}),
  })
    .map((line) => `${line}\n`)
    .join('');
}
