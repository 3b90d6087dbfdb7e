import type { ConditionSources } from '../judge/condition-reading.ts';
import { readCondition } from '../judge/read-condition.ts';
import type { Condition } from '../plan/condition.ts';
import type { RunContext } from './run-context.ts';
import { sleep } from './waiting.ts';

const POLL_MS = 250;

/** How a condition turned out. */
export interface Settled {
  readonly holds: boolean;
  readonly measured: string;
  /** How long it took to become so. */
  readonly afterMs: number;
  /** The scenario was ended before its time was over. */
  readonly isAborted: boolean;
}

export interface SettleOptions {
  readonly sources: ConditionSources;
  readonly withinMs: number;
  /** From when on events count, in seconds since 1970. */
  readonly sinceSeconds: number;
}

/** Reads a condition until it holds or its time is over. */
export async function settleCondition(
  condition: Condition,
  { sources, withinMs, sinceSeconds }: SettleOptions,
  { clock, signal, stepStarts }: Pick<RunContext, 'clock' | 'signal' | 'stepStarts'>,
): Promise<Settled> {
  const given = condition.kind === 'event' ? condition.since : undefined;
  const fromSeconds = given === undefined ? sinceSeconds : (stepStarts.get(given) ?? sinceSeconds);
  const begunMs = clock.elapsedMs();
  for (;;) {
    const { holds, measured, isFinal, untilTheEnd } = await readCondition(condition, sources, fromSeconds);
    const afterMs = clock.elapsedMs() - begunMs;
    const isSettled = isFinal === true || (holds && untilTheEnd !== true);
    if (isSettled || afterMs >= withinMs || signal.aborted)
      return { holds, measured, afterMs, isAborted: !isSettled && afterMs < withinMs };
    await sleep(clock, Math.min(POLL_MS, withinMs - afterMs), signal);
  }
}
