import type {
  Bound,
  EventsSource,
  KeepalivedConf,
  Load,
  OutputSettings,
  PortRotation,
  RealServerName,
  RunSettings,
  Segment,
} from '../settings.ts';
import type { EdnsOptionSetting } from '../shaping/shaping-settings.ts';
import type { TsigKey } from './values/tsig-key.ts';

/** What options have said so far. */
export type Draft = Partial<Fields>;

interface Fields {
  readonly server: string;
  readonly port: number;
  readonly family: RunSettings['family'];
  readonly mode: RunSettings['mode'];
  readonly tlsServerName: string;
  readonly tlsCaFile: string;
  readonly tlsInsecure: boolean;
  readonly localAddress: string;
  readonly localPort: number;
  readonly bufferBytes: number;
  readonly transport: RunSettings['transport'];
  readonly timestamps: RunSettings['timestamps'];
  readonly gso: RunSettings['gso'];

  readonly files: readonly string[];
  readonly binary: boolean;
  readonly ignoreDirectives: boolean;
  readonly segment: Segment;
  readonly shuffle: boolean;

  readonly durationSeconds: number;
  /** queryperf's -1, beside which --runs may stand if it says the same. */
  readonly once: boolean;
  readonly runs: number;
  readonly workers: number;
  readonly sockets: number;
  readonly outstanding: number;
  /** dnsperf's -c and -q. */
  readonly totalSockets: number;
  readonly totalOutstanding: number;
  readonly timeoutSeconds: number;
  readonly rotatePorts: PortRotation;
  readonly queriesPerConnection: number;
  readonly load: Load;
  readonly startAtSeconds: number;

  readonly queryClass: number;
  readonly recursionDesired: boolean;
  readonly ednsSizeBytes: number;
  readonly dnssecOk: boolean;
  readonly ednsOptions: readonly EdnsOptionSetting[];
  readonly tsig: TsigKey;
  readonly tsigFile: string;
  readonly prefix: NonNullable<RunSettings['shaping']['prefix']>;

  readonly verify: boolean;
  readonly expectationsFile: string;
  readonly countBy: RunSettings['countBy'];
  readonly ledger: boolean;
  readonly eventsSources: readonly EventsSource[];
  readonly eventsPasswordFile: string;
  readonly keepalivedConfs: readonly KeepalivedConf[];
  readonly realServers: readonly RealServerName[];

  /** What --json, --ndjson and --qps-only want on standard output. */
  readonly formats: readonly OutputSettings['format'][];
  readonly jsonFile: string;
  readonly csvFile: string;
  readonly htmlFile: string;
  readonly metricsAddress: string;
  readonly histogramPath: string;
  readonly histogramBuckets: number;
  readonly histogramBucketUs: number;
  readonly intervalSeconds: number;
  readonly printIntervals: OutputSettings['printIntervals'];
  /** dnsperf's -O verbose-interval-stats. */
  readonly wholeIntervals: boolean;
  readonly countRcodes: boolean;
  readonly perQuery: boolean;
  readonly latencyHistogram: boolean;
  readonly warningsTo: 'stdout' | 'stderr';
  readonly suppress: OutputSettings['suppress'];
  readonly failOn: readonly Bound[];
}
