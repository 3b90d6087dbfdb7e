import { type Html, html } from '../../../text/html.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult, Totals } from '../../result/run-result.ts';
import { type LatencySummary, PERCENTILE_NAMES } from '../../stats/latency-summary.ts';
import { type Column, dataTable, factTable } from './data-table.ts';
import { amount, bytes, duration, NONE, percent } from './figures.ts';

/** Every table of the page that is no chart, in its order; those that have nothing to say are left out. */
export function tables(result: RunResult): readonly Html[] {
  return [
    findMaxTable(result),
    latencyTable(result),
    totalsTable(result),
    workersTable(result),
    countedByTable(result),
    mismatchesList(result),
    connectionsTable(result),
    kernelTable(result),
  ].filter((table) => table !== undefined);
}

function findMaxTable({ findMax }: RunResult): Html | undefined {
  if (findMax === undefined) return undefined;
  return dataTable('Steps to the highest rate', FIND_MAX_COLUMNS, [...findMax.steps.entries()]);
}

type Step = readonly [number, NonNullable<RunResult['findMax']>['steps'][number]];

const FIND_MAX_COLUMNS: readonly Column<Step>[] = [
  { heading: 'Step', value: ([index]) => index + 1 },
  { heading: 'Queries per second', isFigure: true, value: ([, { qps }]) => amount(qps) },
  { heading: 'Sent of those', isFigure: true, value: ([, { sentRatio }]) => percent(sentRatio) },
  { heading: 'Lost', isFigure: true, value: ([, { lossRatio }]) => percent(lossRatio) },
  { heading: 'Result', value: ([, { good }]) => (good ? 'good' : 'too much lost or not sent') },
];

type NamedLatency = readonly [name: string, latency: LatencySummary];

const LATENCY_COLUMNS: readonly Column<NamedLatency>[] = [
  { heading: 'Answers', value: ([name]) => name },
  { heading: 'Count', isFigure: true, value: ([, latency]) => countText(latency.count) },
  latencyColumn('Min', (latency) => latency.minSeconds),
  latencyColumn('Mean', (latency) => latency.meanSeconds),
  latencyColumn('Std dev', (latency) => latency.standardDeviationSeconds),
  ...PERCENTILE_NAMES.map((name) => latencyColumn(name, (latency) => latency.percentilesSeconds[name])),
  latencyColumn('Max', (latency) => latency.maxSeconds),
];

function latencyColumn(heading: string, seconds: (latency: LatencySummary) => number): Column<NamedLatency> {
  return {
    heading,
    isFigure: true,
    value: ([, latency]) => (latency.count === 0 ? NONE : duration(seconds(latency))),
  };
}

function latencyTable({ latency, intendedLatency, latencyByRcode, rcodes }: RunResult): Html {
  const byRcode = Object.entries(latencyByRcode).sort(([a], [b]) => (rcodes[b] ?? 0) - (rcodes[a] ?? 0));
  return dataTable('Answers and their latency', LATENCY_COLUMNS, [
    ['all', latency],
    ...(intendedLatency ? [['all, from intended sending', intendedLatency] as const] : []),
    ...byRcode,
  ]);
}

interface TotalRow {
  readonly name: keyof Totals;
  readonly title: string;
  readonly meaning: string;
  readonly text?: (value: number) => string;
}

const TOTALS: readonly TotalRow[] = [
  { name: 'sent', title: 'Sent', meaning: 'answered, timed out and interrupted together' },
  { name: 'answered', title: 'Answered', meaning: 'within the time-out' },
  {
    name: 'answeredInWindow',
    title: 'Answered in the window',
    meaning: 'what queries per second are made of',
  },
  { name: 'timedOut', title: 'Timed out', meaning: 'lost' },
  { name: 'interrupted', title: 'Interrupted', meaning: 'given up when the run was cut short' },
  { name: 'late', title: 'Late', meaning: 'answers to queries that had timed out' },
  { name: 'duplicate', title: 'Duplicate', meaning: 'further answers to a query that had one' },
  { name: 'unexpected', title: 'Unexpected', meaning: 'answers with an id that was not asked with' },
  { name: 'truncated', title: 'Truncated', meaning: 'answers with TC set' },
  { name: 'wrongQuestion', title: 'Wrong question', meaning: 'an id on its way, but another question' },
  { name: 'malformed', title: 'Malformed', meaning: 'too short, or not an answer' },
  { name: 'unreachable', title: 'Unreachable', meaning: 'ICMP errors' },
  { name: 'sendErrors', title: 'Send errors', meaning: 'queries that the kernel did not take' },
  { name: 'notSent', title: 'Not sent', meaning: 'scheduled, but not sent in time' },
  { name: 'socketDrops', title: 'Dropped', meaning: 'answers that did not fit our receive buffers' },
  { name: 'verified', title: 'Verified', meaning: 'answers held against what was expected' },
  { name: 'mismatched', title: 'Mismatched', meaning: 'answers that were not as expected' },
  { name: 'bytesSent', title: 'Sent bytes', meaning: 'of DNS messages', text: bytes },
  { name: 'bytesReceived', title: 'Received bytes', meaning: 'of DNS messages', text: bytes },
];

function totalsTable({ totals }: RunResult): Html {
  return dataTable<TotalRow>(
    'What became of the queries',
    [
      {
        heading: 'Counter',
        value: ({ title, meaning }) => html`${title} <span class="note">${meaning}</span>`,
      },
      { heading: 'Count', isFigure: true, value: ({ name, text = countText }) => text(totals[name]) },
    ],
    TOTALS,
  );
}

const WORKER_COLUMNS: readonly Column<RunResult['workers'][number]>[] = [
  { heading: 'Worker', value: ({ worker }) => worker },
  { heading: 'Host', value: ({ host }) => html`<bdi>${host}</bdi>` },
  { heading: 'Answered per second', isFigure: true, value: ({ qps }) => amount(qps) },
  { heading: 'Sent', isFigure: true, value: ({ sent }) => countText(sent) },
  { heading: 'Answered', isFigure: true, value: ({ answeredInWindow }) => countText(answeredInWindow) },
  { heading: 'Timed out', isFigure: true, value: ({ timedOut }) => countText(timedOut) },
  { heading: 'CPU', isFigure: true, value: ({ cpuRatio }) => percent(cpuRatio) },
  {
    heading: 'Waited for a core',
    isFigure: true,
    value: ({ runQueueWaitRatio }) => percent(runQueueWaitRatio),
  },
];

function workersTable({ workers }: RunResult): Html | undefined {
  return workers.length === 0 ? undefined : dataTable('Workers', WORKER_COLUMNS, workers);
}

function countedByTable({ countedBy }: RunResult): Html | undefined {
  if (countedBy === undefined) return undefined;
  const { what, counts, others } = countedBy;
  const total = counts.reduce((sum, [, seen]) => sum + seen, others);
  return dataTable<readonly [name: string, seen: number]>(
    'Who answered',
    [
      {
        heading: what === 'nsid' ? 'NSID' : 'First answer',
        value: ([name]) => html`<bdi><code>${name}</code></bdi>`,
      },
      { heading: 'Answers', isFigure: true, value: ([, seen]) => countText(seen) },
      { heading: 'Share', isFigure: true, value: ([, seen]) => percent(seen / total) },
    ],
    others === 0 ? counts : [...counts, ['others', others]],
  );
}

function mismatchesList({ mismatches, totals: { mismatched } }: RunResult): Html | undefined {
  if (mismatches.length === 0) return undefined;
  return html`<section aria-labelledby="mismatches-title">
<h3 id="mismatches-title">Not as expected: the first ${mismatches.length} of ${countText(mismatched)}</h3>
<ol class="lines">
${mismatches.map(
  (mismatch) => html`<li><code>${mismatch}</code></li>
`,
)}</ol>
</section>
`;
}

function connectionsTable({ connections }: RunResult): Html | undefined {
  if (connections === undefined) return undefined;
  const { tried, made, lost, latency } = connections;
  const time = (seconds: number): string => (latency.count === 0 ? NONE : duration(seconds));
  return factTable('Connections', [
    ['Tried', countText(tried)],
    ['Made', countText(made)],
    ['Lost', countText(lost)],
    ['Time to connect, min', time(latency.minSeconds)],
    ['Time to connect, mean', time(latency.meanSeconds)],
    ['Time to connect, std dev', time(latency.standardDeviationSeconds)],
    ['Time to connect, max', time(latency.maxSeconds)],
  ]);
}

function kernelTable({ kernel }: RunResult): Html | undefined {
  if (kernel === undefined) return undefined;
  return factTable('This host meanwhile, all programs together', [
    ['UDP receive errors', countText(kernel.udpInErrors)],
    ['UDP receive buffers full', countText(kernel.udpReceiveBufferErrors)],
    ['UDP send buffers full', countText(kernel.udpSendBufferErrors)],
  ]);
}
