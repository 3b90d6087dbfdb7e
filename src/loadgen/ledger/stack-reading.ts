/** What one node's counters said at one time, of what a run asks. Times are epoch seconds by this host's clock. */
export interface StackReading {
  readonly node: string;
  /** Every address of that host. */
  readonly addresses: readonly string[];
  /** Its IPVS; absent where it has none, or it could not be read. */
  readonly table?: TableReading;
  readonly nameds: readonly NamedReading[];
}

/** The virtual servers of the address and port that a run asks. */
export interface TableReading {
  /** When they were surely read, or later. */
  readonly atSeconds: number;
  readonly virtualServers: readonly VirtualReading[];
  readonly udpTimeoutSeconds?: number;
}

export interface VirtualReading {
  /** `udp/192.168.56.185:53` */
  readonly key: string;
  readonly scheduler?: string;
  /** What ipvsadm prints behind it: `persistent 600`, `ops`. */
  readonly flags: readonly string[];
  /** Absent where only the table was read, and no counters. */
  readonly counters?: DirectorCounters;
  readonly realServers: readonly RealServerReading[];
}

export interface RealServerReading {
  /** `192.168.56.183:53` */
  readonly key: string;
  readonly address: string;
  readonly weight?: number;
  readonly counters?: DirectorCounters;
}

export interface DirectorCounters {
  readonly connections: number;
  /** From clients. */
  readonly packets: number;
}

/** One dump of a named. */
export interface NamedReading {
  /** The configured name of what is read. */
  readonly source: string;
  readonly dumpedAtSeconds: number;
  readonly bootedAtSeconds?: number;
  /** By BIND's own names; one that is missing is 0. */
  readonly counters: Readonly<Record<string, number>>;
}
