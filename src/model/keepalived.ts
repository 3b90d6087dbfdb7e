import type { IpvsEndpoint } from './ipvs.ts';

/** States of a VRRP instance or sync group. `STOP` is a keepalived that ended. */
export type VrrpState = 'INIT' | 'BACKUP' | 'MASTER' | 'FAULT' | 'STOP';

/** A real or virtual server as keepalived's log names it; parts that an ellipsis hid are missing. */
export interface KeepalivedServer extends Partial<IpvsEndpoint> {
  readonly protocol?: string;
  /** `FWM 10` */
  readonly mark?: number;
  /** `[grp]:tcp:80` */
  readonly group?: string;
}

/** Why an election began or ended as it did. */
export type ElectionReason =
  | 'advertisement-timeout'
  | 'higher-priority-received'
  | 'lower-priority-received'
  | 'same-priority-higher-address'
  | 'priority-zero-received'
  | 'forced';

/** Why keepalived called two routers in conflict or refused an advertisement. */
export type ConflictReason =
  | 'bogus-packet'
  | 'same-priority-own-address'
  | 'vip-mismatch'
  | 'authentication'
  | 'advert-interval'
  | 'packet-length'
  | 'ttl'
  | 'checksum'
  | 'send-error'
  | 'other';

export type RealServerAction = 'added' | 'removed' | 'enabled' | 'disabled' | 'shut-down' | 'gone';
export type CheckType = 'tcp' | 'http' | 'ssl' | 'smtp' | 'misc' | 'dns' | 'udp' | 'ping' | 'bfd' | 'unknown';

/** What one log or FIFO line says happened. Names hidden by an ellipsis are `unknown`, never the cut text. */
export type KeepalivedEvent =
  | {
      readonly kind: 'vrrp-state';
      readonly instance: string;
      readonly state: VrrpState;
      readonly initial: boolean;
      readonly priority?: number;
    }
  | { readonly kind: 'vrrp-transition'; readonly instance: string; readonly to: VrrpState }
  | {
      readonly kind: 'election';
      readonly instance: string;
      readonly reason: ElectionReason;
      readonly peer?: string;
      readonly peerPriority?: number;
      readonly ourPriority?: number;
    }
  | { readonly kind: 'fault'; readonly instance: string; readonly reason: string; readonly detail?: string }
  | { readonly kind: 'priority-zero'; readonly instance: string; readonly direction: 'sent' | 'received' }
  | { readonly kind: 'priority'; readonly instance: string; readonly from?: number; readonly to: number }
  | {
      readonly kind: 'vips';
      readonly instance: string;
      readonly action: 'set' | 'removed';
      readonly excluded: boolean;
    }
  | {
      readonly kind: 'garp';
      readonly instance?: string;
      readonly interface?: string;
      readonly address?: string;
      readonly queued: boolean;
    }
  | {
      readonly kind: 'conflict';
      readonly instance?: string;
      readonly reason: ConflictReason;
      readonly detail?: string;
    }
  | {
      readonly kind: 'preempt-delay';
      readonly instance: string;
      readonly action: 'started' | 'stopped' | 'reset';
      readonly seconds?: number;
    }
  | {
      readonly kind: 'sync-group';
      readonly group: string;
      readonly state?: VrrpState;
      readonly action: 'syncing' | 'transition' | 'leaving-fault' | 'up';
      readonly instance?: string;
    }
  | {
      readonly kind: 'script';
      readonly script: string;
      readonly result: 'succeeded' | 'failed' | 'timed-out' | 'returned';
      readonly exitStatus?: number;
      readonly signal?: number;
      readonly onReload: boolean;
    }
  | { readonly kind: 'interface'; readonly interface: string; readonly up: boolean }
  | {
      readonly kind: 'real-server';
      readonly real: KeepalivedServer;
      readonly virtual: KeepalivedServer;
      readonly action: RealServerAction;
      readonly inhibited: boolean;
    }
  | {
      readonly kind: 'weight';
      readonly real: KeepalivedServer;
      readonly virtual: KeepalivedServer;
      readonly from: number;
      readonly to: number;
      readonly active: boolean;
    }
  | {
      readonly kind: 'quorum';
      readonly virtual: KeepalivedServer;
      readonly up: boolean;
      readonly initial: boolean;
    }
  | {
      readonly kind: 'sorry-server';
      readonly real: KeepalivedServer;
      readonly virtual: KeepalivedServer;
      readonly active: boolean;
    }
  | { readonly kind: 'alive-servers'; readonly virtual: KeepalivedServer; readonly inPool: boolean }
  | { readonly kind: 'virtual-server'; readonly virtual: KeepalivedServer; readonly up: boolean }
  | {
      readonly kind: 'check';
      readonly type: CheckType;
      readonly real: KeepalivedServer;
      readonly virtual?: KeepalivedServer;
      readonly result: 'succeeded' | 'failed' | 'timed-out';
      readonly final: boolean;
      readonly exitStatus?: number;
      readonly detail?: string;
    }
  | {
      readonly kind: 'check-child-exit';
      readonly pid: number;
      readonly status?: number;
      readonly signal?: number;
    }
  | {
      readonly kind: 'checker';
      readonly action: 'activated' | 'suspended';
      readonly real?: KeepalivedServer;
      readonly virtual?: KeepalivedServer;
    }
  | {
      readonly kind: 'lifecycle';
      readonly action:
        | 'starting'
        | 'started'
        | 'stopping'
        | 'stopped'
        | 'reloading'
        | 'reloaded'
        | 'child-started'
        | 'child-died';
      readonly process?: string;
      readonly version?: string;
    }
  | { readonly kind: 'ignored' };

/** A line after its prefix was taken off. */
export interface KeepalivedLine {
  /**
   * `parsed`: an event of the table (`ignored` among them). `unmatched`: keepalived's, but of no known form.
   * `foreign`: not keepalived's.
   */
  readonly class: 'parsed' | 'unmatched' | 'foreign';
  /** Nanoseconds since 1970 as the line dates itself; undefined where it has no date. */
  readonly timeNs?: bigint;
  readonly host?: string;
  /** `Keepalived`, `Keepalived_vrrp`, `Keepalived_healthcheckers`, `Keepalived_bfd`. */
  readonly process?: string;
  readonly pid?: number;
  /** systemctl or journalctl cut the line (`Entering MAST...E`). */
  readonly truncated: boolean;
  /** The line without its prefix. */
  readonly message: string;
  readonly event?: KeepalivedEvent;
}

export interface VrrpInstanceState {
  readonly name: string;
  /** Unknown until a line tells it. */
  readonly state?: VrrpState;
  readonly lastTransitionSeconds?: number;
  readonly priority?: number;
  /** Times it entered each state. */
  readonly transitions: Readonly<Partial<Record<VrrpState, number>>>;
  readonly elections: Readonly<Partial<Record<ElectionReason, number>>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly priorityZeroSent: number;
  readonly priorityZeroReceived: number;
  readonly conflicts: Readonly<Partial<Record<ConflictReason, number>>>;
  readonly garpsSent: number;
}

export interface KeepalivedRealServerState {
  readonly virtual: KeepalivedServer;
  readonly real: KeepalivedServer;
  readonly up?: boolean;
  readonly weight?: number;
  readonly lastChangeSeconds?: number;
  readonly events: Readonly<Partial<Record<RealServerAction, number>>>;
  readonly checks: readonly {
    readonly type: CheckType;
    readonly result: 'succeeded' | 'failed' | 'timed-out';
    readonly count: number;
  }[];
}

export interface KeepalivedVirtualServerState {
  readonly virtual: KeepalivedServer;
  readonly quorumUp?: boolean;
  readonly quorumGained: number;
  readonly quorumLost: number;
  readonly sorryServerActive?: boolean;
}

export interface KeepalivedScriptState {
  readonly name: string;
  readonly up?: boolean;
  readonly results: Readonly<Partial<Record<'succeeded' | 'failed' | 'timed-out' | 'returned', number>>>;
}

export interface SyncGroupState {
  readonly name: string;
  readonly state?: VrrpState;
  readonly transitions: Readonly<Partial<Record<VrrpState, number>>>;
}

/** What one keepalived's log, journal or FIFO has told so far. */
export interface KeepalivedState {
  readonly running?: boolean;
  readonly version?: string;
  readonly instances: readonly VrrpInstanceState[];
  readonly groups: readonly SyncGroupState[];
  readonly scripts: readonly KeepalivedScriptState[];
  readonly virtualServers: readonly KeepalivedVirtualServerState[];
  readonly realServers: readonly KeepalivedRealServerState[];
  readonly starts: number;
  readonly reloads: number;
  readonly childDeaths: number;
  readonly lines: Readonly<Record<KeepalivedLine['class'], number>>;
  /** Lines of `parsed` that an ellipsis had cut. */
  readonly truncatedLines: number;
  readonly lastEventSeconds?: number;
  /** Subjects (instances, servers, scripts) left out because their number reached the bound. */
  readonly subjectsDropped: number;
  /** Only from `keepalived.data`, `.stats` or `.json`, where the operator provides them. */
  readonly dump?: KeepalivedDump;
}

/** An instance as keepalived's own dump describes it. */
export interface KeepalivedDumpInstance {
  readonly name: string;
  readonly interface?: string;
  readonly vrid?: number;
  readonly state?: VrrpState;
  readonly basePriority?: number;
  readonly effectivePriority?: number;
  readonly lastTransitionSeconds?: number;
  readonly vips: readonly string[];
  readonly vipsSet?: boolean;
  /** By keepalived's JSON names: `advert_rcvd`, `become_master`, `pri_zero_sent`. */
  readonly counters: ReadonlyMap<string, number>;
}

export interface KeepalivedDump {
  readonly instances: readonly KeepalivedDumpInstance[];
  readonly scripts: readonly { readonly name: string; readonly status?: string; readonly state?: string }[];
}
