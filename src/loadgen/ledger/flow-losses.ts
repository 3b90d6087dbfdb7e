import type { FlowLoss } from './disturbance.ts';
import { firstGoodFrom, lastGoodUpTo } from './good-bits.ts';
import type { LossGroup } from './group-losses.ts';
import type { LossRecord } from './loss-record.ts';
import { sliceAt } from './slices.ts';

/** Others were answered for longer than this while a stuck flow was not. */
const STUCK_SECONDS = 1;

/** A time from the sending of a first query to that of a last. */
export interface Span {
  readonly firstSeconds: number;
  readonly lastSeconds: number;
}

/** What each flow of a group lost, most first. */
export function flowLosses(record: LossRecord, group: LossGroup): FlowLoss[] {
  const runsOfFlow = new Map<number, number[]>();
  for (const run of group.runs) {
    const flow = record.runs.flow[run] ?? 0;
    const known = runsOfFlow.get(flow);
    if (known === undefined) runsOfFlow.set(flow, [run]);
    else known.push(run);
  }
  return [...runsOfFlow]
    .map(([flow, runs]) => flowLoss(record, group, flow, runs))
    .sort((a, b) => b.lost - a.lost || a.flow - b.flow);
}

/** The last slice up to a loss in which any of some flows was answered, and the first one from a loss on; -1: none. */
export interface GoodSlices {
  readonly last: number;
  readonly first: number;
}

/** Where flows were answered before a first loss and after a last one. */
export function goodSlices(record: LossRecord, flows: readonly number[], lost: Span): GoodSlices {
  let last = -1;
  let first = -1;
  for (const flow of flows) {
    const good = record.flows[flow]?.good;
    if (good === undefined) continue;
    last = Math.max(last, lastGoodUpTo(good, sliceAt(record, lost.firstSeconds)));
    const next = firstGoodFrom(good, sliceAt(record, lost.lastSeconds));
    if (next >= 0) first = first < 0 ? next : Math.min(first, next);
  }
  return { last, first };
}

/** Those as times: as near to the losses as the slices allow. */
export function goodSeconds(
  { sliceSeconds }: LossRecord,
  { last, first }: GoodSlices,
  lost: Span,
): Pick<FlowLoss, 'lastGoodSeconds' | 'firstGoodSeconds'> {
  return {
    ...(last >= 0 && { lastGoodSeconds: Math.min((last + 1) * sliceSeconds, lost.firstSeconds) }),
    ...(first >= 0 && { firstGoodSeconds: Math.max(first * sliceSeconds, lost.lastSeconds) }),
  };
}

function flowLoss(record: LossRecord, group: LossGroup, flow: number, runs: readonly number[]): FlowLoss {
  const { firstSeconds, lastSeconds, lost, origin } = record.runs;
  const seeds = runs.filter((run) => group.seeds.has(run));
  // Runs of one flow come one after the other; those that are only near to a disturbance do not make it longer.
  const own = seeds.length > 0 ? seeds : runs;
  const span = {
    firstSeconds: firstSeconds[own[0] ?? -1] ?? 0,
    lastSeconds: lastSeconds[own.at(-1) ?? -1] ?? 0,
  };
  const { worker = 0, socket = 0, localPort } = record.flows[flow] ?? {};
  const name = record.origins[origin[runs[0] ?? -1] ?? -1];
  return {
    flow,
    worker,
    socket,
    ...(localPort !== undefined && { localPort }),
    lost: runs.reduce((sum, run) => sum + (lost[run] ?? 0), 0),
    firstLostSeconds: span.firstSeconds,
    lastLostSeconds: span.lastSeconds,
    ...goodSeconds(record, goodSlices(record, [flow], span), span),
    isStuck: runs.some((run) => group.dead.has(run) && isWithoutOthers(record, run)),
    ...(name !== undefined && { origin: name }),
  };
}

/** Whether flows other than the run's, which had nothing, were answered from one slice of it to one a second later. */
function isWithoutOthers(record: LossRecord, run: number): boolean {
  const { answered } = record.slices;
  let from = sliceAt(record, record.runs.firstSeconds[run] ?? 0) + 1;
  let to = sliceAt(record, record.runs.lastSeconds[run] ?? 0) - 1;
  while (from <= to && answered[from] === 0) from++;
  while (to > from && answered[to] === 0) to--;
  return (to - from) * record.sliceSeconds >= STUCK_SECONDS;
}
