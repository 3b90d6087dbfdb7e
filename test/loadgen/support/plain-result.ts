import type { Interval, RunResult, Totals } from '../../../src/loadgen/result/run-result.ts';
import type { Latency } from '../../../src/loadgen/stats/latency-summary.ts';

const TOTALS: Totals = {
  sent: 3,
  answered: 3,
  answeredInWindow: 3,
  timedOut: 0,
  interrupted: 0,
  late: 0,
  duplicate: 0,
  unexpected: 0,
  truncated: 0,
  wrongQuestion: 0,
  malformed: 0,
  unreachable: 0,
  sendErrors: 0,
  notSent: 0,
  socketDrops: 0,
  bytesSent: 99,
  bytesReceived: 156,
  verified: 0,
  mismatched: 0,
};

const LATENCY: Latency = {
  count: 3,
  minSeconds: 0.000101,
  meanSeconds: 0.00019,
  standardDeviationSeconds: 0.000116,
  maxSeconds: 0.000354,
  percentilesSeconds: { p50: 0.000117, p90: 0.000354, p95: 0.000354, p99: 0.000354, 'p99.9': 0.000354 },
  sumSquaresSeconds2: 1.49206e-7,
  buckets: [
    [100_352, 102_400, 1],
    [114_688, 118_784, 1],
    [352_256, 360_448, 1],
  ],
};

const SETTINGS: RunResult['settings'] = {
  dialect: 'dnsbench',
  commandLine: 'dnsbench -s 192.0.2.1 -d queries.txt',
  server: '192.0.2.1',
  address: '192.0.2.1',
  port: 53,
  mode: 'udp',
  transport: 'mmsg',
  transportReason: '',
  workers: 1,
  sockets: 16,
  outstanding: 100,
  timeoutSeconds: 5,
  load: { kind: 'closed' },
  files: ['queries.txt'],
  queries: 3,
  receiveBufferBytes: 4_194_304,
  sendBufferBytes: 212_992,
  timestamps: 'user',
  gso: true,
};

/** Three queries, each answered with another rcode, in one pass; every figure is written out. */
export const PLAIN_RESULT: RunResult = {
  version: 1,
  tool: { name: 'dnsbench', version: '0.1.0' },
  runId: '4d6b21f0-55f3-4a39-8f0a-b2f6a6c0a0f1',
  hosts: ['lab1.example'],
  // Sat Dec  7 15:15:58 2019 UTC
  startedAtSeconds: 1575731758.9,
  finishedAtSeconds: 1575731759,
  windowSeconds: 0.001369,
  drainSeconds: 0,
  endedBy: 'end-of-input',
  passes: 1,
  qps: 2191.38057,
  summedWorkerQps: 2191.38057,
  lossRatio: 0,
  totals: TOTALS,
  rcodes: { REFUSED: 1, NOERROR: 1, NXDOMAIN: 1 },
  latency: LATENCY,
  latencyByRcode: {},
  intervals: [],
  workers: [],
  clientLimits: [],
  warnings: [],
  mismatches: [],
  settings: SETTINGS,
};

/** The plain result with other totals and settings. */
export function plainResult({
  totals,
  settings,
  ...changes
}: Omit<Partial<RunResult>, 'totals' | 'settings'> & {
  readonly totals?: Partial<Totals>;
  readonly settings?: Partial<RunResult['settings']>;
} = {}): RunResult {
  return {
    ...PLAIN_RESULT,
    ...changes,
    totals: { ...TOTALS, ...totals },
    settings: { ...SETTINGS, ...settings },
  };
}

/** Latency of a run in which nothing was answered. */
export const NO_LATENCY: Latency = {
  count: 0,
  minSeconds: 0,
  meanSeconds: 0,
  standardDeviationSeconds: 0,
  maxSeconds: 0,
  percentilesSeconds: { p50: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0 },
  sumSquaresSeconds2: 0,
  buckets: [],
};

/** The eleventh second of a run: 1,000 answers, 10 timeouts. */
export const PLAIN_INTERVAL: Interval = {
  fromSeconds: 10,
  toSeconds: 11,
  sent: 1015,
  answered: 1000,
  timedOut: 10,
  rcodes: { NOERROR: 900, SERVFAIL: 100 },
  outstanding: 5,
  meanSeconds: 0.001,
  percentilesSeconds: { p50: 0.00101, p90: 0.002, p95: 0.002, p99: 0.00202, 'p99.9': 0.00202 },
  maxSeconds: 0.002048,
  buckets: [
    [983_040, 1_015_808, 900],
    [1_998_848, 2_064_384, 100],
  ],
};
