import type { Interval } from '../result/run-result.ts';
import { formatPercent, formatQuantity, formatRate, ratioOf } from './format.ts';
import { seenRcodes } from './format-rcodes.ts';

/** What the live line tells beside the interval itself. */
export interface LiveState {
  /** Absent: the run ends with its input. */
  readonly totalSeconds?: number;
  /** Sent by a schedule: what is sent is then not what comes back. */
  readonly paced: boolean;
}

const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(seconds < 0.1 ? 2 : 0)} ms`;

/**
 * The line that is rewritten on a terminal each second, without carriage return: what does not fit in `columns` is
 * left out, the least important first. The last column stays free, where terminals wrap and erase.
 */
export function renderLiveLine(interval: Interval, state: LiveState, columns: number): string {
  const { answered, timedOut, percentilesSeconds } = interval;
  const seconds = interval.toSeconds - interval.fromSeconds;
  const total = state.totalSeconds === undefined ? '' : `/${Math.round(state.totalSeconds)}`;
  const parts = [
    `${Math.round(interval.toSeconds)}${total} s`,
    `${formatRate(Math.round(ratioOf(answered, seconds)))} qps`,
    ...(state.paced ? [`sent ${formatRate(Math.round(ratioOf(interval.sent, seconds)))}/s`] : []),
    `loss ${formatPercent(ratioOf(timedOut, answered + timedOut))}`,
    `p50 ${milliseconds(percentilesSeconds.p50)} p99 ${milliseconds(percentilesSeconds.p99)}`,
    formatQuantity(interval.outstanding, 'outstanding', 'outstanding'),
    ...seenRcodes(interval.rcodes)
      .filter(([rcode]) => rcode !== 'NOERROR')
      .map(([rcode, count]) => `${rcode} ${formatRate(count)}`),
  ];
  const room = Math.max(0, columns - 1);
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line}  ${part}`;
    if (longer.length > room) break;
    line = longer;
  }
  return line === '' ? (parts[0] ?? '').slice(0, room) : line;
}
