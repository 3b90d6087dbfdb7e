/** What independent losses would make in fewer than one run of so many has a cause of its own. */
const ONE_RUN_IN = 1_000;
/** A background of more than a twentieth is believed on evidence: it is what none of no queries counts as. */
const PRIOR_LOST = 0.5;
const PRIOR_QUERIES = 10;

/**
 * Share of queries that is lost for no cause in particular, from those that were outside of what has one. Never 0: that
 * none of a few was lost does not say that none can be.
 */
export function backgroundRatio(lost: number, queries: number): number {
  return (Math.max(0, lost) + PRIOR_LOST) / (Math.max(0, queries) + PRIOR_QUERIES);
}

/**
 * What a logarithm of a likelihood has to be above to be more than chance in a run of so many queries, each of which may
 * be where it begins.
 */
export function chanceScore(queries: number): number {
  return Math.log(Math.max(1, queries) * ONE_RUN_IN);
}
