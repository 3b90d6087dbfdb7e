import type { Growth } from './counter-growth.ts';

/** One step on the way of the queries and back, by the counters at its two ends. */
export interface Hop {
  /** `dnsbench → ds1` */
  readonly hop: string;
  /** What is counted at each end: `sent`, `in packets`. */
  readonly from: string;
  readonly to: string;
  /** Absent: nobody counts it, or whoever does was not read. */
  readonly fromCount?: number;
  readonly toCount?: number;
  /** More left than came. 0 where it is not known. */
  readonly lost: number;
  readonly lostPerMille: number;
  /** More came than left: others asked too, or some came twice. */
  readonly more: number;
  /** Why neither can be told. */
  readonly unknown?: string;
  /** What else is known of it. */
  readonly remarks: readonly string[];
}

/** An end of a hop: what it counts, and how many. */
export interface HopEnd {
  readonly what: string;
  readonly count: Growth | undefined;
  /** Who counts there, where `count` is absent. */
  readonly missing?: string;
}

/** Compares two ends. */
export function hopOf(hop: string, from: HopEnd, to: HopEnd, remarks: readonly string[] = []): Hop {
  const doubt = [from, to].map(doubtOf).find((reason) => reason !== undefined);
  const [left, came] = [from.count?.grown ?? 0, to.count?.grown ?? 0];
  const lost = doubt === undefined ? Math.max(0, left - came) : 0;
  return {
    hop,
    from: from.what,
    to: to.what,
    ...(from.count !== undefined && { fromCount: left }),
    ...(to.count !== undefined && { toCount: came }),
    lost,
    lostPerMille: left > 0 ? (lost / left) * 1_000 : 0,
    more: doubt === undefined ? Math.max(0, came - left) : 0,
    ...(doubt !== undefined && { unknown: doubt }),
    remarks,
  };
}

function doubtOf({ what, count, missing }: HopEnd): string | undefined {
  if (count === undefined) return missing ?? `${what} are not known`;
  return count.doubt === undefined ? undefined : `${what}: ${count.doubt}`;
}
