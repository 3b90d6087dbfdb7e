import { countText, durationText, numberText, percentText, rateText } from '../result/figure-text.ts';
import { ratioOf } from '../result/ratio.ts';
import type { Interval } from '../result/run-result.ts';
import { seenRcodes } from './format-rcodes.ts';

/** What the live line tells beside the interval itself. */
export interface LiveState {
  /** Absent: the run ends with its input. */
  readonly totalSeconds?: number;
  /** Sent by a schedule: what is sent is then not what comes back. */
  readonly paced: boolean;
}

/** A timer of a second may come a little early. */
const SECONDS_WITHOUT_DECIMALS = 0.95;

/**
 * The line that is rewritten on a terminal each second, without carriage return: what does not fit in `columns` is
 * left out, the least important first. The last column stays free, where terminals wrap and erase.
 */
export function renderLiveLine(interval: Interval, state: LiveState, columns: number): string {
  const { answered, timedOut, percentilesSeconds } = interval;
  const seconds = interval.toSeconds - interval.fromSeconds;
  const decimals = seconds < SECONDS_WITHOUT_DECIMALS ? 1 : 0;
  const total = state.totalSeconds === undefined ? '' : `/${numberText(state.totalSeconds)}`;
  const parts = [
    `${interval.toSeconds.toFixed(decimals)}${total} s`,
    `${rateText(Math.round(ratioOf(answered, seconds)))} qps`,
    ...(state.paced ? [`sent ${rateText(Math.round(ratioOf(interval.sent, seconds)))}/s`] : []),
    `loss ${percentText(ratioOf(timedOut, answered + timedOut))}`,
    `p50 ${durationText(percentilesSeconds.p50)} p99 ${durationText(percentilesSeconds.p99)}`,
    `${countText(interval.outstanding)} outstanding`,
    ...seenRcodes(interval.rcodes)
      .filter(([rcode]) => rcode !== 'NOERROR')
      .map(([rcode, count]) => `${rcode} ${rateText(count)}`),
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
