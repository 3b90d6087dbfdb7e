import { type FigureUnit, findFigure } from '../../result/bound-figures.ts';
import type { Bound } from '../../settings.ts';
import { parseDuration } from './duration.ts';
import { MOST_QPS, parseDecimal, parseWhole } from './number.ts';
import { parsePercentage } from './percentage.ts';
import type { ValueKind } from './value-kind.ts';

const HOUR_SECONDS = 3600;
const OPERATORS = ['<', '>', '<=', '>='] as const;

/** How the value of each figure is written. A time needs its unit: 20 could be seconds or milliseconds. */
const PARSERS: Readonly<Record<FigureUnit, (text: string) => number | undefined>> = {
  ratio: parsePercentage,
  qps: (text) => parseDecimal(text, 0, MOST_QPS),
  seconds: (text) => (/[a-zµ]$/.test(text) ? parseDuration(text, 0, HOUR_SECONDS) : undefined),
  count: (text) => parseWhole(text, 0, Number.MAX_SAFE_INTEGER),
};

/**
 * Bounds of `--fail-on`, `loss>0.1%,p99>20ms,qps<50000`: the run fails where one of them holds.
 *
 * Loss and shares of an rcode (`rcode:SERVFAIL>1%`) are in percent, times have a unit, qps and counts are plain. Counts
 * have the names of the result's totals, written as there or in the manner of options: `timedOut>0`, `timed-out>0`.
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
  const [, written = '', sign = '', number = ''] = /^([\w.:-]+)\s*([<>]=?)\s*(\S+)$/.exec(text) ?? [];
  const figure = written.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const unit = findFigure(figure)?.unit;
  const operator = OPERATORS.find((known) => known === sign);
  const value = unit === undefined ? undefined : PARSERS[unit](number);
  if (operator === undefined || value === undefined) return undefined;
  return { figure, operator, value, text };
}
