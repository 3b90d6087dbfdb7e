import type { Ledger } from '../ledger/disturbance.ts';
import type { StackLoad } from '../ledger/stack-load.ts';
import type { RateStep } from '../load/rate-step.ts';
import type { Dialect, Load, Mode, Segment, TransportName } from '../settings.ts';
import type { Buckets, Latency, LatencySummary, PercentileName } from '../stats/latency-summary.ts';

/** Version of {@link RunResult} as JSON; raised when a field changes its meaning or goes. */
export const RESULT_VERSION = 1;

/** Queries and what became of them: `sent = answered + timedOut + interrupted`. */
export interface Totals {
  readonly sent: number;
  readonly answered: number;
  readonly answeredInWindow: number;
  readonly timedOut: number;
  readonly interrupted: number;
  readonly late: number;
  readonly duplicate: number;
  readonly unexpected: number;
  readonly truncated: number;
  readonly wrongQuestion: number;
  readonly malformed: number;
  readonly unreachable: number;
  readonly sendErrors: number;
  readonly notSent: number;
  readonly socketDrops: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly verified: number;
  readonly mismatched: number;
}

/** What one interval saw; counts are of that interval alone. */
export interface Interval {
  /** Seconds from the start of the window. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly sent: number;
  readonly answered: number;
  readonly timedOut: number;
  readonly rcodes: Readonly<Record<string, number>>;
  readonly outstanding: number;
  readonly meanSeconds: number;
  readonly percentilesSeconds: Readonly<Record<PercentileName, number>>;
  readonly maxSeconds: number;
  readonly buckets: Buckets;
}

/** One worker's part. */
export interface WorkerResult {
  /** Counts from 1. */
  readonly worker: number;
  readonly host: string;
  readonly sent: number;
  readonly answeredInWindow: number;
  readonly timedOut: number;
  /** Its answers within the window, over the window. */
  readonly qps: number;
  /** Share of one core that the worker used during the window. */
  readonly cpuRatio: number;
  /** Share of the window that it was ready to run and another thread had the core. */
  readonly runQueueWaitRatio: number;
}

/** A reason why the figures tell about this host rather than about the server; one line for people. */
export interface ClientLimit {
  readonly kind: 'cpu' | 'receive-buffer' | 'send-errors' | 'not-sent' | 'run-queue' | 'outstanding';
  readonly text: string;
}

/** One run, or several merged: the document of `--json` and what every report is made from. */
export interface RunResult {
  readonly version: typeof RESULT_VERSION;
  readonly tool: { readonly name: 'dnsbench'; readonly version: string };
  readonly runId: string;
  /** Hosts that sent; more than one after a merge. */
  readonly hosts: readonly string[];
  /** Epoch seconds at which the window opened, and at which the drain was over. */
  readonly startedAtSeconds: number;
  readonly finishedAtSeconds: number;
  /**
   * Length of the window [start, stop) that rates are over; the drain lies outside. After a merge: what the windows of
   * all runs have in common.
   */
  readonly windowSeconds: number;
  readonly drainSeconds: number;
  readonly endedBy: 'time-limit' | 'end-of-input' | 'found-max' | 'interrupted';
  /** Whole passes through the input; after a merge, of the run with the fewest. */
  readonly passes: number;
  /** Answers within the window, over the window; after a merge, the sum of the runs'. */
  readonly qps: number;
  /**
   * Sum of what each worker reached by itself: its answers over the time from its first query to its last answer. For
   * scripts that compare with summed queryperf processes.
   */
  readonly summedWorkerQps: number;
  readonly lossRatio: number;
  readonly totals: Totals;
  /** Answers by rcode's mnemonic, `NOERROR` or `RCODE17` (RFC 6895 §2.3), none left out that was seen. */
  readonly rcodes: Readonly<Record<string, number>>;
  /** From the actual sending to the answer; timed out queries are not in it. */
  readonly latency: Latency;
  /** From when the schedule meant to send, with --rate, --ramp and --find-max. */
  readonly intendedLatency?: Latency;
  /** All of it with the histogram's error, for nothing but buckets is counted by rcode. */
  readonly latencyByRcode: Readonly<Record<string, Latency>>;
  readonly intervals: readonly Interval[];
  readonly workers: readonly WorkerResult[];
  readonly connections?: {
    readonly tried: number;
    readonly made: number;
    readonly lost: number;
    /** From the first SYN to ready for queries: with DoT, the TLS handshake included. */
    readonly latency: Omit<LatencySummary, 'percentilesSeconds'>;
  };
  /** Growth of the host's counters of /proc/net/snmp during the run; absent where there is none. */
  readonly kernel?: {
    readonly udpInErrors: number;
    readonly udpReceiveBufferErrors: number;
    readonly udpSendBufferErrors: number;
  };
  readonly clientLimits: readonly ClientLimit[];
  readonly warnings: readonly string[];
  /** By NSID or first answer, most first; `others` beyond what is kept. */
  readonly countedBy?: {
    readonly what: 'nsid' | 'answer';
    readonly counts: readonly (readonly [string, number])[];
    readonly others: number;
  };
  /** The first few answers that were not as expected. */
  readonly mismatches: readonly string[];
  readonly findMax?: {
    /** Highest rate that stayed within the loss; 0: none did. */
    readonly qps: number;
    readonly steps: readonly RateStep[];
  };
  /** Only with --ledger. */
  readonly ledger?: Ledger;
  /** Only with --events of a vipscope that counts anything of the run. */
  readonly stack?: StackLoad;
  readonly settings: {
    readonly dialect: Dialect;
    readonly commandLine: string;
    readonly server: string;
    readonly address: string;
    readonly port: number;
    readonly mode: Mode;
    readonly transport: TransportName;
    /** Why not the one that was wanted; empty: it is. */
    readonly transportReason: string;
    readonly workers: number;
    readonly sockets: number;
    readonly outstanding: number;
    readonly timeoutSeconds: number;
    readonly durationSeconds?: number;
    readonly runs?: number;
    readonly load: Load;
    readonly files: readonly string[];
    /** What part of the input was sent, of several; absent: all of it. */
    readonly segment?: Segment;
    readonly queries: number;
    readonly receiveBufferBytes: number;
    readonly sendBufferBytes: number;
    readonly timestamps: 'user' | 'kernel';
    /** Whether neighbours of one length went to the kernel as one buffer. */
    readonly gso: boolean;
  };
}

/** Settings of a run that has not begun: the kernel has granted no buffers yet. */
export type RunSummary = Omit<RunResult['settings'], 'receiveBufferBytes' | 'sendBufferBytes'>;
