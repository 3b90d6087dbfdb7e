import type { Load } from '../../settings.ts';
import { parseDuration } from './duration.ts';
import { MOST_QPS, parseDecimal, queriesPerSecond } from './number.ts';
import { parsePercentage } from './percentage.ts';
import type { ValueKind } from './value-kind.ts';

const DEFAULT_FIRST_QPS = 1000;
const DAY_SECONDS = 86_400;

/** `1000:50000:60`: from, to, seconds. */
export const ramp: ValueKind<Extract<Load, { kind: 'ramp' }>> = {
  wanted: 'FROM:TO:SECONDS, two rates and the time between them, such as 1000:50000:60',
  parse: (text) => {
    const [from, to, time, ...more] = text.split(':');
    if (from === undefined || to === undefined || time === undefined || more.length > 0) return undefined;
    const fromQps = parseDecimal(from, 0, MOST_QPS);
    const toQps = parseDecimal(to, 0.001, MOST_QPS);
    const seconds = parseDuration(time, 0.001, DAY_SECONDS);
    if (fromQps === undefined || toQps === undefined || seconds === undefined) return undefined;
    return { kind: 'ramp', fromQps, toQps, seconds };
  },
};

/** `0.1%`, or `0.1%:20000` with the first rate to try. */
export const findMax: ValueKind<Extract<Load, { kind: 'find-max' }>> = {
  wanted:
    'a loss in percent below 100%, such as 0.1%, and the first rate behind a colon if wanted: 0.1%:20000',
  parse: (text) => {
    const [loss = '', from, ...more] = text.split(':');
    const maxLossRatio = parsePercentage(loss);
    const fromQps = from === undefined ? DEFAULT_FIRST_QPS : queriesPerSecond.parse(from);
    if (maxLossRatio === undefined || maxLossRatio >= 1 || fromQps === undefined || more.length > 0)
      return undefined;
    return { kind: 'find-max', fromQps, maxLossRatio };
  },
};
