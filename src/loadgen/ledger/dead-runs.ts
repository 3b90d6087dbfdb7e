import { backgroundRatio, chanceScore } from './chance.ts';
import { lastGoodUpTo } from './good-bits.ts';
import type { LossRecord } from './loss-record.ts';
import { sliceAt } from './slices.ts';

/** Losses within two of the shortest slices are a queue that overflowed, not a path that was cut. */
export const SHORTEST_SECONDS = 0.02;

/**
 * How often a lost query follows an answered one of its flow. An outage of any length adds one of these to each flow, so
 * that this ratio of the background is not made of the outage that it is to tell.
 */
export function turnRatio(record: LossRecord): number {
  const { runs, flows } = record;
  const answered = flows.reduce((sum, flow) => sum + flow.answered, 0);
  let turns = 0;
  runs.flow.forEach((flow, run) => {
    const good = flows[flow]?.good ?? new Uint8Array();
    if (lastGoodUpTo(good, sliceAt(record, runs.firstSeconds[run] ?? 0)) >= 0) turns++;
  });
  // The run in question says nothing of the others.
  return backgroundRatio(turns - 1, answered);
}

/**
 * Places of the runs in which a flow lost everything for longer than by chance. Where each query is lost with the same
 * ratio p, whatever became of the one before, a run of k begins at a given query with p^k; in a run of dnsbench of n
 * queries there are n × p^k of them.
 */
export function findDeadRuns({ runs, flows }: LossRecord, ratio: number): number[] {
  const sent = flows.reduce((sum, flow) => sum + flow.sent, 0);
  const enough = chanceScore(sent) / -Math.log(ratio);
  const dead: number[] = [];
  runs.lost.forEach((lost, run) => {
    const seconds = (runs.lastSeconds[run] ?? 0) - (runs.firstSeconds[run] ?? 0);
    if (lost > enough && seconds >= SHORTEST_SECONDS) dead.push(run);
  });
  return dead;
}
