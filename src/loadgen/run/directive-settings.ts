import type { LoadedQueries } from '../queries/load-queries.ts';
import type { Stage } from '../queries/query-pool.ts';
import type { RunSettings, Settings } from '../settings.ts';
import type { StagePlan } from '../transport/transport.ts';

/** Directives before the first query hold where the command line says nothing (queryperf.c, parse_args). */
export function withLeadingDirectives(
  run: RunSettings,
  { leading }: Pick<LoadedQueries, 'leading'>,
  given: Settings['given'],
): RunSettings {
  const { server, port, outstanding, timeoutSeconds } = leading;
  return {
    ...run,
    ...(server !== undefined && !given.has('server') && { server }),
    ...(port !== undefined && !given.has('port') && { port }),
    ...(outstanding !== undefined && !given.has('outstanding') && { outstanding }),
    ...(timeoutSeconds !== undefined && !given.has('timeout') && { timeoutSeconds }),
  };
}

/** What holds for the queries of a stage: what its directives say, else what holds for the run. */
export function stagePlan(run: RunSettings, target: number, stage: Partial<Stage> = {}): StagePlan {
  const { outstanding = run.outstanding, timeoutSeconds = run.timeoutSeconds } = stage;
  return { target, outstanding, timeoutUs: timeoutSeconds * 1e6 };
}
