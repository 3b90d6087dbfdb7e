import type { ShapingSettings } from './shaping/shaping-settings.ts';

/** Whose flags were given and whose report is printed; `dnsbench` is queryperf's with more below it. */
export type Dialect = 'dnsbench' | 'queryperf' | 'dnsperf';

/** How queries travel. */
export type Mode = 'udp' | 'tcp' | 'dot';

/** What sends: sendmmsg(2) and node:dgram for UDP, a stream for TCP and DoT. */
export type TransportName = 'mmsg' | 'dgram' | 'stream';

/** How fast queries are sent, all workers together. */
export type Load =
  /** As fast as answers free places among the outstanding. */
  | { readonly kind: 'closed' }
  /** Open loop: so many queries each second, whatever comes back. */
  | { readonly kind: 'rate'; readonly qps: number }
  /** Open loop: linear from one rate to the other, then the latter. */
  | { readonly kind: 'ramp'; readonly fromQps: number; readonly toQps: number; readonly seconds: number }
  /** Open loop: steps up, then bisects, to the highest rate at which no more than `maxLossRatio` is lost. */
  | { readonly kind: 'find-max'; readonly fromQps: number; readonly maxLossRatio: number };

/** When a worker leaves its source ports for new ones. */
export type PortRotation =
  | { readonly kind: 'queries'; readonly queries: number }
  | { readonly kind: 'seconds'; readonly seconds: number };

/** What part of the input this machine sends, of several that share it: `index` counts from 1. */
export interface Segment {
  readonly index: number;
  readonly count: number;
}

/** One input: a path, or `-` for standard input. */
export interface InputSettings {
  readonly files: readonly string[];
  readonly format: 'text' | 'binary';
  readonly ignoreDirectives: boolean;
  readonly segment: Segment;
  readonly shuffle: boolean;
}

/** What is sent, where to and how: all that a worker needs to know but the queries. */
export interface RunSettings {
  /** As given: a name or an address, with a scope id where IPv6 needs one (`fe80::1%eth0`). */
  readonly server: string;
  readonly port: number;
  readonly family: 'any' | 'inet' | 'inet6';
  readonly mode: Mode;
  readonly tls: { readonly serverName?: string; readonly caFile?: string; readonly insecure: boolean };
  readonly localAddress?: string;
  /** First source port; 0: the kernel chooses. Socket n of worker w takes `localPort + w × sockets + n`. */
  readonly localPort: number;
  readonly input: InputSettings;
  readonly durationSeconds?: number;
  /** Passes through the input; absent: as many as the duration or the search for the highest rate takes. */
  readonly runs?: number;
  readonly workers: number;
  /** Source ports (UDP) or connections (TCP, DoT) of each worker. */
  readonly sockets: number;
  /** Most queries without an answer, each worker. */
  readonly outstanding: number;
  /**
   * Sockets and outstanding queries of all workers together, where dnsperf's -c and -q gave a total: what does not
   * divide evenly goes to the first workers. `sockets` and `outstanding` are then the larger share.
   */
  readonly totalSockets?: number;
  readonly totalOutstanding?: number;
  readonly timeoutSeconds: number;
  readonly rotatePorts?: PortRotation;
  readonly queriesPerConnection?: number;
  readonly load: Load;
  /** SO_RCVBUF and SO_SNDBUF; absent: as large as the kernel grants, up to 4 MiB. */
  readonly bufferBytes?: number;
  readonly transport: 'auto' | 'mmsg' | 'dgram';
  readonly timestamps: 'user' | 'kernel';
  /** Whether neighbours of one length go to the kernel as one buffer (UDP_SEGMENT, udp(7)). */
  readonly gso: 'on' | 'off';
  readonly shaping: ShapingSettings;
  /** Every answer is decoded and held against what its query expects. */
  readonly verify: boolean;
  /** File with expectations, for queries that name none in their own line. */
  readonly expectationsFile?: string;
  /** Answers are counted by what the server says of itself (NSID, RFC 5001) or by their first record's data. */
  readonly countBy: 'nothing' | 'nsid' | 'answer';
  /** Whether disturbances are found, for which each worker records what became of every query. UDP only. */
  readonly ledger: boolean;
  /** Epoch seconds at which to start; several machines start together. */
  readonly startAtSeconds?: number;
}

/** Where a run learns what the stack does meanwhile. */
export type EventsSource =
  /** Another vipscope: its URL without a password and without a slash at the end. */
  | { readonly kind: 'vipscope'; readonly url: string; readonly username?: string }
  /** A log of keepalived's, and the node that it is of where that was said. */
  | { readonly kind: 'log'; readonly path: string; readonly node?: string };

/** A keepalived.conf, and the node that it is of where that was said. */
export interface KeepalivedConf {
  readonly node?: string;
  readonly path: string;
}

/** Who calls itself by a name is at that address. */
export interface RealServerName {
  /** As its NSID, its first answer, its vipscope or what that reads says. */
  readonly name: string;
  readonly address: string;
  /** Absent: any. */
  readonly port?: number;
}

/** What disturbances are attributed by. */
export interface EventsSettings {
  readonly sources: readonly EventsSource[];
  readonly realServers: readonly RealServerName[];
  /** Of the user that the URLs name. */
  readonly passwordFile?: string;
  readonly keepalivedConfs: readonly KeepalivedConf[];
}

/** One bound of `--fail-on`. */
export interface Bound {
  /**
   * `loss` (ratio), `qps`, `min`, `mean`, `p50`…`p99.9`, `max` (seconds), `rcode:NAME` (ratio of the answers), `outage`
   * (seconds) and `lost` of the worst disturbance, or a counter of the result.
   */
  readonly figure: string;
  readonly operator: '<' | '>' | '<=' | '>=';
  /** In the figure's own unit: a ratio, seconds, queries a second, a count. */
  readonly value: number;
  /** As the operator wrote it, for messages. */
  readonly text: string;
}

/** Warnings that dnsperf's -O suppress=… names; here only timeouts have any. */
export type Suppressible = 'timeouts' | 'congestion' | 'sendfailed' | 'sockready' | 'unexpected';

/** What is told of the run, and where to. */
export interface OutputSettings {
  readonly dialect: Dialect;
  /** What goes to standard output. */
  readonly format: 'text' | 'json' | 'ndjson' | 'qps';
  readonly jsonFile?: string;
  readonly csvFile?: string;
  readonly htmlFile?: string;
  /** queryperf's -H: gnuplot data, bucket middle in µs and percent. */
  readonly histogramFile?: { readonly path: string; readonly buckets: number; readonly bucketUs: number };
  readonly metricsAddress?: string;
  readonly intervalSeconds: number;
  /** Intermediate statistics in the dialect's own form each interval. */
  readonly printIntervals: 'nothing' | 'line' | 'block';
  readonly countRcodes: boolean;
  /** A line for every answer. */
  readonly perQuery: boolean;
  readonly latencyHistogram: boolean;
  /** Where warnings go; absent: standard error (dnsperf's -W). */
  readonly warningsTo?: 'stdout' | 'stderr';
  /** Kinds of warnings not to print. */
  readonly suppress: readonly Suppressible[];
  readonly failOn: readonly Bound[];
}

/** A whole command line, checked. */
export interface Settings {
  readonly run: RunSettings;
  readonly output: OutputSettings;
  /** Absent: nobody is asked what happens in the stack. */
  readonly events?: EventsSettings;
  /** The command line as given, secrets left out. */
  readonly commandLine: string;
  /** What was adjusted and why, one line each. */
  readonly notes: readonly string[];
  /** Flags that the operator gave, by their names here: what a file's directives may not override. */
  readonly given: ReadonlySet<'server' | 'port' | 'outstanding' | 'timeout'>;
}
