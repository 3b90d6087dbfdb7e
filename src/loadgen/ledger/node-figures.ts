import type { Growth } from './counter-growth.ts';

/** What one node's counters say of a run. */
export interface NodeFigures {
  readonly node: string;
  readonly addresses: readonly string[];
  /** One for each virtual server of the address and port that the run asks: a director has one, and others none. */
  readonly directors: readonly DirectorFigures[];
  readonly nameds: readonly NamedFigures[];
}

export interface DirectorFigures {
  readonly node: string;
  /** `udp/192.168.56.185:53` */
  readonly virtual: string;
  /** As they were last. */
  readonly scheduler?: string;
  readonly flags: readonly string[];
  readonly udpTimeoutSeconds?: number;
  /** Absent: its counters were not read. */
  readonly packets?: Growth;
  readonly connections?: Growth;
  /** All that there were at any time of the run. */
  readonly realServers: readonly RealServerFigures[];
  readonly changes: readonly TableChange[];
}

export interface RealServerFigures {
  /** `192.168.56.183:53` */
  readonly key: string;
  readonly address: string;
  readonly weight?: number;
  readonly packets?: Growth;
  readonly connections?: Growth;
}

/** What became another in a table between two readings. */
export interface TableChange {
  /** When it was seen; epoch seconds. */
  readonly atSeconds: number;
  readonly what: 'added' | 'removed' | 'weight' | 'scheduler';
  /** The real server; absent where it is of the virtual one. */
  readonly real?: string;
}

export interface NamedFigures {
  readonly node: string;
  /** The configured name of what its vipscope reads. */
  readonly source: string;
  /** Of all clients and kinds: BIND's Requestv4 and Requestv6. */
  readonly requests: Growth;
  /** BIND's Response. */
  readonly responses: Growth;
  /** Requests that asked for the name of the server (NSIDOpt): with --nsid these are the run's own. */
  readonly withNsid: Growth;
  /** Counters of what it did not answer, those that grew. */
  readonly dropped: readonly { readonly counter: string; readonly grown: number }[];
}
