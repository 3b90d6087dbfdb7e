import type {
  CheckResult,
  CheckType,
  ConflictReason,
  ElectionReason,
  KeepalivedProcess,
  KeepalivedServer,
  LineClass,
  RealServerAction,
  ScriptResult,
  VrrpState,
} from './keepalived-event.ts';
import type { Tally } from './tally.ts';

export interface VrrpInstanceState {
  readonly name: string;
  /** Unknown until a line tells it. */
  readonly state?: VrrpState;
  readonly lastTransitionSeconds?: number;
  /** Effective priority. */
  readonly priority?: number;
  /** Whether its virtual addresses are configured on this host. */
  readonly vipsSet?: boolean;
  /** Virtual addresses that its gratuitous ARPs named. */
  readonly vips?: readonly string[];
  /** When it last announced its addresses. */
  readonly lastGarpSeconds?: number;
  /** Times it entered each state. */
  readonly transitions: Tally<VrrpState>;
  readonly elections: Tally<ElectionReason>;
  /** By reason as `script chk_haproxy`, `interface eth0`. */
  readonly faults: Tally<string>;
  readonly conflicts: Tally<ConflictReason>;
  readonly priorityZeroSent: number;
  readonly priorityZeroReceived: number;
}

export interface SyncGroupState {
  readonly name: string;
  readonly state?: VrrpState;
  readonly transitions: Tally<VrrpState>;
}

export interface KeepalivedScriptState {
  readonly name: string;
  readonly up?: boolean;
  /** Of the last run that ended otherwise than the one before. */
  readonly exitStatus?: number;
  readonly results: Tally<ScriptResult>;
}

/** A process, file or BFD session that keepalived watches. */
export interface TrackedState {
  readonly what: 'process' | 'file' | 'bfd';
  readonly name: string;
  readonly up: boolean;
}

export interface KeepalivedInterfaceState {
  readonly name: string;
  /** Unknown until it goes down or up. */
  readonly up?: boolean;
  readonly garpsSent: number;
}

export interface KeepalivedRealServerState {
  readonly virtual: KeepalivedServer;
  readonly real: KeepalivedServer;
  /** In service. Unknown until a line tells it. */
  readonly up?: boolean;
  readonly weight?: number;
  readonly lastChangeSeconds?: number;
  readonly events: Tally<RealServerAction>;
}

export interface KeepalivedVirtualServerState {
  readonly virtual: KeepalivedServer;
  readonly quorumUp?: boolean;
  readonly quorumGained: number;
  readonly quorumLost: number;
  readonly sorryServerActive?: boolean;
}

export interface KeepalivedCheckCount {
  readonly type: CheckType;
  readonly result: CheckResult;
  readonly count: number;
}

/** What one keepalived's log, journal or FIFO has told so far. Plain data: it survives JSON. */
export interface KeepalivedHistory {
  readonly running?: boolean;
  readonly version?: string;
  readonly instances: readonly VrrpInstanceState[];
  readonly groups: readonly SyncGroupState[];
  readonly scripts: readonly KeepalivedScriptState[];
  readonly tracked: readonly TrackedState[];
  readonly interfaces: readonly KeepalivedInterfaceState[];
  /** Conflicts whose line names no instance. */
  readonly conflicts: Tally<ConflictReason>;
  readonly virtualServers: readonly KeepalivedVirtualServerState[];
  readonly realServers: readonly KeepalivedRealServerState[];
  readonly checks: readonly KeepalivedCheckCount[];
  readonly starts: number;
  readonly reloads: number;
  readonly childDeaths: Tally<KeepalivedProcess>;
  readonly lines: Readonly<Record<LineClass, number>>;
  /** Lines of `parsed` that an ellipsis had cut. */
  readonly truncatedLines: number;
  /** Lines of keepalived's that could not be read ({@link KeepalivedLine.problem}). */
  readonly unreadableLines: number;
  readonly lastEventSeconds?: number;
  readonly lastReloadSeconds?: number;
  /** Events whose subject (instance, server, script, fault reason) was left out because there were too many. */
  readonly subjectsDropped: number;
}

export interface KeepalivedState extends KeepalivedHistory {
  /** Only from `keepalived.data`, `.stats` or `.json`, where the operator provides them. */
  readonly dump?: KeepalivedDump;
}

/** The figures of an instance that a dump tells, counters apart. */
export interface KeepalivedDumpFigures {
  readonly vrid?: number;
  readonly basePriority?: number;
  readonly effectivePriority?: number;
  readonly lastTransitionSeconds?: number;
  readonly garpDelaySeconds?: number;
}

/** An instance as keepalived's own dump describes it. */
export interface KeepalivedDumpInstance extends KeepalivedDumpFigures {
  readonly name: string;
  readonly interface?: string;
  readonly state?: VrrpState;
  /** As keepalived prints them: `192.168.50.201/24 dev eth0 scope global set`. */
  readonly vips: readonly string[];
  readonly excludedVips: readonly string[];
  readonly vipsSet?: boolean;
  /** By keepalived's JSON names (`advert_rcvd`, `become_master`), as decimal text. */
  readonly counters: ReadonlyMap<string, string>;
}

export interface KeepalivedDumpScript {
  readonly name: string;
  /** `GOOD`, `BAD`, `INIT`, `INIT/GOOD`, `INIT/FAILED`, `DISABLED` */
  readonly status?: string;
  /** `idle`, `running`, `requested termination`, `forcing termination` */
  readonly state?: string;
}

/** `track_process` of the JSON dump's second form. */
export interface KeepalivedDumpProcess {
  readonly name: string;
  readonly processes?: number;
  readonly quorum?: boolean;
}

export interface KeepalivedDump {
  readonly instances: readonly KeepalivedDumpInstance[];
  readonly scripts: readonly KeepalivedDumpScript[];
  readonly processes: readonly KeepalivedDumpProcess[];
}
