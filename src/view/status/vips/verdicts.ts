import type { StackEvent } from '../../../model/stack-event.ts';
import type { NodeStatus } from '../node-status.ts';
import type { PeerStatus } from '../stack-status.ts';
import type { VerdictKind, VipVerdict } from '../verdict.ts';
import { type VipFacts, vipFacts } from './vip-facts.ts';

/**
 * What two directors may say at once without being of two minds: an advertisement takes a second, logs have whole
 * seconds, and a peer's status may be some seconds old.
 */
const SETTLING_SECONDS = 5;
/** For how long a contest that was decided is told; what it may have left behind is told for longer. */
const CONTESTED_SECONDS = 10;

interface Row {
  readonly verdict: VerdictKind;
  readonly when: (facts: VipFacts) => boolean;
  /** Whom it is about. */
  readonly concerned: (facts: VipFacts) => readonly string[];
}

/** The truth table: the first row whose condition holds is the verdict. */
export const TRUTH_TABLE: readonly Row[] = [
  {
    verdict: 'split-brain',
    when: ({ owners, sharedSeconds }) => owners.length > 1 && sharedSeconds > SETTLING_SECONDS,
    concerned: ({ owners }) => owners.slice(1),
  },
  // Two owners only for lack of time: they were asked at different moments, or one of them is about to yield.
  {
    verdict: 'contested',
    when: ({ owners }) => owners.length > 1,
    concerned: ({ owners }) => owners.slice(1),
  },
  // MASTER and not yet in possession, or a backup that was asked before the other gave the address up.
  {
    verdict: 'contested',
    when: ({ owners, emptyHanded, settledSeconds }) =>
      owners.length === 0 &&
      ((emptyHanded.length > 0 && settledSeconds < SETTLING_SECONDS) || settledSeconds < 0),
    concerned: ({ emptyHanded }) => emptyHanded,
  },
  // One that stands by alone does not know who holds the address; two of them, or a MASTER without it, know that none does.
  {
    verdict: 'no-owner',
    when: ({ owners, unseen, directors, emptyHanded }) =>
      owners.length === 0 && unseen.length === 0 && (directors.length > 1 || emptyHanded.length > 0),
    concerned: ({ directors }) => directors,
  },
  {
    verdict: 'unknown',
    when: ({ owners }) => owners.length === 0,
    concerned: ({ unseen }) => unseen,
  },
  {
    verdict: 'owner-without-table',
    when: ({ service }) => service.state === 'no-table',
    concerned: ({ owners }) => owners,
  },
  {
    verdict: 'owner-but-dead',
    when: ({ service }) => service.state === 'dead',
    concerned: ({ service }) => [...service.deadServers, ...service.lacking],
  },
  {
    verdict: 'contested',
    when: ({ contestedSecondsAgo = Number.POSITIVE_INFINITY }) => contestedSecondsAgo < CONTESTED_SECONDS,
    concerned: ({ contenders, owners }) => contenders.filter((each) => !owners.includes(each)),
  },
  // Neighbours may still send to the one that lost.
  {
    verdict: 'stale-arp-risk',
    when: ({ contestedSecondsAgo, announcedSince }) => contestedSecondsAgo !== undefined && !announcedSince,
    concerned: ({ owners }) => owners,
  },
  {
    verdict: 'real-server-without-vip',
    when: ({ service }) => service.lacking.length > 0,
    concerned: ({ service }) => service.lacking,
  },
  { verdict: 'ok', when: () => true, concerned: () => [] },
];

/** What all that is known of each virtual IP comes to. */
export function vipVerdicts(
  nodes: readonly NodeStatus[],
  events: readonly StackEvent[],
  nowSeconds: number,
  peers: readonly PeerStatus[] = [],
): VipVerdict[] {
  return vipFacts(nodes, events, nowSeconds, peers).map(verdictOf);
}

/** The verdict on one virtual IP. */
export function verdictOf(facts: VipFacts): VipVerdict {
  const { address, owners, claims, ownedSinceSeconds: sinceSeconds } = facts;
  const row = TRUTH_TABLE.find(({ when }) => when(facts));
  return {
    address,
    verdict: row?.verdict ?? 'unknown',
    owners,
    ...(sinceSeconds !== undefined && { sinceSeconds }),
    claims,
    concerned: row?.concerned(facts) ?? [],
  };
}
