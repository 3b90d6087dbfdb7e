import { backgroundRatio, chanceScore } from './chance.ts';
import type { LossRecord } from './loss-record.ts';
import { sliceAt } from './slices.ts';

/** A span of slices, its ends included. */
export interface SliceSpan {
  readonly from: number;
  readonly to: number;
}

/** What is left of the slices' counts when the runs of dead flows are taken away. */
export interface Remains {
  readonly lost: Float64Array;
  readonly answered: Uint32Array;
}

/** Looks at which loss outside of spans and spans themselves agree; each narrows the other. */
const MOST_ROUNDS = 6;

/**
 * Spans in which queries were lost more densely than elsewhere, flow by flow or not: an outage that is shorter than a
 * flow's pause between two queries, or one that takes each second query. Every query adds to a sum: a lost one
 * ln(q / p), an answered one ln((1 − q) / (1 − p)), with the background's ratio p, and q halfway from it to all. Where the
 * sum rises by more than ln(1,000 n) the losses of n queries are no chance (Karlin and Altschul, PNAS 87, 1990).
 *
 * @param turns how often a lost query follows an answered one: what the background is at most
 */
export function findDenseSpans(remains: Remains, turns: number): SliceSpan[] {
  const allLost = sumOf(remains.lost);
  const all = allLost + sumOf(remains.answered);
  let spans: readonly SliceSpan[] = [];
  let ratio = Math.min(turns, backgroundRatio(allLost, all));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = risingSpans(remains, ratio, chanceScore(all));
    const inside = lostAndAll(remains, found);
    const outside = backgroundRatio(allLost - inside.lost, all - inside.all);
    if (isSame(found, spans)) break;
    spans = found;
    ratio = outside;
  }
  return [...spans];
}

/** Counts without the losses of some runs, which are taken as spread evenly over their time. */
export function remainsWithout({ runs, slices, sliceSeconds }: LossRecord, dead: readonly number[]): Remains {
  const lost = Float64Array.from(slices.lost);
  for (const run of dead) {
    const from = sliceAt({ sliceSeconds }, runs.firstSeconds[run] ?? 0);
    const to = sliceAt({ sliceSeconds }, runs.lastSeconds[run] ?? 0);
    const each = (runs.lost[run] ?? 0) / (to - from + 1);
    for (let slice = from; slice <= to; slice++) lost[slice] = Math.max(0, (lost[slice] ?? 0) - each);
  }
  return { lost, answered: slices.answered };
}

function risingSpans({ lost, answered }: Remains, ratio: number, enough: number): SliceSpan[] {
  const dense = ratio + (1 - ratio) / 2;
  const ofLost = Math.log(dense / ratio);
  const ofAnswered = Math.log((1 - dense) / (1 - ratio));
  const spans: SliceSpan[] = [];
  let sum = 0;
  let highest = 0;
  let from = 0;
  let to = 0;
  const close = () => {
    if (highest > enough) spans.push({ from, to });
    sum = 0;
    highest = 0;
  };
  for (let slice = 0; slice < lost.length; slice++) {
    if (sum === 0) from = slice;
    sum += (lost[slice] ?? 0) * ofLost + (answered[slice] ?? 0) * ofAnswered;
    if (sum > highest) {
      highest = sum;
      to = slice;
    }
    // What was gained is as good as gone, or what comes would be found by itself.
    if (sum <= 0 || sum < highest - enough) close();
  }
  close();
  return spans;
}

function lostAndAll({ lost, answered }: Remains, spans: readonly SliceSpan[]) {
  let lostInside = 0;
  let answeredInside = 0;
  for (const { from, to } of spans) {
    for (let slice = from; slice <= to; slice++) {
      lostInside += lost[slice] ?? 0;
      answeredInside += answered[slice] ?? 0;
    }
  }
  return { lost: lostInside, all: lostInside + answeredInside };
}

function isSame(one: readonly SliceSpan[], other: readonly SliceSpan[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ from, to }, at) => from === other[at]?.from && to === other[at]?.to)
  );
}

function sumOf(counts: Float64Array | Uint32Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
