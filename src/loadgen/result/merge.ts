import { addLatencies, addSums, type DurationSums, momentsOf } from '../stats/latency.ts';
import type { Latency } from '../stats/latency-summary.ts';
import { countedBy } from './counted-by.ts';
import { mergeIntervals } from './merge-intervals.ts';
import { mergeLedgers } from './merge-ledgers.ts';
import { mergeSettings } from './merge-settings.ts';
import { mergeWindows } from './merge-windows.ts';
import { sortRcodes } from './rcode.ts';
import type { RunResult } from './run-result.ts';
import { differingSettings } from './setting-differences.ts';
import { addTallies, addTotals } from './totals.ts';

type Runs = readonly [RunResult, ...RunResult[]];
type EndedBy = RunResult['endedBy'];
type Connections = NonNullable<RunResult['connections']>;
type Kernel = NonNullable<RunResult['kernel']>;

/** Between the ids of the runs that a merged one is of. */
const RUN_ID_JOIN = '+';

/** What a merge of runs that did not end alike ended by: the first of these that any did. */
const ENDINGS: readonly EndedBy[] = ['interrupted', 'time-limit', 'found-max', 'end-of-input'];

/**
 * Adds runs of several hosts, or of several processes. Counters and histograms are added, sums give mean and standard
 * deviation, and percentiles come from the added histogram: nothing is a mean of means. The order of the runs does not
 * matter.
 *
 * @throws RangeError if there is no run
 */
export function mergeResults(results: readonly RunResult[]): RunResult {
  const [first, ...others] = [...results].sort(byStart);
  if (first === undefined) throw new RangeError('there is no run to merge');
  if (others.length === 0) return first;
  const runs: Runs = [first, ...others];
  const window = mergeWindows(runs);
  const totals = addTotals(runs.map((run) => run.totals));
  const connections = present(runs, 'connections');
  const intended = present(runs, 'intendedLatency');
  const kernels = kernelByHost(runs);
  const counted = present(runs, 'countedBy');
  const found = present(runs, 'findMax');
  const { ledger, warnings } = mergeLedgers(runs, window.startedAtSeconds);
  return {
    version: first.version,
    tool: first.tool,
    runId: runs.map(({ runId }) => runId).join(RUN_ID_JOIN),
    hosts: [...new Set(runs.flatMap(({ hosts }) => hosts))],
    startedAtSeconds: window.startedAtSeconds,
    finishedAtSeconds: Math.max(...runs.map(({ finishedAtSeconds }) => finishedAtSeconds)),
    windowSeconds: window.windowSeconds,
    drainSeconds: Math.max(...runs.map(({ drainSeconds }) => drainSeconds)),
    endedBy: ENDINGS.find((ending) => runs.some(({ endedBy }) => endedBy === ending)) ?? first.endedBy,
    passes: Math.min(...runs.map(({ passes }) => passes)),
    qps: window.qps,
    summedWorkerQps: sum(runs, ({ summedWorkerQps }) => summedWorkerQps),
    lossRatio: totals.sent > 0 ? totals.timedOut / totals.sent : 0,
    totals,
    rcodes: mergeRcodes(runs),
    latency: addLatencies(runs.map(({ latency }) => latency)),
    ...(intended.length > 0 && { intendedLatency: addLatencies(intended) }),
    latencyByRcode: mergeLatencyByRcode(runs),
    intervals: mergeIntervals(runs),
    workers: runs.flatMap(({ workers }) => workers),
    ...(connections.length > 0 && { connections: mergeConnections(connections) }),
    ...(kernels.length > 0 && { kernel: mergeKernels(kernels) }),
    clientLimits: runs.flatMap((run) =>
      run.clientLimits.map(({ kind, text }) => ({ kind, text: withHost(run, text) })),
    ),
    warnings: [
      ...window.warnings,
      ...doubts(runs),
      ...warnings,
      ...runs.flatMap((run) => run.warnings.map((warning) => withHost(run, warning))),
    ],
    ...(counted[0] !== undefined && {
      countedBy: countedBy(
        counted[0].what,
        counted.filter(({ what }) => what === counted[0]?.what),
      ),
    }),
    mismatches: runs.flatMap((run) => run.mismatches.map((mismatch) => withHost(run, mismatch))),
    // The steps of searches that did not know of each other were at other rates at other times.
    ...(found.length > 0 && { findMax: { qps: sum(found, ({ qps }) => qps), steps: [] } }),
    ...(ledger && { ledger }),
    settings: mergeSettings([first.settings, ...others.map(({ settings }) => settings)]),
  };
}

/** What may make the sum mean less than it seems to. */
function doubts(runs: Runs): string[] {
  // One that is merged already has the ids of all its runs.
  const ids = runs.flatMap(({ runId }) => runId.split(RUN_ID_JOIN));
  const twice = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  const found = present(runs, 'findMax').length;
  const whats = [...new Set(present(runs, 'countedBy').map(({ what }) => what))];
  return [
    ...twice.map((id) => `run ${id} is there more than once: its queries are counted more than once`),
    ...differingSettings(runs).map(
      ({ setting, values }) =>
        `${setting} differs: ${runs.map((run, at) => `${values[at]} (${run.hosts.join(', ')})`).join(', ')}`,
    ),
    ...(found > 0 ? [`the maximum is the sum of ${found} searches, each made without the others`] : []),
    ...(whats.length > 1
      ? [`answers were counted by ${whats.join(' and by ')}: only those by ${whats[0]} are added`]
      : []),
  ];
}

function byStart(a: RunResult, b: RunResult): number {
  const key = ({ hosts, runId }: RunResult): string => `${hosts.join(',')} ${runId}`;
  return a.startedAtSeconds - b.startedAtSeconds || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

/** Lines of a result that is merged already name their hosts. */
function withHost({ hosts }: RunResult, text: string): string {
  return hosts.length === 1 ? `${hosts[0]}: ${text}` : text;
}

function present<K extends 'connections' | 'intendedLatency' | 'countedBy' | 'findMax'>(
  runs: Runs,
  key: K,
): NonNullable<RunResult[K]>[] {
  return runs.map((run) => run[key]).filter((value) => value !== undefined);
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

function mergeRcodes(runs: Runs): RunResult['rcodes'] {
  const tallies = addTallies(runs.map(({ rcodes }) => rcodes));
  return Object.fromEntries(sortRcodes(Object.keys(tallies)).map((name) => [name, tallies[name] ?? 0]));
}

function mergeLatencyByRcode(runs: Runs): RunResult['latencyByRcode'] {
  const names = sortRcodes(new Set(runs.flatMap(({ latencyByRcode }) => Object.keys(latencyByRcode))));
  const of = (name: string): Latency[] => runs.flatMap(({ latencyByRcode }) => latencyByRcode[name] ?? []);
  return Object.fromEntries(names.map((name) => [name, addLatencies(of(name))]));
}

function mergeConnections(all: readonly Connections[]): Connections {
  return {
    tried: sum(all, ({ tried }) => tried),
    made: sum(all, ({ made }) => made),
    lost: sum(all, ({ lost }) => lost),
    latency: momentsOf(addSums(all.map(({ latency }) => sumsOfMoments(latency)))),
  };
}

/** σ² = Σx²/n − mean², solved for the sum of squares. */
function sumsOfMoments(latency: Connections['latency']): DurationSums {
  const { count, minSeconds, meanSeconds, standardDeviationSeconds, maxSeconds } = latency;
  const sumSquaresSeconds2 = count * (standardDeviationSeconds ** 2 + meanSeconds ** 2);
  return { count, sumSeconds: count * meanSeconds, sumSquaresSeconds2, minSeconds, maxSeconds };
}

/** Runs on one host saw the same counters grow: the largest growth stands for all of them. */
function kernelByHost(runs: Runs): Kernel[] {
  const byHost = new Map<string, Kernel>();
  for (const { hosts, kernel } of runs) {
    const host = hosts.join(',');
    const known = byHost.get(host);
    if (kernel !== undefined) byHost.set(host, known === undefined ? kernel : largest(known, kernel));
  }
  return [...byHost.values()];
}

function largest(a: Kernel, b: Kernel): Kernel {
  return {
    udpInErrors: Math.max(a.udpInErrors, b.udpInErrors),
    udpReceiveBufferErrors: Math.max(a.udpReceiveBufferErrors, b.udpReceiveBufferErrors),
    udpSendBufferErrors: Math.max(a.udpSendBufferErrors, b.udpSendBufferErrors),
  };
}

function mergeKernels(kernels: readonly Kernel[]): Kernel {
  return {
    udpInErrors: sum(kernels, ({ udpInErrors }) => udpInErrors),
    udpReceiveBufferErrors: sum(kernels, ({ udpReceiveBufferErrors }) => udpReceiveBufferErrors),
    udpSendBufferErrors: sum(kernels, ({ udpSendBufferErrors }) => udpSendBufferErrors),
  };
}
