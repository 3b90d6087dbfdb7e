import { bitBytes, widenGood } from './good-bits.ts';
import type { LossRecord, LossRuns, Slices } from './loss-record.ts';
import { addSlices, allocateSlices, cutSlices, SLICE_SECONDS, widenSlices } from './slices.ts';
import type { WorkerLosses } from './worker-losses.ts';

const UNKNOWN = -1;

/** What all workers recorded, on slices as wide as the widest of them. */
export function mergeLosses(workers: readonly WorkerLosses[]): LossRecord {
  const sliceSeconds = Math.max(SLICE_SECONDS, ...workers.map((worker) => worker.sliceSeconds));
  const alike = workers.map((worker) => widenTo(worker, sliceSeconds));
  const slices = allocateSlices(Math.max(0, ...alike.map((worker) => worker.slices.sent.length)));
  for (const worker of alike) addSlices(slices, worker.slices);
  const origins = [...new Set(alike.flatMap((worker) => worker.origins))];
  return {
    sliceSeconds,
    slices,
    runs: mergeRuns(alike, origins),
    lossesLeftOut: sum(alike, ({ lossesLeftOut }) => lossesLeftOut),
    flows: alike.flatMap(({ flows }) => flows),
    origins,
    interrupted: sum(alike, ({ interrupted }) => interrupted),
  };
}

/** Counters of the run that a record has to agree with. */
export interface CountedQueries {
  readonly sent: number;
  readonly answered: number;
  readonly timedOut: number;
  readonly interrupted: number;
}

/** Where a record does not add up to what was counted: `lost 4 of 5`, nothing where it does. */
export function disagreements(record: LossRecord, counted: CountedQueries): string[] {
  const { slices, flows, runs, lossesLeftOut, interrupted } = record;
  const sums: readonly (readonly [what: string, recorded: number, counted: number])[] = [
    ['sent', total(slices.sent), counted.sent],
    ['answered', total(slices.answered), counted.answered],
    ['lost', total(slices.lost), counted.timedOut],
    ['sent of flows', sum(flows, (flow) => flow.sent), counted.sent],
    ['answered of flows', sum(flows, (flow) => flow.answered), counted.answered],
    ['lost of flows', sum(flows, (flow) => flow.lost), counted.timedOut],
    ['lost one by one', total(runs.lost) + lossesLeftOut, counted.timedOut],
    ['answered, lost and interrupted', counted.answered + counted.timedOut + interrupted, counted.sent],
  ];
  return sums
    .filter(([, recorded, wanted]) => recorded !== wanted)
    .map(([what, recorded, wanted]) => `${what} ${recorded} of ${wanted}`);
}

function widenTo(worker: WorkerLosses, sliceSeconds: number): WorkerLosses {
  const widenings = Math.round(Math.log2(sliceSeconds / worker.sliceSeconds));
  if (widenings === 0) return worker;
  const length = Math.ceil(worker.slices.sent.length / 2 ** widenings);
  const slices: Slices = cutSlices(worker.slices, worker.slices.sent.length);
  const flows = worker.flows.map((flow) => ({ ...flow, good: flow.good.slice() }));
  for (let times = 0; times < widenings; times++) {
    widenSlices(slices);
    for (const { good } of flows) widenGood(good);
  }
  return {
    ...worker,
    sliceSeconds,
    slices: cutSlices(slices, length),
    flows: flows.map((flow) => ({ ...flow, good: flow.good.slice(0, bitBytes(length)) })),
  };
}

/** By their first loss; places of flows and origins are then those of all workers together. */
function mergeRuns(workers: readonly WorkerLosses[], origins: readonly string[]): LossRuns {
  const placeOfOrigin = new Map(origins.map((origin, place) => [origin, place]));
  let flowsBefore = 0;
  const all = workers.flatMap(({ runs, flows, origins: own }) => {
    const offset = flowsBefore;
    flowsBefore += flows.length;
    return Array.from(runs.lost, (lost, at) => ({
      firstSeconds: runs.firstSeconds[at] ?? 0,
      lastSeconds: runs.lastSeconds[at] ?? 0,
      lost,
      flow: offset + (runs.flow[at] ?? 0),
      origin: placeOfOrigin.get(own[runs.origin[at] ?? UNKNOWN] ?? '') ?? UNKNOWN,
    }));
  });
  all.sort((a, b) => a.firstSeconds - b.firstSeconds || a.flow - b.flow);
  return {
    firstSeconds: Float64Array.from(all, ({ firstSeconds }) => firstSeconds),
    lastSeconds: Float64Array.from(all, ({ lastSeconds }) => lastSeconds),
    lost: Uint32Array.from(all, ({ lost }) => lost),
    flow: Uint32Array.from(all, ({ flow }) => flow),
    origin: Int32Array.from(all, ({ origin }) => origin),
  };
}

function total(counts: Uint32Array): number {
  return counts.reduce((added, count) => added + count, 0);
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((added, one) => added + of(one), 0);
}
