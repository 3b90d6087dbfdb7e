import type { ConditionSources } from '../judge/condition-reading.ts';
import { judgeLoad } from '../judge/judge-load.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Expectation } from '../plan/expectation.ts';
import { loadCheckText } from '../plan/load-check-text.ts';
import { judgeLive } from './judge-live.ts';
import { type RunContext, secondsOf, tell } from './run-context.ts';
import type { LoadEnd } from './run-load.ts';

/** What the end is judged by. */
interface EndOptions {
  readonly loadEnd: LoadEnd | undefined;
  readonly sources: ConditionSources;
  readonly context: RunContext;
}

/** Judges what is expected of the whole, all at the same time. A scenario that was ended before is not judged. */
export async function judgeEnd(
  expectations: readonly Expectation[],
  options: EndOptions,
): Promise<readonly Judgement[]> {
  const judged = await Promise.all(expectations.map((expectation) => judge(expectation, options)));
  return judged.flat();
}

async function judge(
  expectation: Expectation,
  { loadEnd, sources, context }: EndOptions,
): Promise<readonly Judgement[]> {
  if (context.signal.aborted) return [skipped(expectation, 'the scenario was ended before')];
  if (expectation.kind === 'live')
    return [await judgeLive(expectation, { sources, sinceSeconds: context.zeroSeconds }, context)];
  const { name, check } = expectation;
  if (loadEnd?.reading === undefined) return [skipped(expectation, 'the load has no result')];
  const atSeconds = secondsOf(context);
  return judgeLoad(name, check, loadEnd.reading).map((judgement) => {
    const holds = judgement.outcome === 'passed';
    const text = `${holds ? 'as expected' : 'NOT as expected'}: ${judgement.name}: ${judgement.measured}`;
    tell(context, { kind: 'expectation', text, tone: holds ? 'good' : 'bad' });
    return { ...judgement, atSeconds };
  });
}

function skipped(expectation: Expectation, why: string): Judgement {
  const wanted = expectation.kind === 'live' ? expectation.name : loadCheckText(expectation.check);
  return { name: expectation.name, outcome: 'skipped', wanted, measured: why };
}
