/** What all that is known of a virtual IP comes to. */
export type VerdictKind =
  | 'ok'
  | 'contested'
  | 'split-brain'
  | 'no-owner'
  | 'owner-without-table'
  | 'owner-but-dead'
  | 'stale-arp-risk'
  | 'real-server-without-vip'
  | 'unknown';

export interface VipVerdict {
  readonly address: string;
  readonly verdict: VerdictKind;
  /** Nodes that hold it, as directors do. */
  readonly owners: readonly string[];
  readonly sinceSeconds?: number | undefined;
  /** Every VRRP instance that may hold it. */
  readonly claims: readonly VipClaim[];
  /** Nodes and servers that the verdict is about: the real servers that lack the address, the second owner. */
  readonly concerned: readonly string[];
}

/** One director's part in a virtual IP. */
export interface VipClaim {
  /** The director: a node, or the configured name of a keepalived log of another. */
  readonly director: string;
  readonly instance: string;
  readonly state?: string | undefined;
  readonly priority?: number | undefined;
  readonly sinceSeconds?: number | undefined;
}
