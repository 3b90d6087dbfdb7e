/** How a scheduler of IPVS shares flows out, and what it makes of weights. */
export interface SchedulerMeaning {
  /** `nothing`: which server a flow gets is not a matter of shares. */
  readonly by: 'weight' | 'equal' | 'nothing';
  /** What an operator may not expect of it: `rr ignores weights`. */
  readonly because?: string;
}

const HASHED = 'chooses by a hash, so that shares follow the clients and not the weights';

/**
 * Schedulers of the kernel (net/netfilter/ipvs) by what they make of weights. A server of weight 0 gets no new flow of any
 * of them.
 */
const MEANINGS: Readonly<Record<string, SchedulerMeaning>> = {
  rr: { by: 'equal', because: 'rr ignores weights' },
  lc: { by: 'equal', because: 'lc ignores weights' },
  wrr: { by: 'weight' },
  wlc: { by: 'weight' },
  sed: { by: 'weight' },
  nq: { by: 'weight' },
  twos: { by: 'weight' },
  sh: { by: 'nothing', because: `sh ${HASHED}` },
  dh: { by: 'nothing', because: `dh ${HASHED}` },
  mh: { by: 'nothing', because: `mh ${HASHED}` },
  lblc: { by: 'nothing', because: `lblc ${HASHED}` },
  lblcr: { by: 'nothing', because: `lblcr ${HASHED}` },
  fo: { by: 'nothing', because: 'fo uses the server of the highest weight alone' },
  ovf: { by: 'nothing', because: 'ovf fills one server before it uses the next' },
};

/** What a scheduler does, with what ipvsadm prints behind it. */
export function schedulerMeaning(
  scheduler: string | undefined,
  flags: readonly string[] = [],
): SchedulerMeaning {
  if (scheduler === undefined) return { by: 'nothing', because: 'the scheduler is not known' };
  if (flags.some((flag) => flag.startsWith('persistent'))) {
    return {
      by: 'nothing',
      because: 'the virtual server is persistent: a client stays with one real server',
    };
  }
  return MEANINGS[scheduler] ?? { by: 'nothing', because: `what ${scheduler} does is not known here` };
}

/** Shares that weights come to; undefined where all are 0. */
export function sharesByWeight(weights: readonly number[]): readonly number[] | undefined {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? weights.map((weight) => weight / sum) : undefined;
}

/** Shares that a scheduler gives servers of such weights; undefined where it has no such meaning. */
export function expectedShares(
  { by }: SchedulerMeaning,
  weights: readonly number[],
): readonly number[] | undefined {
  if (by === 'nothing') return undefined;
  return sharesByWeight(by === 'weight' ? weights : weights.map((weight) => (weight > 0 ? 1 : 0)));
}
