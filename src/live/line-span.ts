import type { KeepalivedLine } from '../model/keepalived-event.ts';
import { nsOfMs } from '../model/nanoseconds.ts';
import type { StackEvent } from '../model/stack-event.ts';

export type Span = Pick<StackEvent, 'timeNs' | 'earliestNs' | 'latestNs'>;

const NANOSECONDS_A_SECOND = 1_000_000_000n;

/** A log or FIFO is looked at at least so often: what is seen now was written within it. */
const LOOKED_AT_MS = 1_000;

/** Fractions of seconds stand near the beginning of a line, where its date is. */
const DATE_CHARACTERS = 100;
const FRACTION = /[.,](\d{1,9})(?!\d)/g;

/**
 * When what a line tells happened: within the last digit of its date, and before it was seen. A line without a date
 * happened when it was seen, or up to a second before.
 *
 * @returns undefined for a line without a date that was not seen as it was written
 */
export function lineSpan(
  { timeNs }: Pick<KeepalivedLine, 'timeNs'>,
  text: string,
  seen: { readonly isHistory: boolean; readonly nowMs: number },
): Span | undefined {
  const seenNs = nsOfMs(seen.nowMs);
  if (timeNs === undefined && seen.isHistory) return undefined;
  // A FIFO's lines are dated by their reader, and are no history.
  if (timeNs === undefined || (timeNs === seenNs && !seen.isHistory)) {
    const earliestNs = seenNs - nsOfMs(LOOKED_AT_MS);
    return { timeNs: seenNs, earliestNs, latestNs: seenNs };
  }
  const latestNs = timeNs + resolutionNs(timeNs, text) - 1n;
  // Where its writer's clock is ahead of ours, what we saw bounds nothing.
  return { timeNs, earliestNs: timeNs, latestNs: seenNs >= timeNs && seenNs < latestNs ? seenNs : latestNs };
}

/** What the last digit of the date stands for. */
function resolutionNs(timeNs: bigint, text: string): bigint {
  const fraction = timeNs % NANOSECONDS_A_SECOND;
  let digits = 0;
  for (const [, found = ''] of text.slice(0, DATE_CHARACTERS).matchAll(FRACTION)) {
    if (BigInt(found.padEnd(9, '0')) === fraction) digits = Math.max(digits, found.length);
  }
  // Written elsewhere in the line, as in JSON: of a fraction at least its digits that are not zeros were.
  if (digits === 0 && fraction !== 0n) digits = String(fraction).padStart(9, '0').replace(/0+$/, '').length;
  return 10n ** BigInt(9 - digits);
}
