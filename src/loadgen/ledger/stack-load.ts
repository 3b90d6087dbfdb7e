import { type Conservation, conserve, type OwnCounts } from './conservation.ts';
import { sumDirectors } from './directors-sum.ts';
import type { Ledger } from './disturbance.ts';
import type { NodeFigures } from './node-figures.ts';
import {
  type AnswerCounts,
  identifyServers,
  type ListedServer,
  type RealServerName,
} from './server-identity.ts';
import { type Shares, sharesOf } from './shares.ts';
import { type StuckReason, stuckReasons } from './stuck-reasons.ts';

/** What the counters of directors and real servers say of a run. */
export interface StackLoad {
  /** Absent: no director that was read has the virtual server. */
  readonly shares?: Shares;
  /** For each disturbance with stuck flows. */
  readonly stuck: readonly StuckReason[];
  /** Absent: nobody counts anything of the run. */
  readonly conservation?: Conservation;
  /** Who told no figures, one line each. */
  readonly remarks: readonly string[];
}

/** The run, as dnsbench knows it. */
export interface StackQuestion {
  readonly server: ListedServer;
  readonly startedAtSeconds: number;
  readonly ledger: Ledger;
  readonly own: OwnCounts;
  readonly counts: AnswerCounts;
  readonly told: readonly RealServerName[];
  /** Vipscopes that told no figures. */
  readonly silent: readonly string[];
}

/** Joins what a run counted with what the stack did. Undefined: the stack told nothing of this run. */
export function stackLoad(
  nodes: readonly NodeFigures[],
  { server, startedAtSeconds, ledger, own, counts, told, silent }: StackQuestion,
  remarks: readonly string[] = [],
): StackLoad | undefined {
  const directors = sumDirectors(nodes.flatMap((node) => node.directors));
  const listed: readonly ListedServer[] = directors?.realServers.map(({ key, address, packets }) => ({
    key,
    address,
    ...(packets !== undefined && { packets: packets.grown }),
  })) ?? [server];
  const identities = identifyServers(listed, { nodes, told, counts });
  const conservation = conserve(own, { directors, servers: identities, silent });
  if (directors === undefined && conservation === undefined) return undefined;
  const stuck = stuckReasons(ledger.disturbances, {
    startedAtSeconds,
    changes: directors?.directors.flatMap(({ changes }) => changes) ?? [],
    udpTimeoutSeconds: directors?.directors[0]?.udpTimeoutSeconds,
  });
  return {
    ...(directors && { shares: sharesOf(directors, identities, ledger.flows) }),
    stuck: directors === undefined ? [] : stuck,
    ...(conservation && { conservation }),
    remarks,
  };
}
