import type { Draft } from '../draft.ts';
import { UsageError } from '../usage-error.ts';

const OF_LEDGER: ReadonlySet<string> = new Set(['outage', 'lost']);

/** @throws UsageError for a bound on disturbances in a run that does not look for any */
export function refuseLedgerBounds({ failOn = [], ledger = false }: Draft): void {
  const bound = failOn.find(({ figure }) => OF_LEDGER.has(figure));
  if (bound === undefined || ledger) return;
  throw new UsageError(`--fail-on ${bound.text} needs --ledger, which finds what was lost and for how long`);
}
