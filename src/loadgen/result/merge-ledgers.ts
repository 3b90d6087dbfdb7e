import type { BackgroundLoss, Disturbance, FlowLoss, Ledger } from '../ledger/disturbance.ts';
import { mostLost } from '../ledger/disturbances.ts';
import { ratioOf } from './ratio.ts';
import type { RunResult } from './run-result.ts';

type RunWithLedger = RunResult & { readonly ledger: Ledger };

/** The ledgers of several runs as one, and what of them is not in it. */
export interface MergedLedger {
  readonly ledger?: Ledger;
  readonly warnings: readonly string[];
}

/**
 * Keeps the disturbances of each host by themselves, in the time of the merged run: two hosts that saw one cut saw it over
 * paths of their own. What the stack did is told by each run alone.
 */
export function mergeLedgers(runs: readonly RunResult[], startedAtSeconds: number): MergedLedger {
  const told = runs.filter((run): run is RunWithLedger => run.ledger !== undefined);
  if (told.length === 0) return { warnings: [] };
  const all = told.flatMap((run) =>
    run.ledger.disturbances.map((one) => ({
      ...later(one, run.startedAtSeconds - startedAtSeconds),
      host: one.host ?? run.hosts.join(', '),
    })),
  );
  const { disturbances, leftOut } = mostLost(all);
  const without = runs.filter(({ ledger }) => ledger === undefined);
  return {
    ledger: {
      sliceSeconds: Math.max(...told.map(({ ledger }) => ledger.sliceSeconds)),
      flows: sum(told, ({ ledger }) => ledger.flows),
      disturbances,
      disturbancesLeftOut: leftOut + sum(told, ({ ledger }) => ledger.disturbancesLeftOut),
      background: mergeBackgrounds(told, startedAtSeconds),
      lossesLeftOut: sum(told, ({ ledger }) => ledger.lossesLeftOut),
    },
    warnings: [
      ...without.map(
        ({ hosts }) => `the run of ${hosts.join(', ')} has no ledger: what it lost is in no disturbance`,
      ),
      ...(told.some(({ ledger }) => ledger.entries !== undefined)
        ? ['causes of disturbances are in the results of the single runs: they are not merged']
        : []),
    ],
  };
}

function mergeBackgrounds(runs: readonly RunWithLedger[], startedAtSeconds: number): BackgroundLoss {
  const lost = sum(runs, ({ ledger }) => ledger.background.lost);
  const disturbed = sum(runs, ({ ledger }) => sum(ledger.disturbances, (one) => one.lost));
  const sent = sum(runs, ({ totals }) => totals.sent);
  const firsts = runs.flatMap(({ ledger, startedAtSeconds: own }) =>
    ledger.background.firstLostSeconds === undefined
      ? []
      : [ledger.background.firstLostSeconds + own - startedAtSeconds],
  );
  const lasts = runs.flatMap(({ ledger, startedAtSeconds: own }) =>
    ledger.background.lastLostSeconds === undefined
      ? []
      : [ledger.background.lastLostSeconds + own - startedAtSeconds],
  );
  return {
    lost,
    ratio: ratioOf(lost, sent - disturbed),
    ...(firsts.length > 0 && { firstLostSeconds: Math.min(...firsts) }),
    ...(lasts.length > 0 && { lastLostSeconds: Math.max(...lasts) }),
  };
}

function later(one: Disturbance, seconds: number): Disturbance {
  return { ...shifted(one, seconds), flows: one.flows.map((flow) => shifted(flow, seconds)) };
}

function shifted<T extends Disturbance | FlowLoss>(one: T, seconds: number): T {
  return {
    ...one,
    firstLostSeconds: one.firstLostSeconds + seconds,
    lastLostSeconds: one.lastLostSeconds + seconds,
    ...(one.lastGoodSeconds !== undefined && { lastGoodSeconds: one.lastGoodSeconds + seconds }),
    ...(one.firstGoodSeconds !== undefined && { firstGoodSeconds: one.firstGoodSeconds + seconds }),
  };
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
