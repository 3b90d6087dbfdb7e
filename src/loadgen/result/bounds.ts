import type { Bound } from '../settings.ts';
import { type FigureUnit, findFigure } from './bound-figures.ts';
import { countText, longDurationText, longPercentText, numberText } from './figure-text.ts';
import type { RunResult } from './run-result.ts';

/** What a result looks like next to the bounds it is judged by. */
export interface Judgement {
  /** One line for each bound that is broken. */
  readonly failed: readonly string[];
}

const BREAKS: Readonly<Record<Bound['operator'], (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '>': (value, limit) => value > limit,
  '<=': (value, limit) => value <= limit,
  '>=': (value, limit) => value >= limit,
};

const TEXT: Readonly<Record<FigureUnit, (value: number) => string>> = {
  ratio: longPercentText,
  qps: (value) => `${numberText(value)} qps`,
  seconds: longDurationText,
  count: countText,
};

/** Holds a result against the bounds of `--fail-on`: one is broken when what it says is so. */
export function judge(result: RunResult, bounds: readonly Bound[]): Judgement {
  return { failed: bounds.flatMap((bound) => brokenBy(result, bound)) };
}

function brokenBy(result: RunResult, bound: Bound): string[] {
  const figure = findFigure(bound.figure);
  if (figure === undefined) return [`${bound.text} cannot be judged: there is no figure '${bound.figure}'`];
  const value = figure.of(result);
  if (value !== undefined) {
    if (!BREAKS[bound.operator](value, bound.value)) return [];
    return [`${bound.figure} is ${TEXT[figure.unit](value)}, which breaks ${bound.text}`];
  }
  // Without an answer a latency is not low: an upper limit is not kept by a server that says nothing.
  return bound.operator.startsWith('>')
    ? [
        `${figure.absentBecause ?? 'nothing was answered'}, so there is no ${bound.figure}, which breaks ${bound.text}`,
      ]
    : [];
}
