import type { Disturbance } from '../ledger/disturbance.ts';
import { PERCENTILE_NAMES, type PercentileName } from '../stats/latency-summary.ts';
import { headlineQps } from './headline-qps.ts';
import { rcodeNumber } from './rcode.ts';
import type { RunResult } from './run-result.ts';
import { TOTAL_NAMES } from './totals.ts';

/** In what a figure is measured: a share of 1, queries a second, seconds, or a number of things. */
export type FigureUnit = 'ratio' | 'qps' | 'seconds' | 'count';

/** A figure of a result that a bound can be set on. */
export interface Figure {
  readonly unit: FigureUnit;
  /** @returns undefined if there is none: no duration was measured */
  readonly of: (result: RunResult) => number | undefined;
  /** Why there may be none; absent: nothing was answered. */
  readonly absentBecause?: string;
}

type LatencyKey = 'minSeconds' | 'meanSeconds' | 'maxSeconds';

const TABLE: ReadonlyMap<string, Figure> = new Map<string, Figure>([
  ['loss', { unit: 'ratio', of: (result) => result.lossRatio }],
  ['qps', { unit: 'qps', of: headlineQps }],
  ['min', latency('minSeconds')],
  ['mean', latency('meanSeconds')],
  ...PERCENTILE_NAMES.map((name) => [name, percentile(name)] as const),
  ['max', latency('maxSeconds')],
  ['outage', worst('seconds', ({ outageByStampsSeconds }) => outageByStampsSeconds)],
  ['lost', worst('count', ({ lost }) => lost)],
  ...TOTAL_NAMES.map(
    (name) => [name, { unit: 'count', of: ({ totals }) => totals[name] }] as [string, Figure],
  ),
]);

/** The figure that a bound names, as `p99` or `rcode:SERVFAIL`. @returns undefined if there is no such figure */
export function findFigure(name: string): Figure | undefined {
  const known = TABLE.get(name);
  if (known !== undefined) return known;
  const label = name.startsWith('rcode:') ? name.slice('rcode:'.length) : '';
  return rcodeNumber(label) === undefined ? undefined : rcodeRatio(label.toUpperCase());
}

/** Of the disturbance in which it is the largest; 0 where there was none. */
function worst(unit: FigureUnit, of: (disturbance: Disturbance) => number): Figure {
  return {
    unit,
    of: ({ ledger }) => ledger && Math.max(0, ...ledger.disturbances.map(of)),
    absentBecause: 'there is no ledger',
  };
}

function latency(key: LatencyKey): Figure {
  return { unit: 'seconds', of: (result) => (result.latency.count > 0 ? result.latency[key] : undefined) };
}

function percentile(name: PercentileName): Figure {
  return {
    unit: 'seconds',
    of: (result) => (result.latency.count > 0 ? result.latency.percentilesSeconds[name] : undefined),
  };
}

function rcodeRatio(label: string): Figure {
  return {
    unit: 'ratio',
    of: ({ rcodes, totals }) => (totals.answered > 0 ? (rcodes[label] ?? 0) / totals.answered : 0),
  };
}
