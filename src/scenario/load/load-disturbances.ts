import { z } from 'zod';

const disturbanceSchema = z.object({
  firstLostSeconds: z.number(),
  lastLostSeconds: z.number(),
  lost: z.number(),
  outageByStampsSeconds: z.number(),
  outageByLossSeconds: z.number(),
  isPartial: z.boolean().optional(),
});

const entrySchema = z.object({
  /** Place in the list of disturbances. */
  disturbance: z.int().nonnegative(),
  cause: z.object({
    kind: z.string(),
    text: z.string().optional(),
    /** The likeliest first. */
    candidates: z.array(z.object({ subject: z.string() })).optional(),
  }),
  isFailBack: z.boolean().optional(),
});

/** The ledger of dnsbench: what it lost, and when it followed events, why. */
export const ledgerSchema = z.object({
  disturbances: z.array(disturbanceSchema),
  entries: z.array(entrySchema).optional(),
});

type Ledger = z.infer<typeof ledgerSchema>;

/** Losses of one cause. Times in seconds from the start of the load's window. */
export interface LoadDisturbance {
  readonly firstLostSeconds: number;
  readonly lastLostSeconds: number;
  readonly lost: number;
  /** The longer of both ways to measure it: by time stamps, and by loss. */
  readonly outageSeconds: number;
  readonly outageByStampsSeconds?: number;
  readonly outageByLossSeconds: number;
  readonly isPartial: boolean;
  readonly cause: string;
  /** What most likely caused it: an instance, a real server, a HAProxy server. */
  readonly subject?: string;
  /** What happened, in a few words. */
  readonly causeText?: string;
  readonly isFailBack: boolean;
}

/** One interval of the load. */
export interface LoadInterval {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly sent: number;
  readonly answered: number;
  readonly timedOut: number;
}

/** By the ledger where there is one; else intervals in a row that lost something are taken for one disturbance. */
export function disturbancesOf(
  ledger: Ledger | undefined,
  intervals: readonly LoadInterval[],
): readonly LoadDisturbance[] {
  if (ledger === undefined) return ofIntervals(intervals);
  const { entries = [], disturbances } = ledger;
  const entryOf = new Map(entries.map((entry) => [entry.disturbance, entry]));
  return disturbances.map((disturbance, at) => withCause(disturbance, entryOf.get(at)));
}

function withCause(
  { isPartial = false, ...rest }: z.infer<typeof disturbanceSchema>,
  entry: z.infer<typeof entrySchema> | undefined,
): LoadDisturbance {
  const subject = entry?.cause.candidates?.[0]?.subject;
  return {
    ...rest,
    outageSeconds: Math.max(rest.outageByStampsSeconds, rest.outageByLossSeconds),
    isPartial,
    cause: entry?.cause.kind ?? 'unknown',
    ...(subject !== undefined && { subject }),
    ...(entry?.cause.text !== undefined && { causeText: entry.cause.text }),
    isFailBack: entry?.isFailBack ?? false,
  };
}

function ofIntervals(intervals: readonly LoadInterval[]): LoadDisturbance[] {
  const sent = intervals.reduce((sum, interval) => sum + interval.sent, 0);
  const seconds = intervals.reduce(
    (sum, one) => sum + (one.sent > 0 ? one.toSeconds - one.fromSeconds : 0),
    0,
  );
  const rate = seconds > 0 ? sent / seconds : 0;
  const runs: LoadInterval[][] = [];
  for (const [index, interval] of intervals.entries()) {
    if (interval.timedOut === 0) continue;
    const isNext = (intervals[index - 1]?.timedOut ?? 0) > 0;
    if (isNext) runs.at(-1)?.push(interval);
    else runs.push([interval]);
  }
  return runs.map((run) => {
    const lost = run.reduce((sum, { timedOut }) => sum + timedOut, 0);
    const byLoss = rate > 0 ? lost / rate : 0;
    return {
      firstLostSeconds: run[0]?.fromSeconds ?? 0,
      lastLostSeconds: run.at(-1)?.toSeconds ?? 0,
      lost,
      outageSeconds: byLoss,
      outageByLossSeconds: byLoss,
      isPartial: run.some(({ answered }) => answered > 0),
      cause: 'unknown',
      isFailBack: false,
    };
  });
}
