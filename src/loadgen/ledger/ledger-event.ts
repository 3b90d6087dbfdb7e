/** What happened in the stack while a run went on, by this host's clock. */
export interface LedgerEvent {
  readonly node: string;
  /** `vrrp`, `keepalived`, `ipvs`, `haproxy`, `bind`, `vip`, … */
  readonly layer: string;
  /** `state`, `removed`, `weight`, `check`, `garp`, … */
  readonly kind: string;
  /** What changed: `VI_1`, `udp/192.168.56.185:53 192.168.56.183:53`, `www/web1`. */
  readonly subject: string;
  readonly from?: string;
  readonly to?: string;
  readonly tone: 'bad' | 'good' | 'neutral';
  readonly detail?: string;
  /** The log line that it came from. */
  readonly line?: string;
  /** Seconds from the start of the window. */
  readonly atSeconds: number;
  /** It happened within these two, as far as its own node knows. */
  readonly earliestSeconds: number;
  readonly latestSeconds: number;
  /** How far the clock of its node may be from this host's, after the correction. */
  readonly clockErrorSeconds: number;
}

/** The best guess at when it happened, and how far that may be wrong. */
export interface Stamp {
  readonly atSeconds: number;
  /** Of what its node knows of the time. */
  readonly spanErrorSeconds: number;
  readonly clockErrorSeconds: number;
  readonly node: string | undefined;
}

/** The middle of an event's span: a line that is dated in whole seconds happened at any time of that second. */
export function stampOf(event: LedgerEvent): Stamp {
  const { earliestSeconds, latestSeconds, clockErrorSeconds, node } = event;
  return {
    atSeconds: (earliestSeconds + latestSeconds) / 2,
    spanErrorSeconds: Math.max(0, (latestSeconds - earliestSeconds) / 2),
    clockErrorSeconds,
    node,
  };
}

/** The earliest and the latest that an event can have been, by this host's clock. */
export function boundsOf(event: LedgerEvent): { readonly fromSeconds: number; readonly toSeconds: number } {
  const { earliestSeconds, latestSeconds, clockErrorSeconds } = event;
  return {
    fromSeconds: earliestSeconds - clockErrorSeconds,
    toSeconds: latestSeconds + clockErrorSeconds,
  };
}
