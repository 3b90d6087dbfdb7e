import { countText, numberText, percentText, wholePercentText } from './figure-text.ts';
import type { ClientLimit, Interval, RunResult, Totals, WorkerResult } from './run-result.ts';

/** What is known of this host's part in a run. */
export interface ClientReading {
  readonly workers: readonly WorkerResult[];
  readonly totals: Totals;
  readonly intervals: readonly Interval[];
  readonly settings: RunResult['settings'];
  readonly kernel?: RunResult['kernel'];
  readonly findMax?: RunResult['findMax'];
}

/** From this share of a core on a worker may have sent and read later than it should have. */
const BUSY_CPU_RATIO = 0.9;
/** From this share of the window on the wait for a core is part of the latencies. */
const LONG_WAIT_RATIO = 0.1;
/** A schedule counts as kept if no more than this share of it was not sent. */
const NOT_SENT_RATIO = 0.001;
/** find-max tries rates beyond what can be reached: only a step that missed by more than this tells of a limit. */
const STEP_SENT_RATIO = 0.99;

/** One kind of limit; the text follows `client limited: ` and ends with what to do. */
const RULES: readonly {
  readonly kind: ClientLimit['kind'];
  readonly text: (reading: ClientReading) => string | undefined;
}[] = [
  { kind: 'cpu', text: cpu },
  { kind: 'receive-buffer', text: receiveBuffer },
  { kind: 'send-errors', text: sendErrors },
  { kind: 'not-sent', text: notSent },
  { kind: 'outstanding', text: outstanding },
  { kind: 'run-queue', text: runQueue },
];

/** Why the figures of a run may tell about this host rather than about the server. */
export function clientLimits(reading: ClientReading): ClientLimit[] {
  return RULES.flatMap(({ kind, text }) => {
    const limit = text(reading);
    return limit === undefined ? [] : [{ kind, text: `client limited: ${limit}` }];
  });
}

function cpu({ workers }: ClientReading): string | undefined {
  const busy = worst(workers, ({ cpuRatio }) => cpuRatio, BUSY_CPU_RATIO);
  if (busy === undefined) return undefined;
  const advice = 'give it more --workers where there are free cores, or another host with dnsbench merge';
  return `CPU ${wholePercentText(busy.first.cpuRatio)} of ${busy.who}; ${advice}`;
}

function receiveBuffer({ totals, kernel, settings }: ClientReading): string | undefined {
  const advice = `raise it with -b (it is ${countText(settings.receiveBufferBytes / 1024)} KiB) and net.core.rmem_max, or lower -q`;
  if (totals.socketDrops > 0) {
    return `receive buffer overflowed ${times(totals.socketDrops)}; ${advice}`;
  }
  // Only node:dgram does not tell what its own sockets lost. The kernel's counter is of the whole host: it may have
  // been another program, and there is no telling.
  const ofHost = settings.transport === 'dgram' ? (kernel?.udpReceiveBufferErrors ?? 0) : 0;
  return ofHost > 0
    ? `receive buffers of this host, not surely ours, overflowed ${times(ofHost)}; ${advice}`
    : undefined;
}

function sendErrors({ totals }: ClientReading): string | undefined {
  if (totals.sendErrors === 0) return undefined;
  return `the kernel refused to send ${times(totals.sendErrors)}; raise the send buffer with -b, or lower -q or the rate`;
}

function notSent(reading: ClientReading): string | undefined {
  const { totals, settings, findMax } = reading;
  if (settings.load.kind === 'find-max') return stepNotSent(findMax);
  const ratio = totals.notSent / (totals.sent + totals.notSent);
  if (!(ratio > NOT_SENT_RATIO)) return undefined;
  const share = `${percentText(ratio)} of the schedule`;
  return `${countText(totals.notSent)} queries (${share}) could not be sent in time; give it more --workers or -q, or a lower rate`;
}

function stepNotSent(findMax: RunResult['findMax']): string | undefined {
  const steps = findMax?.steps ?? [];
  const [short] = steps.filter(({ sentRatio }) => sentRatio < STEP_SENT_RATIO).sort((a, b) => a.qps - b.qps);
  if (short === undefined) return undefined;
  const rate = `${numberText(short.qps)} qps`;
  return `at ${rate} only ${wholePercentText(short.sentRatio)} of the schedule could be sent, so the maximum may be higher; give it more --workers or -q`;
}

/** With a closed loop all places are meant to be taken; find-max takes them on purpose. */
function outstanding({ intervals, settings }: ClientReading): string | undefined {
  if (settings.load.kind === 'closed' || settings.load.kind === 'find-max') return undefined;
  const places = settings.outstanding * settings.workers;
  const full = intervals.filter((interval) => interval.outstanding >= places).length;
  if (full === 0) return undefined;
  const when = `at the end of ${countText(full)} of ${countText(intervals.length)} intervals`;
  return `all ${countText(places)} places for queries without an answer were taken ${when}; raise -q`;
}

function runQueue({ workers }: ClientReading): string | undefined {
  const waiting = worst(workers, (worker) => worker.runQueueWaitRatio, LONG_WAIT_RATIO);
  if (waiting === undefined) return undefined;
  const share = wholePercentText(waiting.first.runQueueWaitRatio);
  return `another thread had the core ${share} of the time of ${waiting.who}; keep other work off this host or lower --workers`;
}

interface Worst {
  readonly first: WorkerResult;
  /** `worker 2`, `worker 2 and 3 more` */
  readonly who: string;
}

/** The worker with the highest share of those that reach a limit. */
function worst(
  workers: readonly WorkerResult[],
  share: (worker: WorkerResult) => number,
  limit: number,
): Worst | undefined {
  const [first, ...others] = workers
    .filter((worker) => share(worker) >= limit)
    .sort((a, b) => share(b) - share(a));
  if (first === undefined) return undefined;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return { first, who: `worker ${first.worker}${more}` };
}

function times(count: number): string {
  return count === 1 ? 'once' : `${countText(count)} times`;
}
