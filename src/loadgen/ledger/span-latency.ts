import type { Disturbance, SpanLatency } from './disturbance.ts';
import type { LossRecord } from './loss-record.ts';
import { sumBetween } from './slices.ts';

/** How far before and after a disturbance latencies are looked at. */
const AROUND_SECONDS = 1;

/** Latencies before, in and after the slices `from … to`. */
export function latencyAround(record: LossRecord, from: number, to: number): Disturbance['latency'] {
  const around = Math.max(1, Math.round(AROUND_SECONDS / record.sliceSeconds));
  const before = latencyBetween(record, from - around, from);
  // Its first and last slice have answers of before and after.
  const during = latencyBetween(record, from + 1, to);
  const after = latencyBetween(record, to + 1, to + 1 + around);
  return {
    ...(before && { before }),
    ...(during && { during }),
    ...(after && { after }),
  };
}

function latencyBetween({ slices }: LossRecord, from: number, to: number): SpanLatency | undefined {
  const answered = sumBetween(slices.answered, from, to);
  if (answered === 0) return undefined;
  let maxSeconds = 0;
  for (let slice = Math.max(0, from); slice < to; slice++)
    maxSeconds = Math.max(maxSeconds, slices.latencyMaxSeconds[slice] ?? 0);
  return { meanSeconds: sumBetween(slices.latencySumSeconds, from, to) / answered, maxSeconds };
}
