import type { Disturbance, FlowLoss } from './disturbance.ts';
import { flowLosses, type GoodSlices, goodSeconds, goodSlices, type Span } from './flow-losses.ts';
import { firstGoodFrom } from './good-bits.ts';
import { type LossGroup, ONE_CAUSE_SECONDS } from './group-losses.ts';
import type { LossRecord } from './loss-record.ts';
import { sliceAt, sumBetween } from './slices.ts';
import { latencyAround } from './span-latency.ts';

/** Flows that a disturbance lists. */
const MAX_FLOWS = 1_000;

/** All that is told of a group of losses. */
export function describeDisturbance(record: LossRecord, group: LossGroup): Disturbance {
  const flows = flowLosses(record, group);
  const seeds = seededFlows(record, group);
  const main = mainFlows(record, seeds, flows);
  const span = spanOf(main);
  const isPartial = wentOn(record, group, flows, span);
  const seeded = spanOf(flows.filter(({ flow }) => seeds.has(flow)));
  const [from, to] = [sliceAt(record, seeded.firstSeconds), sliceAt(record, seeded.lastSeconds)];
  const places = outageFlows(record, { seeds, main, isPartial });
  const slices = goodSlices(record, places, span);
  const good = goodSeconds(record, slices, span);
  const { lastGoodSeconds = span.firstSeconds, firstGoodSeconds = span.lastSeconds } = good;
  return {
    firstLostSeconds: seeded.firstSeconds,
    lastLostSeconds: seeded.lastSeconds,
    lost: sum(flows, ({ lost }) => lost),
    offered: sumBetween(record.slices.sent, from, to + 1),
    ...good,
    outageByStampsSeconds: firstGoodSeconds - lastGoodSeconds,
    outageByLossSeconds: outageByLoss(record, { main, places, slices, span }),
    isPartial,
    flows: flows.slice(0, MAX_FLOWS),
    flowsAffected: flows.length,
    latency: latencyAround(record, from, to),
  };
}

/**
 * The flows that the outage is told of: those that came back together, most of them where they came back at several
 * times. Flows that only lost a query now and then are none of them.
 */
function mainFlows(record: LossRecord, seeded: ReadonlySet<number>, flows: readonly FlowLoss[]): FlowLoss[] {
  const byEnd = flows
    .filter(({ flow }) => seeded.has(flow))
    .sort((a, b) => a.lastLostSeconds - b.lastLostSeconds);
  const together = Math.max(ONE_CAUSE_SECONDS, 2 * pauseOfFlow(record));
  const waves: FlowLoss[][] = [];
  for (const flow of byEnd) {
    const wave = waves.at(-1);
    const last = wave?.at(-1)?.lastLostSeconds ?? Number.NEGATIVE_INFINITY;
    if (wave !== undefined && flow.lastLostSeconds - last < together) wave.push(flow);
    else waves.push([flow]);
  }
  return waves.reduce((most, wave) => (wave.length > most.length ? wave : most), []);
}

function seededFlows(record: LossRecord, { seeds }: LossGroup): ReadonlySet<number> {
  return new Set([...seeds].map((run) => record.runs.flow[run] ?? 0));
}

/** Flows whose rate and whose good queries an outage is measured by: all but the stuck ones where it was of all. */
function outageFlows(
  record: LossRecord,
  outage: {
    readonly seeds: ReadonlySet<number>;
    readonly main: readonly FlowLoss[];
    readonly isPartial: boolean;
  },
): number[] {
  const main = new Set(outage.main.map(({ flow }) => flow));
  if (outage.isPartial) return [...main];
  // With few queries some flows have none to lose.
  return [...record.flows.keys()].filter((flow) => main.has(flow) || !outage.seeds.has(flow));
}

/** Mean time between two queries of one flow. */
function pauseOfFlow({ slices, sliceSeconds, flows }: LossRecord): number {
  const sent = sum(flows, (flow) => flow.sent);
  return sent === 0 ? 0 : (slices.sent.length * sliceSeconds * flows.length) / sent;
}

/**
 * Queries that the flows lost over the rate at which they send: their share of what all flows sent, in whole slices, from
 * the one with the last good query to the one with the first good one.
 */
function outageByLoss(
  record: LossRecord,
  outage: {
    readonly main: readonly FlowLoss[];
    readonly places: readonly number[];
    readonly slices: GoodSlices;
    readonly span: Span;
  },
): number {
  const { main, places, slices: good, span } = outage;
  const { slices, sliceSeconds, flows } = record;
  const from = good.last >= 0 ? good.last : sliceAt(record, span.firstSeconds);
  const end = good.first >= 0 ? good.first : sliceAt(record, span.lastSeconds) + 1;
  const to = Math.max(from + 1, end);
  const all = sum(flows, (flow) => flow.sent);
  const theirs = sum(places, (flow) => flows[flow]?.sent ?? 0);
  const offered = sumBetween(slices.sent, from, to) * (all === 0 ? 0 : theirs / all);
  return offered === 0 ? 0 : (sum(main, ({ lost }) => lost) / offered) * (to - from) * sliceSeconds;
}

/** Whether a flow that was never dead in this time was answered within it. */
function wentOn(record: LossRecord, group: LossGroup, flows: readonly FlowLoss[], span: Span): boolean {
  const [from, to] = [sliceAt(record, span.firstSeconds), sliceAt(record, span.lastSeconds)];
  const hasInside = to - from > 1;
  const dead = new Set([...group.dead].map((run) => record.runs.flow[run] ?? 0));
  // Where the ends are all there is, answers there may have come before or after.
  const affected = hasInside ? dead : new Set([...dead, ...flows.map(({ flow }) => flow)]);
  return record.flows.some(({ good }, flow) => {
    if (affected.has(flow)) return false;
    const first = firstGoodFrom(good, hasInside ? from + 1 : from);
    return first >= 0 && (hasInside ? first < to : first <= to);
  });
}

function spanOf(flows: readonly FlowLoss[]): Span {
  return {
    firstSeconds: flows.reduce(
      (first, flow) => Math.min(first, flow.firstLostSeconds),
      Number.POSITIVE_INFINITY,
    ),
    lastSeconds: flows.reduce((last, flow) => Math.max(last, flow.lastLostSeconds), 0),
  };
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((added, one) => added + of(one), 0);
}
