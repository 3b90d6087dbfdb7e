import type { IpvsEndpoint } from './ipvs.ts';

/** States of a VRRP instance or sync group. `STOP` is a keepalived that ended. */
export type VrrpState = 'INIT' | 'BACKUP' | 'MASTER' | 'FAULT' | 'STOP';

/**
 * A real or virtual server as keepalived names it; parts that an ellipsis hid, or that its version does not
 * log, are missing. keepalived before 1.3.9 logs no protocol.
 */
export interface KeepalivedServer extends Partial<IpvsEndpoint> {
  readonly protocol?: string;
  /** `FWM 10` */
  readonly mark?: number;
  /** Name of a virtual server group: `[web]:80` */
  readonly group?: string;
}

/** Why a router took part in an election, or did not. */
export type ElectionReason =
  | 'advertisement-timeout'
  | 'higher-priority-received'
  | 'lower-priority-received'
  | 'lower-priority-discarded'
  | 'same-priority-higher-address'
  | 'priority-zero-received'
  | 'forced';

/** Why keepalived called two routers in conflict or refused an advertisement. */
export type ConflictReason =
  | 'bogus-packet'
  | 'advert-ignored'
  | 'same-priority-own-address'
  | 'address-owner'
  | 'vip-mismatch'
  | 'vrid-mismatch'
  | 'vrid-duplicate'
  | 'authentication'
  | 'advert-interval'
  | 'packet-length'
  | 'ttl'
  | 'checksum'
  | 'version'
  | 'unicast-peer'
  | 'send-error';

/** What became of a real server; `up` and `down` are the notify FIFO's, which tells no more. */
export type RealServerAction = 'added' | 'removed' | 'enabled' | 'disabled' | 'shut-down' | 'up' | 'down';
export type CheckType =
  | 'tcp'
  | 'http'
  | 'ssl'
  | 'smtp'
  | 'misc'
  | 'dns'
  | 'udp'
  | 'ping'
  | 'bfd'
  | 'file'
  | 'unknown';
export type CheckResult = 'succeeded' | 'failed' | 'timed-out';
export type ScriptResult = 'succeeded' | 'failed' | 'timed-out';

/** The processes of one keepalived: the parent and its children. */
export type KeepalivedProcess = 'parent' | 'vrrp' | 'checkers' | 'bfd';

/**
 * What one log or FIFO line says happened. Names hidden by an ellipsis are `unknown`, never the cut text;
 * figures hidden so, or that the version does not log, are undefined.
 */
export type KeepalivedEvent =
  | {
      readonly kind: 'vrrp-state';
      readonly instance: string;
      readonly state: VrrpState;
      /** `reported`: told again, or for the first time; a change only where the known state differs. */
      readonly how: 'entering' | 'initial' | 'reported';
      readonly priority?: number | undefined;
    }
  | { readonly kind: 'vrrp-transition'; readonly instance: string; readonly to: VrrpState }
  | { readonly kind: 'vrrp-removed'; readonly instance: string }
  | {
      readonly kind: 'election';
      readonly instance: string;
      readonly reason: ElectionReason;
      readonly peer?: string | undefined;
      readonly peerPriority?: number | undefined;
      readonly ourPriority?: number | undefined;
    }
  | {
      readonly kind: 'fault';
      readonly instance: string;
      readonly reason: string;
      readonly detail?: string | undefined;
    }
  | {
      readonly kind: 'priority-zero';
      readonly instance: string;
      readonly direction: 'sent' | 'received';
    }
  | {
      readonly kind: 'priority';
      readonly instance: string;
      readonly from?: number | undefined;
      readonly to: number;
    }
  | {
      readonly kind: 'vips';
      readonly instance: string;
      readonly action: 'set' | 'removed';
      /** `virtual_ipaddress_excluded`; missing where an ellipsis hid it. */
      readonly excluded?: boolean | undefined;
    }
  | {
      readonly kind: 'garp';
      readonly instance?: string | undefined;
      readonly interface?: string | undefined;
      readonly address?: string | undefined;
      /** Announced by the instance, and logged again when it is sent. */
      readonly queued: boolean;
    }
  | {
      readonly kind: 'conflict';
      /** Not logged before keepalived 1.2.24. */
      readonly instance?: string | undefined;
      readonly reason: ConflictReason;
    }
  | {
      readonly kind: 'preempt-delay';
      readonly instance: string;
      readonly action: 'started' | 'stopped' | 'reset';
      readonly seconds?: number | undefined;
    }
  | {
      readonly kind: 'sync-group';
      readonly group: string;
      readonly action: 'syncing' | 'transition' | 'leaving-fault' | 'up';
      readonly state?: VrrpState | undefined;
      /** The member that took the group along. */
      readonly instance?: string | undefined;
    }
  | {
      readonly kind: 'script';
      readonly script: string;
      readonly result: ScriptResult;
      readonly exitStatus?: number | undefined;
      readonly signal?: number | undefined;
      readonly onReload: boolean;
    }
  | { readonly kind: 'script-status'; readonly script: string; readonly exitStatus: number }
  | { readonly kind: 'interface'; readonly interface: string; readonly up: boolean }
  | {
      readonly kind: 'tracked';
      readonly what: 'process' | 'file' | 'bfd';
      readonly name: string;
      readonly up: boolean;
    }
  | {
      readonly kind: 'real-server';
      readonly real: KeepalivedServer;
      readonly virtual: KeepalivedServer;
      readonly action: RealServerAction;
      /** It stays in the table with weight 0. */
      readonly inhibited: boolean;
    }
  /** A reload found it gone from the configuration; the line does not say of which virtual server. */
  | { readonly kind: 'real-server-gone'; readonly real: KeepalivedServer }
  | { readonly kind: 'virtual-server-gone'; readonly virtual: KeepalivedServer }
  | {
      readonly kind: 'weight';
      readonly real: KeepalivedServer;
      readonly virtual: KeepalivedServer;
      readonly from: number;
      readonly to: number;
      readonly active?: boolean | undefined;
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
  | {
      readonly kind: 'check';
      readonly type: CheckType;
      readonly real: KeepalivedServer;
      readonly virtual?: KeepalivedServer | undefined;
      readonly result: CheckResult;
      /** The checker's verdict; otherwise one attempt, or one URL, of it. Undefined where an ellipsis hid it. */
      readonly final: boolean | undefined;
      readonly script?: string | undefined;
      readonly exitStatus?: number | undefined;
      readonly signal?: number | undefined;
      readonly detail?: string | undefined;
    }
  | {
      readonly kind: 'child-exit';
      readonly pid: number;
      readonly exitStatus?: number | undefined;
      readonly signal?: number | undefined;
    }
  | {
      readonly kind: 'checker';
      readonly action: 'activated' | 'suspended';
      readonly real?: KeepalivedServer | undefined;
      readonly virtual?: KeepalivedServer | undefined;
    }
  | {
      readonly kind: 'lifecycle';
      readonly action: LifecycleAction;
      /** The process that it happened to; missing where neither message nor prefix tells. */
      readonly process?: KeepalivedProcess | undefined;
      readonly version?: string | undefined;
    }
  /** keepalived's, known, and of no interest: `Opening file '/etc/keepalived/keepalived.conf'.` */
  | { readonly kind: 'ignored' };

export type LifecycleAction =
  | 'starting'
  | 'started'
  | 'stopping'
  | 'stopped'
  | 'reloading'
  | 'reloaded'
  | 'child-starting'
  | 'child-reloading'
  | 'child-stopped'
  | 'child-died';

export type LineClass = 'parsed' | 'unmatched' | 'foreign';

/** A line after its prefix was taken off. */
export interface KeepalivedLine {
  /**
   * `parsed`: an event of the table (`ignored` among them). `unmatched`: keepalived's, but of no known form.
   * `foreign`: not keepalived's; nothing else of it is kept.
   */
  readonly class: LineClass;
  /** Nanoseconds since 1970 as the line dates itself; undefined where it has no date. */
  readonly timeNs?: bigint | undefined;
  readonly host?: string | undefined;
  /** Told by the program name; undefined where a console or container log has none. */
  readonly process?: KeepalivedProcess | undefined;
  readonly pid?: number | undefined;
  /** systemctl or journalctl cut the line (`Entering MAST...E`). */
  readonly truncated: boolean;
  /** The line without its prefix. */
  readonly message: string;
  readonly event?: KeepalivedEvent | undefined;
  /** Why a line of keepalived's could not be read, for people; an unknown message is no problem. */
  readonly problem?: string | undefined;
}
