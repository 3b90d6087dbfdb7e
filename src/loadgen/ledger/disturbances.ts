import { describeDisturbance } from './describe-disturbance.ts';
import type { BackgroundLoss, Disturbance, Ledger } from './disturbance.ts';
import { groupLosses, type LossGroup } from './group-losses.ts';
import type { LossRecord } from './loss-record.ts';

/** Disturbances that a ledger lists. */
const MAX_DISTURBANCES = 1_000;

/** Finds what was lost of one cause each, by time; see {@link groupLosses} for what belongs together, and why. */
export function findDisturbances(record: LossRecord): Disturbance[] {
  return groupLosses(record).map((group) => describeDisturbance(record, group));
}

/** Disturbances of a run and what was lost beside them. */
export function ledgerOf(record: LossRecord): Ledger {
  const groups = groupLosses(record);
  const all = groups.map((group) => describeDisturbance(record, group));
  const { disturbances, leftOut } = mostLost(all);
  return {
    sliceSeconds: record.sliceSeconds,
    flows: record.flows.length,
    disturbances,
    disturbancesLeftOut: leftOut,
    background: backgroundOf(record, groups),
    lossesLeftOut: record.lossesLeftOut,
  };
}

/** By time, those that lost most where there are too many; how many these leave out. */
export function mostLost(all: readonly Disturbance[]): {
  readonly disturbances: Disturbance[];
  readonly leftOut: number;
} {
  const told = [...all].sort((a, b) => b.lost - a.lost).slice(0, MAX_DISTURBANCES);
  return {
    disturbances: told.sort((a, b) => a.firstLostSeconds - b.firstLostSeconds),
    leftOut: all.length - told.length,
  };
}

function backgroundOf({ runs, flows }: LossRecord, groups: readonly LossGroup[]): BackgroundLoss {
  const grouped = new Set(groups.flatMap((group) => group.runs));
  const sent = flows.reduce((sum, flow) => sum + flow.sent, 0);
  let lost = 0;
  let lostInGroups = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  runs.lost.forEach((count, run) => {
    if (grouped.has(run)) {
      lostInGroups += count;
      return;
    }
    lost += count;
    first = Math.min(first, runs.firstSeconds[run] ?? 0);
    last = Math.max(last, runs.lastSeconds[run] ?? 0);
  });
  return {
    lost,
    ratio: lost === 0 ? 0 : lost / (sent - lostInGroups),
    ...(lost > 0 && { firstLostSeconds: first, lastLostSeconds: last }),
  };
}
