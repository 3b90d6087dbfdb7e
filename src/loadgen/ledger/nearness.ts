import { boundsOf, type LedgerEvent } from './ledger-event.ts';

/** When a disturbance was, as far as attribution goes by that. */
export interface DisturbanceTime {
  readonly firstLostSeconds: number;
  readonly lastLostSeconds: number;
  readonly firstGoodSeconds?: number;
}

/** Where an event lies next to a disturbance; it is `within` where its bounds do not say otherwise. */
export type Nearness = 'before' | 'within' | 'after';

/** A change takes effect within seconds: neighbours learn an address, connections are given up. */
const EFFECT_SECONDS = 2;

/** @returns undefined where it is further from the disturbance than a cause or an end of it can be */
export function nearnessOf(
  event: LedgerEvent,
  time: DisturbanceTime,
  detectionSeconds: number,
): Nearness | undefined {
  const { fromSeconds, toSeconds } = boundsOf(event);
  const endSeconds = endOf(time);
  if (toSeconds < time.firstLostSeconds) {
    return time.firstLostSeconds - toSeconds <= EFFECT_SECONDS ? 'before' : undefined;
  }
  if (fromSeconds <= endSeconds) return 'within';
  const latestSeconds = Math.max(endSeconds + EFFECT_SECONDS, time.firstLostSeconds + detectionSeconds);
  return fromSeconds <= latestSeconds ? 'after' : undefined;
}

/** The first good answer; where there was none, the last loss. */
export function endOf({ firstGoodSeconds, lastLostSeconds }: DisturbanceTime): number {
  return firstGoodSeconds ?? lastLostSeconds;
}

/** Whether the first good answer came right behind an event, as it does behind the one that ends an outage. */
export function isAtTheEnd(event: LedgerEvent, time: DisturbanceTime): boolean {
  const { fromSeconds, toSeconds } = boundsOf(event);
  const { firstGoodSeconds } = time;
  if (firstGoodSeconds === undefined) return false;
  return fromSeconds <= firstGoodSeconds && firstGoodSeconds - toSeconds <= EFFECT_SECONDS;
}
