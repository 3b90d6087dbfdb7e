import { allReports, type SourceReport, type StackSnapshot } from '../../model/snapshot.ts';
import type { Family, MetricType, SampleWriter } from './family.ts';
import { labelSet } from './labels.ts';

/** A snapshot and what vipscope knows of itself. */
export interface SelfRecords {
  readonly snapshot: StackSnapshot;
  readonly build: { readonly version: string; readonly nodeVersion: string };
  readonly reload?: { readonly successful: boolean; readonly successSeconds: number };
}

const COLLECTOR_LABELS = ['collector', 'source'];

/** vipscope's own state: build, configuration, and how each collector fared. */
export const SELF_FAMILIES: readonly Family<SelfRecords>[] = [
  {
    name: 'vipscope_build_info',
    type: 'gauge',
    help: 'Version of vipscope and of the Node.js that runs it; always 1.',
    labels: ['version', 'node_version'],
    write: ({ build }, out) =>
      out.sample(labelSet({ version: build.version, node_version: build.nodeVersion }), 1),
  },
  {
    name: 'vipscope_demo',
    type: 'gauge',
    help: '1 where all that is shown is a recording played by vipscope demo, otherwise 0.',
    labels: [],
    write: ({ snapshot }, out) => out.sample('', snapshot.demo ? 1 : 0),
  },
  {
    name: 'vipscope_config_last_reload_successful',
    type: 'gauge',
    help: '1 if the last attempt to load the configuration succeeded, otherwise 0.',
    labels: [],
    write: ({ reload }, out) => reload && out.sample('', reload.successful ? 1 : 0),
  },
  {
    name: 'vipscope_config_last_reload_success_timestamp_seconds',
    type: 'gauge',
    help: 'When the configuration in use was loaded, in seconds since 1970.',
    labels: [],
    write: ({ reload }, out) => reload && out.sample('', reload.successSeconds),
  },
  perReport(
    'vipscope_collector_success',
    'gauge',
    '1 if the source was read, or is not on this host; 0 if reading it failed.',
    (report) => (report.outcome.kind === 'failed' ? 0 : 1),
  ),
  perReport(
    'vipscope_collector_absent',
    'gauge',
    '1 if this host does not have what the collector looks for, otherwise 0.',
    (report) => (report.outcome.kind === 'absent' ? 1 : 0),
  ),
  perReport(
    'vipscope_collector_duration_seconds',
    'gauge',
    'How long the last collection took.',
    (report) => report.durationSeconds,
  ),
  perReport(
    'vipscope_collector_finished_timestamp_seconds',
    'gauge',
    'When the last collection ended, in seconds since 1970.',
    (report) => report.finishedAtSeconds,
  ),
  perReport(
    'vipscope_collector_problems',
    'gauge',
    'Rows, lines or values of the last text that could not be used; / shows the first of them.',
    (report) => (report.outcome.kind === 'ok' ? report.outcome.problems.count : undefined),
  ),
  perHistory(
    'vipscope_collections_total',
    'counter',
    'Collections finished since vipscope started.',
    (history) => history.collections,
  ),
  perHistory(
    'vipscope_collection_failures_total',
    'counter',
    'Collections that failed since vipscope started.',
    (history) => history.failures,
  ),
  perHistory(
    'vipscope_parse_problems_total',
    'counter',
    'Rows, lines or values that could not be used, over all collections since vipscope started.',
    (history) => history.problems,
  ),
  perHistory(
    'vipscope_collector_last_success_timestamp_seconds',
    'gauge',
    'When the source was last read, in seconds since 1970; absent until it was.',
    (history) => history.lastOkSeconds,
  ),
];

function perReport(
  name: string,
  type: MetricType,
  help: string,
  value: (report: SourceReport) => number | undefined,
): Family<SelfRecords> {
  return {
    name,
    type,
    help,
    labels: COLLECTOR_LABELS,
    write: ({ snapshot }, out) => {
      for (const report of allReports(snapshot)) write(out, report, value(report));
    },
  };
}

function perHistory(
  name: string,
  type: MetricType,
  help: string,
  value: (history: StackSnapshot['histories'][number]) => number | undefined,
): Family<SelfRecords> {
  return {
    name,
    type,
    help,
    labels: COLLECTOR_LABELS,
    write: ({ snapshot }, out) => {
      for (const history of snapshot.histories) write(out, history, value(history));
    },
  };
}

function write(
  out: SampleWriter,
  { subsystem, source }: { subsystem: string; source: string },
  value: number | undefined,
): void {
  if (value !== undefined) out.sample(labelSet({ collector: subsystem, source }), value);
}
