import type { Interval, RunResult, Totals } from '../result/run-result.ts';
import type { Mode } from '../settings.ts';
import type { Latency } from '../stats/latency-summary.ts';

/** What an object of dns-metrics is made from; whole numbers that a double may not hold are bigint. */
type JsonValue =
  | string
  | number
  | bigint
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/** Date of the schema of DNS-OARC/dns-metrics that this follows. */
const SCHEMA_VERSION = 20240530;
const NS_PER_SECOND = 1e9;

/** Names of the schema's `conn_info` types. */
const CONNECTION_TYPES: Readonly<Record<Mode, string>> = { udp: 'udp', tcp: 'tcp', dot: 'tls_conn' };

/**
 * The result as DNS-OARC's dns-metrics (NDJSON, dns-metrics.schema.json): a header, an object for each interval, and the
 * sum. Durations are whole nanoseconds, instants nanoseconds since the epoch.
 */
export function renderNdjson(result: RunResult): string {
  return [header(result), ...result.intervals.map((interval) => periodic(result, interval)), sum(result)]
    .map((object) => `${jsonText(object)}\n`)
    .join('');
}

function header({ runId, tool, settings, intervals, windowSeconds }: RunResult): JsonValue {
  const [first] = intervals;
  return {
    runid: runId,
    type: 'header',
    schema_version: SCHEMA_VERSION,
    generator: tool.name,
    generator_version: tool.version,
    generator_params: [settings.commandLine],
    time_units_per_sec: NS_PER_SECOND,
    stats_interval: first === undefined ? windowSeconds : first.toSeconds - first.fromSeconds,
    timeout: settings.timeoutSeconds,
  };
}

function periodic(result: RunResult, interval: Interval): JsonValue {
  return {
    runid: result.runId,
    type: 'stats_periodic',
    since: epochNs(result, interval.fromSeconds),
    until: epochNs(result, interval.toSeconds),
    queries: interval.sent,
    responses: interval.answered,
    timeouts: interval.timedOut,
    response_rcodes: interval.rcodes,
    response_latency:
      interval.answered === 0
        ? undefined
        : {
            avg: durationNs(interval.meanSeconds),
            max: durationNs(interval.maxSeconds),
            buckets: interval.buckets,
          },
  };
}

/** From the start to the end of the drain: the counts are of all queries, not of those in the window alone. */
function sum(result: RunResult): JsonValue {
  const { totals } = result;
  return {
    runid: result.runId,
    type: 'stats_sum',
    since: epochNs(result, 0),
    until: epochNs(result, result.finishedAtSeconds - result.startedAtSeconds),
    queries: totals.sent,
    responses: totals.answered,
    timeouts: totals.timedOut,
    interrupted: totals.interrupted,
    unexpected: totals.unexpected + totals.late + totals.duplicate,
    discarded: totals.wrongQuestion + totals.malformed,
    response_rcodes: result.rcodes,
    response_latency: latencyOf(result.latency),
    conn_info: connectionsOf(result),
  };
}

function latencyOf(latency: Latency): JsonValue | undefined {
  if (latency.count === 0) return undefined;
  return {
    avg: durationNs(latency.meanSeconds),
    min: durationNs(latency.minSeconds),
    max: durationNs(latency.maxSeconds),
    stddev: durationNs(latency.standardDeviationSeconds),
    buckets: latency.buckets,
  };
}

/** Over TCP a message is no packet, so only handshakes are told. */
function connectionsOf({ settings, totals, connections }: RunResult): JsonValue {
  const type = CONNECTION_TYPES[settings.mode];
  if (connections !== undefined) {
    return { type, handshakes: connections.made, handshakes_failed: connections.tried - connections.made };
  }
  return {
    type,
    packets_sent: totals.sent,
    packets_received: packetsReceived(totals),
    socket_errors: totals.sendErrors + totals.unreachable,
  };
}

function packetsReceived(totals: Totals): number {
  const { answered, late, duplicate, unexpected, wrongQuestion, malformed } = totals;
  return answered + late + duplicate + unexpected + wrongQuestion + malformed;
}

function durationNs(seconds: number): number {
  return Math.round(seconds * NS_PER_SECOND);
}

/** Today's instants are about 2^61 ns: more digits than a double has. Epoch seconds in a double are good for a µs. */
function epochNs({ startedAtSeconds }: RunResult, offsetSeconds: number): bigint {
  return BigInt(Math.round(startedAtSeconds * 1e6)) * 1000n + BigInt(Math.round(offsetSeconds * 1e9));
}

/** `JSON.stringify` that writes a bigint by its digits. */
function jsonText(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [`${JSON.stringify(name)}:${jsonText(member)}`],
  );
  return `{${members.join(',')}}`;
}

function isList(
  value: readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined },
): value is readonly JsonValue[] {
  return Array.isArray(value);
}
