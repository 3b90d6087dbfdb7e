import { capitalised } from '../../../text/capitalised.ts';
import { type Html, html } from '../../../text/html.ts';
import { countText } from '../../result/figure-text.ts';
import type { RunResult } from '../../result/run-result.ts';
import { TOTAL_TEXTS } from '../../result/total-texts.ts';
import { TOTAL_NAMES, type TotalName } from '../../result/totals.ts';
import { type LatencySummary, PERCENTILE_NAMES } from '../../stats/latency-summary.ts';
import { type Column, dataTable, factTable } from './data-table.ts';
import { amount, bytes, duration, NONE, percent } from './figures.ts';
import { eventsTable, feedsTable, ledgerTable } from './ledger-tables.ts';
import { conservationTables, sharesTables } from './stack-tables.ts';
import { stuckFlowsTable } from './stuck-flows-table.ts';

/** Every table of the page that is no chart, in its order; those that have nothing to say are left out. */
export function tables(result: RunResult): readonly Html[] {
  return [
    ledgerTable(result),
    stuckFlowsTable(result),
    sharesTables(result),
    conservationTables(result),
    eventsTable(result),
    feedsTable(result),
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

const BYTES: readonly TotalName[] = ['bytesSent', 'bytesReceived'];

const TOTAL_COLUMNS: readonly Column<readonly [name: TotalName, count: number]>[] = [
  {
    heading: 'Counter',
    value: ([name]) => {
      const { title, meaning } = TOTAL_TEXTS[name];
      return html`${capitalised(title)} <span class="note">${meaning}</span>`;
    },
  },
  {
    heading: 'Count',
    isFigure: true,
    value: ([name, count]) => (BYTES.includes(name) ? bytes(count) : countText(count)),
  },
];

function totalsTable({ totals }: RunResult): Html {
  const rows = TOTAL_NAMES.map((name) => [name, totals[name]] as const);
  return dataTable('What became of the queries', TOTAL_COLUMNS, rows);
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
