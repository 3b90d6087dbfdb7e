import type { Ledger } from '../ledger/disturbance.ts';
import { ledgerOf } from '../ledger/disturbances.ts';
import { disagreements, mergeLosses } from '../ledger/timeline.ts';
import { countText } from '../result/figure-text.ts';
import { sumCounter } from '../stats/read-workers.ts';
import type { WorkerStats } from '../stats/worker-stats.ts';
import type { FinishedMessage } from './worker-threads.ts';

/** What workers recorded of losses comes to, and where that is not what they counted. */
export interface RunLedger {
  readonly ledger?: Ledger;
  readonly warnings: readonly string[];
}

/** Finds the disturbances of a run; without --ledger there is nothing to find them from. */
export function runLedger(finished: readonly FinishedMessage[], workers: readonly WorkerStats[]): RunLedger {
  const losses = finished.flatMap((message) => message.losses ?? []);
  if (losses.length === 0) return { warnings: [] };
  const record = mergeLosses(losses);
  const wrong = disagreements(record, {
    sent: sumCounter(workers, 'sent'),
    answered: sumCounter(workers, 'answered'),
    timedOut: sumCounter(workers, 'timedOut'),
    interrupted: sumCounter(workers, 'interrupted'),
  });
  const ledger = ledgerOf(record);
  return {
    ledger,
    warnings: [
      ...wrong.map((what) => `the ledger does not add up (an error of dnsbench): ${what}`),
      ...(ledger.lossesLeftOut > 0
        ? [
            `the ledger had no room for ${countText(ledger.lossesLeftOut)} lost queries: they are counted, and in no disturbance`,
          ]
        : []),
    ],
  };
}
