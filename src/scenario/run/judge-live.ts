import { formatDuration } from '../../text/duration.ts';
import type { ConditionSources } from '../judge/condition-reading.ts';
import type { Judgement } from '../judge/judgement.ts';
import { conditionText } from '../plan/condition-text.ts';
import type { LiveExpectation } from '../plan/expectation.ts';
import { type RunContext, secondsOf, tell } from './run-context.ts';
import { settleCondition } from './settle-condition.ts';

/** Waits until an expectation holds or its time is over, and tells which. */
export async function judgeLive(
  { name, condition, withinMs }: LiveExpectation,
  {
    sources,
    sinceSeconds,
    step,
  }: { readonly sources: ConditionSources; readonly sinceSeconds: number; readonly step?: string },
  context: RunContext,
): Promise<Judgement> {
  const settled = await settleCondition(condition, { sources, withinMs, sinceSeconds }, context);
  const { holds, measured, afterMs, isAborted } = settled;
  const within = withinMs === 0 ? '' : ` within ${formatDuration(withinMs)}`;
  const after = withinMs === 0 || !holds ? '' : ` after ${(afterMs / 1000).toFixed(1)} s`;
  const outcome = isAborted ? 'skipped' : holds ? 'passed' : 'failed';
  const atSeconds = secondsOf(context);
  if (!isAborted) {
    const words = holds ? 'as expected' : 'NOT as expected';
    const text = `${words}: ${name}: ${measured}${after}`;
    tell(context, { kind: 'expectation', text, tone: holds ? 'good' : 'bad' });
  }
  return {
    name,
    outcome,
    wanted: `${conditionText(condition)}${within}`,
    measured: `${measured}${after}`,
    ...(step !== undefined && { step }),
    atSeconds,
  };
}
