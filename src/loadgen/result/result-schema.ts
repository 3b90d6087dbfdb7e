import { z } from 'zod';
import { capitalised } from '../../text/capitalised.ts';
import { PERCENTILE_NAMES } from '../stats/latency-summary.ts';
import { ledgerSchema } from './ledger-schema.ts';
import { isRcodeLabel } from './rcode.ts';
import { RESULT_VERSION, type RunResult } from './run-result.ts';
import { stackSchema } from './stack-schema.ts';
import { TOTAL_TEXTS } from './total-texts.ts';
import { TOTAL_NAMES, type TotalName } from './totals.ts';

const count = z.int().nonnegative();
const seconds = z.number().nonnegative();
const rate = z.number().nonnegative();
const ratio = z.number().nonnegative();
const text = z.string();

function record<Name extends string, Value extends z.ZodType>(names: readonly Name[], value: Value) {
  return z.object(Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>);
}

const percentiles = record(PERCENTILE_NAMES, seconds).meta({
  description: 'By nearest rank in the histogram: at most 3.2 % from the true one.',
});
const totals = z
  .object(
    Object.fromEntries(
      TOTAL_NAMES.map((name) => [
        name,
        count.meta({ description: `${capitalised(TOTAL_TEXTS[name].meaning)}.` }),
      ]),
    ) as Record<TotalName, typeof count>,
  )
  .meta({ description: 'Queries and what became of them: sent = answered + timedOut + interrupted.' });
const rcode = z.string().refine(isRcodeLabel, { error: 'is not the name of a response code' });
const rcodes = z.record(rcode, count).meta({
  description: "Answers by the response code's mnemonic (RFC 6895); RCODE12 where there is none.",
});
const nanoseconds = z.number().nonnegative();
const buckets = z.array(z.tuple([nanoseconds, nanoseconds, count])).meta({
  description: 'Histogram: low and high bound in nanoseconds, and how often; empty buckets are left out.',
});

const moments = z.object({
  count,
  minSeconds: seconds,
  meanSeconds: seconds,
  standardDeviationSeconds: seconds,
  maxSeconds: seconds,
});
const latency = moments.extend({ percentilesSeconds: percentiles, sumSquaresSeconds2: z.number(), buckets });

const interval = z.object({
  fromSeconds: z.number().meta({ description: 'From the start of the window.' }),
  toSeconds: z.number(),
  sent: count,
  answered: count,
  timedOut: count,
  rcodes,
  outstanding: count.meta({ description: 'Without an answer at the end of the interval.' }),
  meanSeconds: seconds,
  percentilesSeconds: percentiles,
  maxSeconds: seconds,
  buckets,
});

const worker = z.object({
  worker: count,
  host: text,
  sent: count,
  answeredInWindow: count,
  timedOut: count,
  qps: rate,
  cpuRatio: ratio.meta({ description: 'Share of one core during the window.' }),
  runQueueWaitRatio: ratio.meta({ description: 'Share of the window that another thread had the core.' }),
});

const load = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('closed') }),
  z.object({ kind: z.literal('rate'), qps: rate }),
  z.object({ kind: z.literal('ramp'), fromQps: rate, toQps: rate, seconds }),
  z.object({ kind: z.literal('find-max'), fromQps: rate, maxLossRatio: ratio }),
]);

const settings = z.object({
  dialect: z.enum(['dnsbench', 'queryperf', 'dnsperf']),
  commandLine: text.meta({ description: 'As given, secrets left out.' }),
  server: text,
  address: text,
  port: count,
  mode: z.enum(['udp', 'tcp', 'dot']),
  transport: z.enum(['mmsg', 'dgram', 'stream']),
  transportReason: text.meta({ description: 'Why not the one that was wanted; empty: it is.' }),
  workers: count,
  sockets: count.meta({ description: 'Of each worker.' }),
  outstanding: count.meta({ description: 'Most queries without an answer, of each worker.' }),
  timeoutSeconds: seconds,
  durationSeconds: seconds.exactOptional(),
  runs: count.exactOptional(),
  load,
  files: z.array(text),
  segment: z
    .object({ index: count, count })
    .exactOptional()
    .meta({ description: 'What part of the input was sent, of several; absent: all of it.' }),
  queries: count,
  receiveBufferBytes: count,
  sendBufferBytes: count,
  timestamps: z.enum(['user', 'kernel']),
  gso: z.boolean(),
});

/** What a result has to be as JSON; fields beyond these are allowed and passed over. */
export const resultSchema = z
  .object({
    version: z.literal(RESULT_VERSION),
    tool: z.object({ name: z.literal('dnsbench'), version: text }),
    runId: text,
    hosts: z.array(text).min(1).meta({ description: 'That sent; more than one after a merge.' }),
    startedAtSeconds: z.number().meta({ description: 'Epoch seconds at which the window opened.' }),
    finishedAtSeconds: z.number().meta({ description: 'Epoch seconds at which the drain was over.' }),
    windowSeconds: seconds.meta({ description: 'What rates are over; the drain lies outside.' }),
    drainSeconds: seconds,
    endedBy: z.enum(['time-limit', 'end-of-input', 'found-max', 'interrupted']),
    passes: count,
    qps: rate.meta({ description: 'Answers within the window, over the window.' }),
    summedWorkerQps: rate.meta({
      description: "Sum of the workers' answers over the time from their first query to their last answer.",
    }),
    lossRatio: ratio.meta({ description: 'Timed out of sent.' }),
    totals,
    rcodes,
    latency: latency.meta({ description: 'From the actual sending; queries that timed out are not in it.' }),
    intendedLatency: latency
      .meta({ description: 'From when the schedule meant to send; open loop only.' })
      .exactOptional(),
    latencyByRcode: z.record(rcode, latency),
    intervals: z.array(interval),
    workers: z.array(worker),
    connections: z
      .object({ tried: count, made: count, lost: count, latency: moments })
      .meta({ description: 'TCP and DoT only; latency is from the first SYN to ready for queries.' })
      .exactOptional(),
    kernel: z
      .object({ udpInErrors: count, udpReceiveBufferErrors: count, udpSendBufferErrors: count })
      .meta({ description: "Growth of the host's counters of /proc/net/snmp during the run." })
      .exactOptional(),
    clientLimits: z.array(
      z.object({
        kind: z.enum(['cpu', 'receive-buffer', 'send-errors', 'not-sent', 'run-queue', 'outstanding']),
        text,
      }),
    ),
    warnings: z.array(text),
    countedBy: z
      .object({ what: z.enum(['nsid', 'answer']), counts: z.array(z.tuple([text, count])), others: count })
      .exactOptional(),
    mismatches: z.array(text),
    findMax: z
      .object({
        qps: rate,
        steps: z.array(z.object({ qps: rate, lossRatio: ratio, sentRatio: ratio, good: z.boolean() })),
      })
      .exactOptional(),
    ledger: ledgerSchema.exactOptional(),
    stack: stackSchema.exactOptional(),
    settings,
  })
  .meta({
    title: 'Result of dnsbench',
    description: 'One run of dnsbench, or several merged: the document of dnsbench --json.',
  });

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Read = Frozen<z.output<typeof resultSchema>>;
type Identical<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
    ? true
    : ['schema and type differ', A, B];

/** Does not compile where schema and type differ, be it by an optional field. */
export const SCHEMA_IS_THE_TYPE: Identical<Read, Frozen<RunResult>> = true;
