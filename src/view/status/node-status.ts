import type { IpvsCounters, IpvsRates, IpvsSyncDaemon, IpvsTimeouts } from '../../model/ipvs.ts';
import type { VrrpState } from '../../model/keepalived-event.ts';
import type { Problem } from '../../model/problem.ts';
import type { Subsystem } from '../../model/snapshot.ts';
import type { InterfaceAddress, VipRole } from '../../model/vip.ts';

/**
 * What one node's vipscope saw in one collection, as every form of the status shows it and as peers read it from each
 * other. Plain data: it survives JSON.
 */
export interface NodeStatus {
  readonly node: string;
  readonly demo: boolean;
  readonly takenAtSeconds: number;
  readonly sources: readonly SourceStatus[];
  readonly vips: readonly VipStatus[];
  /** Every address of this host, by which it is known as a real server or a director. */
  readonly hostAddresses: readonly string[];
  readonly keepaliveds: readonly KeepalivedStatus[];
  /** Absent where this host has no IPVS, or it could not be read. */
  readonly ipvs?: IpvsStatus | undefined;
  readonly haproxys: readonly HaproxyInstanceStatus[];
  readonly binds: readonly BindStatus[];
}

/** How the last collection of one source ended. */
export interface SourceStatus {
  readonly subsystem: Subsystem;
  readonly source: string;
  /** What is read, without secrets. */
  readonly target: string;
  readonly state: 'ok' | 'absent' | 'failed';
  /** Why it is not `ok`. */
  readonly reason?: string | undefined;
  readonly durationSeconds: number;
  readonly finishedAtSeconds: number;
  readonly problemCount: number;
  /** The first of them. */
  readonly problems: readonly Problem[];
}

/** A watched virtual IP on this node. */
export interface VipStatus {
  readonly address: string;
  readonly role: VipRole;
  readonly on: readonly InterfaceAddress[];
}

/** What one keepalived's log, journal or FIFO has told. A node may read several, of other directors too. */
export interface KeepalivedStatus {
  readonly source: string;
  readonly running?: boolean | undefined;
  readonly version?: string | undefined;
  readonly instances: readonly VrrpInstanceStatus[];
  readonly scripts: readonly { readonly name: string; readonly up?: boolean | undefined }[];
  /** Real servers as keepalived's checkers see them; keys as in {@link IpvsStatus}. */
  readonly realServers: readonly CheckedRealServer[];
  readonly quorums: readonly { readonly virtual: string; readonly up: boolean }[];
}

export interface VrrpInstanceStatus {
  readonly name: string;
  readonly state?: VrrpState | undefined;
  readonly priority?: number | undefined;
  readonly sinceSeconds?: number | undefined;
  /** Virtual addresses that its dump or its gratuitous ARPs name; empty where neither tells. */
  readonly vips: readonly string[];
  /** When it last announced its addresses. */
  readonly lastGarpSeconds?: number | undefined;
}

export interface CheckedRealServer {
  /** `udp/192.168.56.185:53`; without the protocol where that keepalived does not log it. */
  readonly virtual: string;
  /** `192.168.56.183:53` */
  readonly real: string;
  readonly up?: boolean | undefined;
  readonly lastChangeSeconds?: number | undefined;
}

export interface IpvsStatus {
  readonly version?: string | undefined;
  readonly connectionTableSize?: number | undefined;
  readonly virtualServers: readonly VirtualServerStatus[];
  readonly timeouts?: IpvsTimeouts | undefined;
  readonly syncDaemons: readonly IpvsSyncDaemon[];
}

export interface VirtualServerStatus {
  /** As {@link import('../../model/ipvs.ts').virtualServerKey} gives it; unique on a node. */
  readonly key: string;
  readonly protocol: string;
  /** '' for a firewall mark. */
  readonly address: string;
  readonly port: number;
  readonly portName?: string | undefined;
  readonly mark?: number | undefined;
  readonly scheduler?: string | undefined;
  /** All that ipvsadm prints behind the scheduler, in its words: `persistent 600`, `ops`, `sh-port`. */
  readonly flags: readonly string[];
  readonly counters?: IpvsCounters | undefined;
  readonly rates?: IpvsRates | undefined;
  readonly realServers: readonly RealServerStatus[];
}

export interface RealServerStatus {
  /** `192.168.56.183:53`; unique in its virtual server. */
  readonly key: string;
  readonly address: string;
  readonly port: number;
  readonly portName?: string | undefined;
  readonly forward?: string | undefined;
  readonly weight?: number | undefined;
  readonly active?: number | undefined;
  readonly inactive?: number | undefined;
  readonly persistent?: number | undefined;
  readonly counters?: IpvsCounters | undefined;
  /** The kernel's, or where that was not read the difference of two collections. */
  readonly rates?: IpvsRates | undefined;
}

export interface HaproxyInstanceStatus {
  readonly source: string;
  readonly version?: string | undefined;
  readonly uptimeSeconds?: number | undefined;
  readonly proxies: readonly HaproxyProxyStatus[];
}

export interface HaproxyProxyStatus {
  readonly name: string;
  readonly mode?: string | undefined;
  /** Frontends, listeners, servers and backends in HAProxy's order. */
  readonly rows: readonly HaproxyRowStatus[];
}

export interface HaproxyRowStatus {
  /** Unique in its proxy: `server/web1`, `frontend/FRONTEND`; with several processes `server/web1#2`. */
  readonly key: string;
  readonly scope: 'frontend' | 'listener' | 'server' | 'backend';
  readonly name: string;
  /** As HAProxy writes it: `UP 1/2`. */
  readonly status: string;
  /** Whether it serves: `bad` is DOWN, NOLB or STOP, `warn` on its way up or down, DRAIN, MAINT or FULL. */
  readonly health: 'good' | 'warn' | 'bad' | 'none';
  /** Since when it has this status: `lastchg` as a time, so that a row that stays as it is stays the same. */
  readonly sinceSeconds?: number | undefined;
  /** When its last session began: `lastsess` as a time. */
  readonly lastSessionSeconds?: number | undefined;
  /** `downtime` without what the present status adds to it while it lasts. */
  readonly downtimeSeconds?: number | undefined;
  /**
   * By HAProxy's names of columns, only those that it gave; figures as numbers. haproxy-columns.ts has those that are
   * kept, and `haproxyFigure`, which also gives the columns that are fields here.
   */
  readonly cells: Readonly<Record<string, number | string>>;
}

export interface BindStatus {
  readonly source: string;
  /** When BIND wrote these figures. */
  readonly dumpTimeSeconds: number;
  readonly version?: string | undefined;
  readonly bootTimeSeconds?: number | undefined;
  /** Requests received, of all opcodes. */
  readonly requests: number;
  /** Counters by BIND's own names. */
  readonly queriesByType: Readonly<Record<string, number>>;
  readonly rcodes: Readonly<Record<string, number>>;
  readonly nameServer: Readonly<Record<string, number>>;
  readonly views: readonly BindViewStatus[];
  /** Not more than {@link MAX_ZONES}, the busiest first. */
  readonly zones: readonly BindZoneStatus[];
  readonly zoneCount: number;
  /** Since the dump before this one; absent until there are two. */
  readonly rates?: BindRates | undefined;
}

export const MAX_ZONES = 200;

export interface BindViewStatus {
  readonly name: string;
  /** Clients' queries that the cache could answer; lookups in the cache where this BIND does not tell those. */
  readonly cacheHits?: number | undefined;
  readonly cacheMisses?: number | undefined;
  /** Clients that named recurses for now. BIND counts them for the server: absent where there are several views. */
  readonly recursionClients?: number | undefined;
}

export interface BindZoneStatus {
  readonly name: string;
  readonly view: string;
  readonly serial?: number | undefined;
  readonly queries: number;
  /** By the name server's counters: `QrySuccess`, `QryNXDOMAIN`. */
  readonly counters: Readonly<Record<string, number>>;
}

/** All per second. */
export interface BindRates {
  readonly overSeconds: number;
  readonly requests: number;
  readonly rcodes: Readonly<Record<string, number>>;
  readonly nameServer: Readonly<Record<string, number>>;
}
