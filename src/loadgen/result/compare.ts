import { PERCENTILE_NAMES } from '../stats/latency-summary.ts';
import type { FigureUnit } from './bound-figures.ts';
import { sortRcodes } from './rcode.ts';
import type { RunResult } from './run-result.ts';
import { differingSettings, type SettingDifference } from './setting-differences.ts';
import type { TotalName } from './totals.ts';

/** One figure of two runs beside each other. */
export interface ComparisonRow {
  /** For people: `queries per second`, `p99 latency`, `answered NXDOMAIN`. */
  readonly figure: string;
  readonly unit: FigureUnit;
  /** Absent where a run has none, as a latency when nothing was answered. */
  readonly a?: number;
  readonly b?: number;
  /** How much larger b is than a, as a share of a; absent where a is 0 or either is absent. */
  readonly differenceRatio?: number;
  /** `same`: equal as far as the figure is exact; `neither`: no one of the two is the good direction. */
  readonly better: 'a' | 'b' | 'same' | 'neither';
}

/** Two runs beside each other. */
export interface Comparison {
  readonly rows: readonly ComparisonRow[];
  /** What was not the same for both, and so may be the reason of a difference. */
  readonly settings: readonly SettingDifference[];
}

interface Compared {
  readonly figure: string;
  readonly unit: FigureUnit;
  readonly good: 'more' | 'less' | 'neither';
  /** Share by which two equal figures may differ. */
  readonly errorRatio: number;
  readonly of: (result: RunResult) => number | undefined;
}

/** Width of a histogram's bucket, within which a percentile is not known: 1/32. */
const BUCKET_RATIO = 1 / 32;

const FIGURES: readonly Compared[] = [
  exact('queries per second', 'qps', 'more', (result) => result.qps),
  exact('window', 'seconds', 'neither', (result) => result.windowSeconds),
  exact('queries sent', 'count', 'neither', (result) => result.totals.sent),
  exact('queries answered', 'count', 'neither', (result) => result.totals.answered),
  exact('queries lost', 'ratio', 'less', (result) => result.lossRatio),
  exact('late answers', 'ratio', 'less', shareOfSent('late')),
  exact('truncated answers', 'ratio', 'less', shareOfSent('truncated')),
  exact('answers not as expected', 'ratio', 'less', shareOfSent('mismatched')),
  exact(
    'min latency',
    'seconds',
    'less',
    answered((result) => result.latency.minSeconds),
  ),
  exact(
    'mean latency',
    'seconds',
    'less',
    answered((result) => result.latency.meanSeconds),
  ),
  exact(
    'stddev of latency',
    'seconds',
    'less',
    answered((result) => result.latency.standardDeviationSeconds),
  ),
  ...PERCENTILE_NAMES.map(
    (name): Compared => ({
      figure: `${name} latency`,
      unit: 'seconds',
      good: 'less',
      errorRatio: BUCKET_RATIO,
      of: answered((result) => result.latency.percentilesSeconds[name]),
    }),
  ),
  exact(
    'max latency',
    'seconds',
    'less',
    answered((result) => result.latency.maxSeconds),
  ),
];

/** Puts two runs beside each other, figure by figure; pure, and without a judgement on what differs by chance. */
export function compareResults(a: RunResult, b: RunResult): Comparison {
  const figures = [...FIGURES, ...rcodesOf(a, b)];
  return { rows: figures.map((figure) => rowOf(figure, a, b)), settings: differingSettings([a, b]) };
}

/** Share of each response code that either run saw: which of them is good depends on what was asked. */
function rcodesOf(a: RunResult, b: RunResult): Compared[] {
  const names = sortRcodes(new Set([...Object.keys(a.rcodes), ...Object.keys(b.rcodes)]));
  return names.map((name) =>
    exact(
      `answered ${name}`,
      'ratio',
      'neither',
      answered(({ rcodes, totals }) => (rcodes[name] ?? 0) / totals.answered),
    ),
  );
}

function rowOf({ figure, unit, good, errorRatio, of }: Compared, a: RunResult, b: RunResult): ComparisonRow {
  const [ofA, ofB] = [of(a), of(b)];
  if (ofA === undefined || ofB === undefined) {
    return {
      figure,
      unit,
      ...(ofA !== undefined && { a: ofA }),
      ...(ofB !== undefined && { b: ofB }),
      better: 'neither',
    };
  }
  return {
    figure,
    unit,
    a: ofA,
    b: ofB,
    ...(ofA !== 0 && { differenceRatio: (ofB - ofA) / ofA }),
    better: betterOf(ofA, ofB, good, errorRatio),
  };
}

function betterOf(a: number, b: number, good: Compared['good'], errorRatio: number): ComparisonRow['better'] {
  if (Math.abs(b - a) <= errorRatio * Math.max(a, b)) return 'same';
  if (good === 'neither') return 'neither';
  return b > a === (good === 'more') ? 'b' : 'a';
}

function exact(figure: string, unit: FigureUnit, good: Compared['good'], of: Compared['of']): Compared {
  return { figure, unit, good, errorRatio: 0, of };
}

/** A figure that there is only once something was answered. */
function answered(of: (result: RunResult) => number): Compared['of'] {
  return (result) => (result.latency.count > 0 ? of(result) : undefined);
}

/** Runs of unlike length can only be compared by shares. */
function shareOfSent(name: TotalName): Compared['of'] {
  return ({ totals }) => (totals.sent > 0 ? totals[name] / totals.sent : undefined);
}
