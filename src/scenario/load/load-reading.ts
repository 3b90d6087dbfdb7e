import { z } from 'zod';
import { disturbancesOf, type LoadDisturbance, ledgerSchema } from './load-disturbances.ts';

const count = z.number().int().nonnegative();

const MOST_REMARKS = 20;

const resultSchema = z.object({
  startedAtSeconds: z.number(),
  windowSeconds: z.number(),
  totals: z.object({ sent: count, answered: count, timedOut: count, interrupted: count }),
  intervals: z.array(
    z.object({
      fromSeconds: z.number(),
      toSeconds: z.number(),
      sent: count,
      answered: count,
      timedOut: count,
    }),
  ),
  countedBy: z.object({ counts: z.array(z.tuple([z.string(), count])), others: count }).optional(),
  ledger: ledgerSchema.optional(),
  clientLimits: z.array(z.object({ text: z.string() })).optional(),
  warnings: z.array(z.string()).optional(),
});

type Result = z.infer<typeof resultSchema>;

/** Of dnsbench's result what a scenario asks for. Times in seconds from the start of the window. */
export interface LoadReading
  extends Pick<Result, 'startedAtSeconds' | 'windowSeconds' | 'totals' | 'intervals'> {
  /** Answers by who gave them; absent: nobody asked. */
  readonly countedBy?: { readonly counts: readonly (readonly [string, number])[]; readonly others: number };
  /** By their time. */
  readonly disturbances: readonly LoadDisturbance[];
  /** Whether they are as exact as dnsbench's ledger, or guessed from its intervals. */
  readonly hasLedger: boolean;
  /** Why figures may tell about the client, and what else is to be known of them. */
  readonly remarks: readonly string[];
}

/** @throws Error of one line */
export function parseLoadResult(text: string): LoadReading {
  const checked = resultSchema.safeParse(parseJson(text));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new Error(
      `the load's result: ${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'is none'}`,
    );
  }
  const { countedBy, ledger, clientLimits = [], warnings = [], ...rest } = checked.data;
  return {
    ...rest,
    ...(countedBy !== undefined && { countedBy }),
    disturbances: disturbancesOf(ledger, rest.intervals),
    hasLedger: ledger !== undefined,
    remarks: [...clientLimits.map(({ text }) => text), ...warnings].slice(0, MOST_REMARKS),
  };
}

function parseJson(text: string): unknown {
  if (text.trim() === '')
    throw new Error('the load printed no result; it must print what dnsbench --json does');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error("the load's result is no JSON document; it must be what dnsbench --json prints", {
      cause,
    });
  }
}
