import { attribute } from '../../../loadgen/ledger/attribute.ts';
import type { DirectorTiming } from '../../../loadgen/ledger/budget.ts';
import type { Attribution } from '../../../loadgen/ledger/ledger-entry.ts';
import type { RunResult } from '../../../loadgen/result/run-result.ts';
import type { FeedResult } from './event-feed.ts';
import { gatherEvents } from './ledger-events.ts';

/** Joins the disturbances of a run with what the feeds told. */
export function attributeRun(
  { startedAtSeconds, ledger }: Pick<RunResult, 'startedAtSeconds' | 'ledger'>,
  results: readonly FeedResult[],
  directors: readonly DirectorTiming[],
): Attribution {
  const { events, leftOut, feeds } = gatherEvents(results, startedAtSeconds);
  return {
    entries: attribute(ledger?.disturbances ?? [], events, directors),
    events,
    eventsLeftOut: leftOut,
    feeds,
  };
}
