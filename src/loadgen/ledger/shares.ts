import type { Growth } from './counter-growth.ts';
import type { DirectorsSum } from './directors-sum.ts';
import {
  expectedShares,
  type SchedulerMeaning,
  schedulerMeaning,
  sharesByWeight,
} from './scheduler-meaning.ts';
import type { ServerIdentity } from './server-identity.ts';
import { flowsForWanted, type ShareInterval, shareInterval } from './share-interval.ts';

/** One real server's part in the queries of a run. */
export interface RealServerShare {
  /** `192.168.56.183:53` */
  readonly server: string;
  /** As dnsbench counts its answers. */
  readonly name?: string;
  readonly weight?: number;
  /** New connections in the director's table. */
  readonly flows?: Growth;
  /** Packets that the director sent it. */
  readonly queries?: Growth;
  /** That dnsbench got of it. */
  readonly answers?: number;
  /** Of the queries of all real servers, and within what so many flows tell it. */
  readonly share?: number;
  readonly interval?: ShareInterval;
  /** What the scheduler should have given it. */
  readonly expectedShare?: number;
  readonly isWithin?: boolean;
  /** How many flows would tell the expected share to ±2 %. */
  readonly flowsForTwoPercent?: number;
}

/** How the queries of a run were shared out. */
export interface Shares {
  /** `udp/192.168.56.185:53` */
  readonly virtual: string;
  readonly directors: readonly string[];
  readonly scheduler?: string;
  readonly flags: readonly string[];
  /** What the interval is of: a flow stays with its real server, with one-packet scheduling a query is a flow. */
  readonly sample: { readonly count: number; readonly unit: 'flows' | 'queries' };
  readonly servers: readonly RealServerShare[];
  readonly verdict: 'within' | 'outside' | 'unknown';
  /** The verdict in one line: `expected 75/25 by weight, got 50/50: rr ignores weights`. */
  readonly text: string;
}

const MOST_LISTED = 6;

/**
 * Holds each real server's share against what its weight means to the scheduler.
 *
 * @param flows source ports of the run, where the director does not say how many it saw
 */
export function sharesOf(
  { virtual, directors, realServers, connections, packets }: DirectorsSum,
  identities: readonly ServerIdentity[],
  flows: number,
): Shares {
  const [owner] = directors;
  const { scheduler, flags = [] } = owner ?? {};
  const isOnePacket = flags.includes('ops');
  const seen = realServers.map(({ key, packets: sent }) => {
    const identity = identities.find((one) => one.key === key);
    return { identity, queries: sent?.grown ?? identity?.answers };
  });
  const total = seen.reduce((sum, { queries = 0 }) => sum + queries, 0);
  const sample = isOnePacket
    ? { count: packets?.grown ?? total, unit: 'queries' as const }
    : { count: connections?.grown || flows, unit: 'flows' as const };
  const meaning = schedulerMeaning(scheduler, flags);
  const weights = realServers.map(({ weight = 0 }) => weight);
  const doubt = doubtOf({
    directors,
    meaning,
    total,
    isKnown: realServers.every((one) => one.weight !== undefined),
  });
  const expected = doubt === undefined ? expectedShares(meaning, weights) : undefined;
  const servers = realServers.map((real, at): RealServerShare => {
    const { identity, queries = 0 } = seen[at] ?? {};
    const share = total > 0 ? queries / total : undefined;
    const interval = share === undefined ? undefined : shareInterval(share, sample.count);
    const expectedShare = expected?.[at];
    return {
      server: real.key,
      ...(identity?.name !== undefined && { name: identity.name }),
      ...(real.weight !== undefined && { weight: real.weight }),
      ...(real.connections !== undefined && { flows: real.connections }),
      ...(real.packets !== undefined && { queries: real.packets }),
      ...(identity?.answers !== undefined && { answers: identity.answers }),
      ...(share !== undefined && { share }),
      ...(interval !== undefined && { interval }),
      ...(expectedShare !== undefined && {
        expectedShare,
        flowsForTwoPercent: flowsForWanted(expectedShare),
      }),
      ...(expectedShare !== undefined &&
        interval !== undefined && { isWithin: isWithin(expectedShare, interval) }),
    };
  });
  const verdict = verdictOf(servers);
  return {
    virtual,
    directors: directors.map(({ node }) => node),
    ...(scheduler !== undefined && { scheduler }),
    flags,
    sample,
    servers,
    verdict,
    text: verdictText({ servers, weights, meaning, doubt, verdict, sample }),
  };
}

/** Why nothing can be expected; undefined: something can. */
function doubtOf({
  directors,
  meaning,
  total,
  isKnown,
}: {
  readonly directors: DirectorsSum['directors'];
  readonly meaning: SchedulerMeaning;
  readonly total: number;
  readonly isKnown: boolean;
}): string | undefined {
  if (total === 0) return 'no real server is known to have been asked';
  const change = directors.flatMap(({ changes }) => changes)[0];
  if (change !== undefined) {
    return `${change.real ?? 'the virtual server'}: ${CHANGES[change.what]} during the run, and there is no one share to expect`;
  }
  const tables = new Set(
    directors.map(({ scheduler, realServers }) =>
      JSON.stringify([scheduler, realServers.map(({ key, weight }) => [key, weight]).sort()]),
    ),
  );
  if (tables.size > 1) return `the tables of ${directors.map(({ node }) => node).join(' and ')} differ`;
  if (!isKnown) return 'the weights are not known';
  return meaning.by === 'nothing' ? meaning.because : undefined;
}

const CHANGES = {
  added: 'added',
  removed: 'removed',
  weight: 'its weight changed',
  scheduler: 'its scheduler changed',
} as const;

function isWithin(share: number, { low, high }: ShareInterval): boolean {
  return share >= low && share <= high;
}

function verdictOf(servers: readonly RealServerShare[]): Shares['verdict'] {
  if (servers.length === 0 || servers.some((one) => one.isWithin === undefined)) return 'unknown';
  return servers.every((one) => one.isWithin) ? 'within' : 'outside';
}

function verdictText(told: {
  readonly servers: readonly RealServerShare[];
  readonly weights: readonly number[];
  readonly meaning: SchedulerMeaning;
  readonly doubt: string | undefined;
  readonly verdict: Shares['verdict'];
  readonly sample: Shares['sample'];
}): string {
  const { servers, weights, meaning, doubt, verdict, sample } = told;
  const got = `got ${sharesText(servers.map(({ share = 0 }) => share))}`;
  if (verdict === 'unknown') return doubt === undefined ? got : `${got}: ${doubt}`;
  const shares = sharesText(servers.map(({ expectedShare = 0 }) => expectedShare));
  const expected = `expected ${shares} ${meaning.by === 'weight' ? 'by weight' : 'in equal parts'}`;
  const byWeight = sharesText(sharesByWeight(weights) ?? []);
  const allowed = `what ${sample.count.toLocaleString('en-US')} ${sample.unit} allow`;
  if (verdict === 'outside') return `${expected}, ${got}: outside of ${allowed}`;
  if (meaning.by === 'equal' && byWeight !== shares && meaning.because !== undefined) {
    return `expected ${byWeight} by weight, ${got}: ${meaning.because}`;
  }
  return `${expected}, ${got}: within ${allowed}`;
}

/** `75/25`, `74.6/25.4` */
function sharesText(shares: readonly number[]): string {
  const listed = shares.slice(0, MOST_LISTED).map((share) => String(Math.round(share * 1_000) / 10));
  return `${listed.join('/')}${shares.length > MOST_LISTED ? '/…' : ''}`;
}
