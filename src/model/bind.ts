/** Counters by BIND's own short name (`QryUDP`), record type, opcode or rcode. */
export type BindCounters = ReadonlyMap<string, number>;

/** What stands where nothing was counted; one for all, because large servers have many such zones. */
export const NO_COUNTERS: BindCounters = new Map();

/** One cache of a view. A cache shared by several views belongs to the view that created it. */
export interface BindCache {
  readonly name: string;
  /** By the statistics channel's names: `CacheHits`, `TreeMemInUse`. */
  readonly stats: BindCounters;
  /** RRsets by type as BIND marks them: `A`, `!AAAA` (NXRRSET), `#A` (stale), `~A` (ancient), `NXDOMAIN`. */
  readonly rrsets: BindCounters;
}

/** One view. BIND's `_default` is called `default`; its built-in `_bind` (class CHAOS) is left out. */
export interface BindView {
  readonly name: string;
  readonly outgoingQueries: BindCounters;
  readonly resolver: BindCounters;
  readonly cache?: BindCache;
  readonly adb: BindCounters;
}

/** One zone. Text dumps give counters, the statistics channel serial and times as well. */
export interface BindZone {
  readonly name: string;
  readonly view: string;
  /** `primary`, `secondary`, `builtin`, … */
  readonly type?: string;
  readonly serial?: number;
  readonly loadedSeconds?: number;
  readonly expiresSeconds?: number;
  readonly refreshSeconds?: number;
  /** By the names of the name server's statistics, such as `QrySuccess`. */
  readonly queries: BindCounters;
  /** By record type; the statistics channel only. */
  readonly incomingQueries: BindCounters;
  readonly glueCache: BindCounters;
}

/** Sizes of DNS messages of one kind; the statistics channel only. */
export interface BindTraffic {
  readonly direction: 'request' | 'response';
  readonly protocol: 'udp' | 'tcp';
  readonly family: 'ipv4' | 'ipv6';
  /** Messages by BIND's ranges of bytes: `48-63`, `4096+`. */
  readonly sizes: BindCounters;
}

/** A counter that no table of this version knows; exported under a generic family, never dropped. */
export interface BindUnknownCounter {
  /** The statistics channel's name of the section (`nsstats`), or its title where that is unknown too. */
  readonly section: string;
  readonly view?: string;
  readonly zone?: string;
  readonly name: string;
  readonly value: number;
}

/** The statistics of one name server, the same whether read from named.stats or from the statistics channel. */
export interface BindStats {
  /** When BIND wrote these figures. */
  readonly dumpTimeSeconds: number;
  /** A counter that is missing is zero; false where it may as well be one that this BIND does not count. */
  readonly omitsZeros: boolean;
  readonly version?: string;
  readonly bootTimeSeconds?: number;
  readonly configTimeSeconds?: number;
  /** By opcode. */
  readonly incomingRequests: BindCounters;
  /** By record type. */
  readonly incomingQueries: BindCounters;
  readonly outgoingRcodes: BindCounters;
  readonly nameServer: BindCounters;
  readonly zoneMaintenance: BindCounters;
  /** Resolver counters that belong to no view (`[Common]`). */
  readonly resolver: BindCounters;
  readonly sockets: BindCounters;
  /** Bytes by the statistics channel's names: `InUse`, `Malloced`. */
  readonly memory: BindCounters;
  /** `tasks-running` and `worker-threads`, which BIND gave until 9.16. */
  readonly tasks: BindCounters;
  readonly traffic: readonly BindTraffic[];
  readonly views: readonly BindView[];
  readonly zones: readonly BindZone[];
  readonly unknown: readonly BindUnknownCounter[];
  /** Unsigned counters that had run below zero and were taken as 0. */
  readonly underflows: number;
}

/** State of the file that a dump was read from. */
export interface BindStatsFile {
  readonly sizeBytes: number;
  /** The file ends with a whole dump; false while named is writing one. */
  readonly complete: boolean;
}

export interface BindServer {
  readonly stats: BindStats;
  readonly file?: BindStatsFile;
}
