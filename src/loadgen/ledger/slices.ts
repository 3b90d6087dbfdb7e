import type { Slices } from './loss-record.ts';

/** Shortest slice: what times in a ledger are exact to. */
export const SLICE_SECONDS = 0.01;

type Counts = Uint32Array | Float64Array;

/** Empty slices. */
export function allocateSlices(count: number): Slices {
  return {
    sent: new Uint32Array(count),
    answered: new Uint32Array(count),
    lost: new Uint32Array(count),
    latencySumSeconds: new Float64Array(count),
    latencyMaxSeconds: new Float64Array(count),
  };
}

/** Joins slices in pairs, in place: the first half then holds them all, the second is empty. */
export function widenSlices({ sent, answered, lost, latencySumSeconds, latencyMaxSeconds }: Slices): void {
  for (const counts of [sent, answered, lost, latencySumSeconds]) joinPairs(counts, (a, b) => a + b);
  joinPairs(latencyMaxSeconds, Math.max);
}

/** The first of the slices, in memory of their own. */
export function cutSlices(slices: Slices, count: number): Slices {
  return {
    sent: slices.sent.slice(0, count),
    answered: slices.answered.slice(0, count),
    lost: slices.lost.slice(0, count),
    latencySumSeconds: slices.latencySumSeconds.slice(0, count),
    latencyMaxSeconds: slices.latencyMaxSeconds.slice(0, count),
  };
}

/** Adds slices of the same width; `into` has at least as many. */
export function addSlices(into: Slices, more: Slices): void {
  addTo(into.sent, more.sent, (a, b) => a + b);
  addTo(into.answered, more.answered, (a, b) => a + b);
  addTo(into.lost, more.lost, (a, b) => a + b);
  addTo(into.latencySumSeconds, more.latencySumSeconds, (a, b) => a + b);
  addTo(into.latencyMaxSeconds, more.latencyMaxSeconds, Math.max);
}

/** Slice of a time. */
export function sliceAt({ sliceSeconds }: { readonly sliceSeconds: number }, seconds: number): number {
  return Math.floor(seconds / sliceSeconds);
}

/** Sum of the slices `from` up to but not including `to`. */
export function sumBetween(counts: Counts, from: number, to: number): number {
  let sum = 0;
  for (let slice = Math.max(0, from); slice < Math.min(to, counts.length); slice++) sum += counts[slice] ?? 0;
  return sum;
}

function joinPairs(counts: Counts, join: (a: number, b: number) => number): void {
  const half = Math.ceil(counts.length / 2);
  for (let at = 0; at < half; at++) counts[at] = join(counts[2 * at] ?? 0, counts[2 * at + 1] ?? 0);
  counts.fill(0, half);
}

function addTo(into: Counts, more: Counts, add: (a: number, b: number) => number): void {
  for (let at = 0; at < more.length; at++) into[at] = add(into[at] ?? 0, more[at] ?? 0);
}
