import type { Settings } from '../../../../src/loadgen/settings.ts';
import { CONTEXT } from './parse.ts';

/** What a default column says: a number, a word, or undefined for an option that does nothing unless it is given. */
export function parseDefault(column: string): number | string | undefined {
  const [first = ''] = column.replaceAll('`', '').split(/[;:] | without /);
  if (first === 'the processors') return CONTEXT.cores;
  if (/^(?:off|none|now|no limit|up to .*|the .*|)$/.test(first)) return undefined;
  return /^\d+$/.test(first) ? Number(first) : first;
}

type Reading = number | string | boolean | undefined;

/** What a setting is like where nothing was asked for; the same as undefined. */
const idle = (value: Reading, ...nothing: readonly Reading[]): Reading =>
  value === false || nothing.includes(value) ? undefined : value;
const count = (list: readonly unknown[] | undefined): Reading => idle(list?.length, 0);

/** Where each option's value is among the settings, by its first long name, as {@link parseDefault} has it. */
export const READ: Readonly<Record<string, (settings: Settings) => Reading>> = {
  server: ({ run }) => run.server,
  port: ({ run }) => run.port,
  mode: ({ run }) => run.mode,
  family: ({ run }) => run.family,
  'local-address': ({ run }) => run.localAddress,
  'local-port': ({ run }) => run.localPort,
  'tls-server-name': ({ run }) => run.tls.serverName,
  'tls-ca': ({ run }) => run.tls.caFile,
  'tls-insecure': ({ run }) => idle(run.tls.insecure),
  data: ({ run }) => run.input.files.join(),
  binary: ({ run }) => idle(run.input.format, 'text'),
  'ignore-directives': ({ run }) => idle(run.input.ignoreDirectives),
  segment: ({ run }) => `${run.input.segment.index}/${run.input.segment.count}`,
  shuffle: ({ run }) => idle(run.input.shuffle),
  time: ({ run }) => run.durationSeconds,
  runs: ({ run }) => run.runs,
  once: ({ run }) => idle(run.runs, 1),
  timeout: ({ run }) => run.timeoutSeconds,
  workers: ({ run }) => run.workers,
  outstanding: ({ run }) => run.outstanding,
  rate: ({ run }) => idle(run.load.kind, 'closed'),
  ramp: ({ run }) => idle(run.load.kind, 'closed'),
  'find-max': ({ run }) => idle(run.load.kind, 'closed'),
  'start-at': ({ run }) => run.startAtSeconds,
  sockets: ({ run }) => run.sockets,
  'rotate-ports': ({ run }) => run.rotatePorts?.kind,
  buffer: ({ run }) => run.bufferBytes,
  'queries-per-connection': ({ run }) => run.queriesPerConnection,
  transport: ({ run }) => run.transport,
  gso: ({ run }) => run.gso,
  timestamps: ({ run }) => run.timestamps,
  edns: ({ run }) => run.shaping.edns?.udpSizeBytes,
  dnssec: ({ run }) => idle(run.shaping.edns?.dnssecOk),
  'edns-option': ({ run }) => count(run.shaping.edns?.options),
  ecs: ({ run }) => count(run.shaping.edns?.options),
  cookie: ({ run }) => count(run.shaping.edns?.options),
  nsid: ({ run }) => idle(run.countBy, 'nothing'),
  'no-recurse': ({ run }) => idle(!run.shaping.recursionDesired),
  class: ({ run }) => (run.shaping.queryClass === 1 ? 'IN' : run.shaping.queryClass),
  prefix: ({ run }) => run.shaping.prefix?.kind,
  'tsig-file': ({ run }) => run.shaping.tsig?.keyName,
  tsig: ({ run }) => run.shaping.tsig?.keyName,
  verify: ({ run }) => idle(run.verify),
  expect: ({ run }) => run.expectationsFile,
  'by-answer': ({ run }) => idle(run.countBy, 'nothing'),
  ledger: ({ run }) => idle(run.ledger),
  events: ({ events }) => count(events?.sources),
  'events-password-file': ({ events }) => events?.passwordFile,
  'keepalived-conf': ({ events }) => count(events?.keepalivedConfs),
  'real-server': ({ events }) => count(events?.realServers),
  rcodes: ({ output }) => idle(output.countRcodes),
  verbose: ({ output }) => idle(output.perQuery),
  'latency-histogram': ({ output }) => idle(output.latencyHistogram),
  intermediate: ({ output }) => idle(output.printIntervals, 'nothing'),
  stats: ({ output }) => idle(output.printIntervals, 'nothing'),
  interval: ({ output }) => output.intervalSeconds,
  histogram: ({ output }) => output.histogramFile?.path,
  'histogram-buckets': ({ output }) => output.histogramFile?.buckets,
  'histogram-unit': ({ output }) => output.histogramFile?.bucketUs,
  json: ({ output }) => output.jsonFile ?? idle(output.format, 'text'),
  ndjson: ({ output }) => idle(output.format, 'text'),
  'qps-only': ({ output }) => idle(output.format, 'text'),
  csv: ({ output }) => output.csvFile,
  html: ({ output }) => output.htmlFile,
  metrics: ({ output }) => output.metricsAddress,
  suppress: ({ output }) => count(output.suppress),
  'fail-on': ({ output }) => count(output.failOn),
  compat: ({ output }) => idle(output.dialect, 'dnsbench'),
};
