import { findDeadRuns, SHORTEST_SECONDS, turnRatio } from './dead-runs.ts';
import { findDenseSpans, remainsWithout, type SliceSpan } from './dense-spans.ts';
import type { LossRecord } from './loss-record.ts';
import { sliceAt } from './slices.ts';

/** Losses with less than this between them have one cause: a path that comes and goes is one trouble. */
export const ONE_CAUSE_SECONDS = 1;
/** A loss is of a disturbance beside it where the background would come that close in fewer than one case of so many. */
const RARE = 0.05;
/** A flow that lost now and then within a disturbance had part in it, unless the background explains half of that. */
const RARE_INSIDE = 0.5;

/** Runs of one cause, by their places in the record. */
export interface LossGroup {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly runs: readonly number[];
  /** Those of its runs that chance does not explain, each by itself or all that lie in one span. */
  readonly seeds: ReadonlySet<number>;
  /** Those in which a flow was dead. */
  readonly dead: ReadonlySet<number>;
}

interface Group {
  fromSeconds: number;
  toSeconds: number;
  readonly runs: number[];
  readonly seeds: number[];
}

/**
 * Puts losses together by cause; runs in no group are background.
 *
 * 1. What chance does not explain: runs in which a flow was dead, and spans in which losses are dense.
 * 2. Of these, what lies less than a second apart is one group.
 * 3. A loss joins a group less than a second from it, if the background is so low that its own losses would hardly come
 *    that close: with 1 % lost of 2,000 queries a second that is 2 ms, in a run that lost nothing else the second.
 */
export function groupLosses(record: LossRecord): LossGroup[] {
  const turns = turnRatio(record);
  const dead = findDeadRuns(record, turns);
  const spans = findDenseSpans(remainsWithout(record, dead), turns);
  const isDead = new Set(dead);
  const { groups, seeds } = seedGroups(record, isDead, spans);
  const strays = Array.from(record.runs.lost.keys()).filter((run) => !seeds.has(run));
  const joined = joinNear(withStrays(record, joinNear(groups), strays, turns));
  return joined.map(({ fromSeconds, toSeconds, runs, seeds: own }) => ({
    fromSeconds,
    toSeconds,
    runs: runs.sort((a, b) => a - b),
    seeds: new Set(own),
    dead: new Set(own.filter((run) => isDead.has(run))),
  }));
}

/** A group of each span, with the dead runs that touch it, and of each dead run beside; by time. */
function seedGroups(record: LossRecord, isDead: ReadonlySet<number>, spans: readonly SliceSpan[]) {
  const groups: Group[] = [];
  const seeds = new Set(isDead);
  const { firstSeconds, lastSeconds } = record.runs;
  const inSpans = runsInSpans(record, spans);
  for (const runs of inSpans) {
    const group = groupOf(record, runs);
    if (group.toSeconds - group.fromSeconds < SHORTEST_SECONDS) continue;
    groups.push(group);
    for (const run of runs) seeds.add(run);
  }
  const placed = new Set(groups.flatMap(({ runs }) => runs));
  for (const run of isDead) {
    if (placed.has(run)) continue;
    groups.push({
      fromSeconds: firstSeconds[run] ?? 0,
      toSeconds: lastSeconds[run] ?? 0,
      runs: [run],
      seeds: [run],
    });
  }
  groups.sort((a, b) => a.fromSeconds - b.fromSeconds);
  return { groups, seeds };
}

/** Runs that touch each span, each in the first that it touches. */
function runsInSpans({ runs, sliceSeconds }: LossRecord, spans: readonly SliceSpan[]): number[][] {
  const inSpans: number[][] = spans.map(() => []);
  let at = 0;
  runs.lost.forEach((_lost, run) => {
    const from = sliceAt({ sliceSeconds }, runs.firstSeconds[run] ?? 0);
    const to = sliceAt({ sliceSeconds }, runs.lastSeconds[run] ?? 0);
    // Runs come by their first loss: a span that ended before it is not touched by any later one.
    while (at < spans.length && (spans[at]?.to ?? 0) < from) at++;
    if ((spans[at]?.from ?? Number.POSITIVE_INFINITY) <= to) inSpans[at]?.push(run);
  });
  return inSpans.filter((some) => some.length > 0);
}

function groupOf({ runs }: LossRecord, some: readonly number[]): Group {
  let [fromSeconds, toSeconds] = [Number.POSITIVE_INFINITY, 0];
  for (const run of some) {
    fromSeconds = Math.min(fromSeconds, runs.firstSeconds[run] ?? 0);
    toSeconds = Math.max(toSeconds, runs.lastSeconds[run] ?? 0);
  }
  return { fromSeconds, toSeconds, runs: [...some], seeds: [...some] };
}

/** Joins groups, by time, with too little between them. */
function joinNear(groups: readonly Group[]): Group[] {
  const joined: Group[] = [];
  for (const group of groups) {
    const last = joined.at(-1);
    if (last === undefined || group.fromSeconds - last.toSeconds >= ONE_CAUSE_SECONDS) {
      joined.push(group);
      continue;
    }
    last.toSeconds = Math.max(last.toSeconds, group.toSeconds);
    for (const run of group.runs) last.runs.push(run);
    for (const run of group.seeds) last.seeds.push(run);
  }
  return joined;
}

/** Adds other losses to the groups that they are near to: first forwards from each, then backwards. */
function withStrays(
  record: LossRecord,
  groups: readonly Group[],
  strays: readonly number[],
  turns: number,
): readonly Group[] {
  const { firstSeconds, lastSeconds } = record.runs;
  const byChance = expectedStrays(record, strays, turns);
  const isNear = (run: number, pause: number) => pause < ONE_CAUSE_SECONDS && byChance(run, pause) < RARE;
  const left: number[] = [];
  let at = 0;
  for (const run of strays) {
    const first = firstSeconds[run] ?? 0;
    while ((groups[at + 1]?.fromSeconds ?? Number.POSITIVE_INFINITY) <= first) at++;
    const group = groups[at];
    if (group === undefined || group.fromSeconds > first) left.push(run);
    else if (
      first <= group.toSeconds
        ? byChance(run, group.toSeconds - group.fromSeconds) < RARE_INSIDE
        : isNear(run, first - group.toSeconds)
    ) {
      group.runs.push(run);
      group.toSeconds = Math.max(group.toSeconds, lastSeconds[run] ?? 0);
    } else left.push(run);
  }
  at = groups.length - 1;
  for (const run of left.reverse()) {
    const last = lastSeconds[run] ?? 0;
    while ((groups[at - 1]?.fromSeconds ?? Number.NEGATIVE_INFINITY) > last) at--;
    const group = groups[at];
    if (group === undefined || group.fromSeconds <= last || !isNear(run, group.fromSeconds - last)) continue;
    group.runs.push(run);
    group.fromSeconds = Math.min(group.fromSeconds, firstSeconds[run] ?? 0);
  }
  return groups;
}

/** How many runs as long as one the background makes in some time. */
function expectedStrays(
  { runs, slices, sliceSeconds }: LossRecord,
  strays: readonly number[],
  turns: number,
): (run: number, seconds: number) => number {
  const runsASecond = (strays.length + 0.5) / (slices.sent.length * sliceSeconds);
  return (run, seconds) => seconds * runsASecond * turns ** ((runs.lost[run] ?? 1) - 1);
}
