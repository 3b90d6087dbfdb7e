import { bitBytes, setGood } from '../../../src/loadgen/ledger/good-bits.ts';
import type { LossRecord } from '../../../src/loadgen/ledger/loss-record.ts';
import { allocateSlices } from '../../../src/loadgen/ledger/slices.ts';

/** A query of a simulated run. */
export interface SimulatedQuery {
  readonly atSeconds: number;
  readonly flow: number;
}

/** A run that sends at an even rate, out of one flow after the other. */
export interface SimulatedRun {
  readonly qps: number;
  readonly seconds: number;
  readonly flows: number;
  /** Fate of each query, asked in the order of sending. */
  readonly isLost: (query: SimulatedQuery) => boolean;
  readonly latencySeconds?: (query: SimulatedQuery) => number;
  readonly sliceSeconds?: number;
}

/** What a run's workers would have recorded. */
export function simulate(run: SimulatedRun): LossRecord {
  const { qps, seconds, flows, isLost, latencySeconds = () => 0.001, sliceSeconds = 0.01 } = run;
  const count = Math.ceil(seconds / sliceSeconds);
  const slices = allocateSlices(count);
  const good = Array.from({ length: flows }, () => new Uint8Array(bitBytes(count)));
  const totals = Array.from({ length: flows }, () => ({ sent: 0, answered: 0, lost: 0 }));
  const runs: { first: number; last: number; lost: number; flow: number }[] = [];
  const open = new Map<number, (typeof runs)[number]>();
  for (let n = 0; n < Math.floor(qps * seconds); n++) {
    const query = { atSeconds: n / qps, flow: n % flows };
    const slice = Math.min(count - 1, Math.floor(query.atSeconds / sliceSeconds));
    const total = totals[query.flow] ?? { sent: 0, answered: 0, lost: 0 };
    total.sent++;
    slices.sent[slice] = (slices.sent[slice] ?? 0) + 1;
    if (isLost(query)) {
      total.lost++;
      slices.lost[slice] = (slices.lost[slice] ?? 0) + 1;
      const last = open.get(query.flow);
      if (last === undefined) {
        const begun = { first: query.atSeconds, last: query.atSeconds, lost: 1, flow: query.flow };
        runs.push(begun);
        open.set(query.flow, begun);
      } else {
        last.last = query.atSeconds;
        last.lost++;
      }
    } else {
      const latency = latencySeconds(query);
      total.answered++;
      slices.answered[slice] = (slices.answered[slice] ?? 0) + 1;
      slices.latencySumSeconds[slice] = (slices.latencySumSeconds[slice] ?? 0) + latency;
      slices.latencyMaxSeconds[slice] = Math.max(slices.latencyMaxSeconds[slice] ?? 0, latency);
      setGood(good[query.flow] ?? new Uint8Array(), slice);
      open.delete(query.flow);
    }
  }
  return {
    sliceSeconds,
    slices,
    runs: {
      firstSeconds: Float64Array.from(runs, ({ first }) => first),
      lastSeconds: Float64Array.from(runs, ({ last }) => last),
      lost: Uint32Array.from(runs, ({ lost }) => lost),
      flow: Uint32Array.from(runs, ({ flow }) => flow),
      origin: new Int32Array(runs.length).fill(-1),
    },
    lossesLeftOut: 0,
    flows: totals.map((total, flow) => ({
      worker: 1,
      socket: flow + 1,
      ...total,
      good: good[flow] ?? new Uint8Array(),
    })),
    origins: [],
    interrupted: 0,
  };
}

/** Numbers in [0, 1) that look random and are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
