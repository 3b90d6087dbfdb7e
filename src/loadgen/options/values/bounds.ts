import type { Totals } from '../../result/run-result.ts';
import type { Bound } from '../../settings.ts';
import { parseDuration } from './duration.ts';
import { MOST_QPS, parseDecimal, parseWhole } from './number.ts';
import { parsePercentage } from './percentage.ts';
import type { ValueKind } from './value-kind.ts';

const HOUR_SECONDS = 3600;
const OPERATORS = ['<', '>', '<=', '>='] as const;

/** How the value of each kind of figure is written. A time needs its unit: 20 could be seconds or milliseconds. */
const PARSERS = {
  ratio: parsePercentage,
  rate: (text) => parseDecimal(text, 0, MOST_QPS),
  time: (text) => (/[a-zµ]$/.test(text) ? parseDuration(text, 0, HOUR_SECONDS) : undefined),
  count: (text) => parseWhole(text, 0, Number.MAX_SAFE_INTEGER),
} as const satisfies Record<string, (text: string) => number | undefined>;

type FigureKind = keyof typeof PARSERS;

/** Kind of each counter of a result that a bound may name. */
const COUNTS: Readonly<Record<keyof Totals, 'count'>> = {
  sent: 'count',
  answered: 'count',
  answeredInWindow: 'count',
  timedOut: 'count',
  interrupted: 'count',
  late: 'count',
  duplicate: 'count',
  unexpected: 'count',
  truncated: 'count',
  wrongQuestion: 'count',
  malformed: 'count',
  unreachable: 'count',
  sendErrors: 'count',
  notSent: 'count',
  socketDrops: 'count',
  bytesSent: 'count',
  bytesReceived: 'count',
  verified: 'count',
  mismatched: 'count',
};

/** Figures that a {@link Bound} may name, as it then names them. */
export const FIGURES: Readonly<Record<string, FigureKind>> = {
  loss: 'ratio',
  qps: 'rate',
  min: 'time',
  mean: 'time',
  max: 'time',
  p50: 'time',
  p90: 'time',
  p95: 'time',
  p99: 'time',
  'p99.9': 'time',
  ...COUNTS,
};

/**
 * Bounds of `--fail-on`, `loss>0.1%,p99>20ms,qps<50000`: the run fails where one of them holds.
 *
 * Loss is in percent, times have a unit, qps and counts are plain. Counts have the names of the result's totals,
 * written as there or in the manner of options: `timedOut>0`, `timed-out>0`.
 */
export const bounds: ValueKind<readonly Bound[]> = {
  wanted: 'bounds such as loss>0.1%, p99>20ms, qps<50000 or mismatched>0, separated by commas',
  parse: (text) => {
    const parsed = text.split(',').map(parseBound);
    const right = parsed.filter((bound) => bound !== undefined);
    return right.length === parsed.length ? right : undefined;
  },
  wrongPart: (text) => text.split(',').find((part) => parseBound(part) === undefined),
};

function parseBound(part: string): Bound | undefined {
  const text = part.trim();
  const [, written = '', sign = '', number = ''] = /^([\w.-]+)\s*([<>]=?)\s*(\S+)$/.exec(text) ?? [];
  const figure = written.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const kind = Object.hasOwn(FIGURES, figure) ? FIGURES[figure] : undefined;
  const operator = OPERATORS.find((known) => known === sign);
  const value = kind === undefined ? undefined : PARSERS[kind](number);
  if (operator === undefined || value === undefined) return undefined;
  return { figure, operator, value, text };
}
