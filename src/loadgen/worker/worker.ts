import { randomBytes } from 'node:crypto';
import { Pacer } from '../load/pacer.ts';
import { scheduleOf } from '../load/schedule.ts';
import type { TransportName } from '../settings.ts';
import { createQueryShape } from '../shaping/create-query-shape.ts';
import type { QueryShape } from '../shaping/query-shape.ts';
import { AT } from '../stats/worker-counters.ts';
import { viewStats } from '../stats/worker-stats.ts';
import { openDgramTransport } from '../transport/dgram/dgram-transport.ts';
import { socketCount } from '../transport/lane-numbers.ts';
import { loadLibc } from '../transport/mmsg/libc.ts';
import { openMmsgTransport } from '../transport/mmsg/mmsg-transport.ts';
import { openStreamTransport } from '../transport/stream/stream-transport.ts';
import { SEND_BATCH, type Transport, type TransportContext } from '../transport/transport.ts';
import { type AnswerInspector, createAnswerInspector } from '../verify/answer-inspector.ts';
import { createExpectationLookup } from '../verify/expectation-lookup.ts';
import { Engine, type Observer } from './engine.ts';
import { EventOutbox } from './event-outbox.ts';
import { LossRecorder, type LossRecorderOptions } from './loss-recorder.ts';
import { Messages } from './messages.ts';
import { QueryCursor } from './query-cursor.ts';
import { createRunClock } from './run-clock.ts';
import { RunControl } from './run-control.ts';
import { runTransport } from './run-transport.ts';
import { Slots } from './slots.ts';
import { createUsageMeter } from './thread-usage.ts';
import type { WorkerData, WorkerMessage } from './worker-data.ts';

/** Time between two looks at what is measured now and then. */
const TICK_US = 250_000;
/** Runs of lost queries that are kept of all workers together. */
const MAX_LOSS_RUNS = 1_000_000;

const OPENERS: Readonly<
  Record<TransportName, (context: TransportContext, data: WorkerData) => Promise<Transport>>
> = {
  mmsg: async (context) => openMmsgTransport(loadLibc(), context),
  dgram: (context) => openDgramTransport(context),
  stream: (context, { stream }) =>
    stream === undefined
      ? Promise.reject(new RangeError('a stream has no plan'))
      : openStreamTransport(context, stream),
};

/** Sends and receives one worker's part of a run. Never throws: what goes wrong is a message. */
export async function runWorker(data: WorkerData, post: (message: WorkerMessage) => void): Promise<void> {
  try {
    const { context, transport, finish } = await openWorker(data, post);
    post({ kind: 'ready' });
    await runTransport(context, transport);
    post(finish());
  } catch (error) {
    post({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });
  }
}

async function openWorker(data: WorkerData, post: (message: WorkerMessage) => void) {
  const { settings, pool, plan, worker } = data;
  const { workers, shaping } = settings;
  const stats = viewStats(data.statsMemory);
  const control = new RunControl(data.controlMemory);
  const clock = createRunClock();
  const shape = createQueryShape(shaping, { randomBytes, seed: randomBytes(4).readUInt32LE() });
  const places = Math.max(...plan.stages.map(({ outstanding }) => outstanding));
  const slots = new Slots(places, socketCount(plan), Math.random);
  const messages = new Messages(pool, shape, places);
  const cursor = new QueryCursor(pool, { worker, workers, runs: data.runs });
  const outbox = new EventOutbox(post, data.backlogMemory);
  const inspector = createInspector(data);
  const recorder = createLossRecorder(data, { slots, places, startUs: () => control.startUs });
  const observer = createObserver(data, {
    slots,
    outbox,
    inspector,
    recorder,
    learn: shape.learn,
    counters: stats.counters,
  });
  const pacer = createPacer(data);
  const engine = new Engine(
    { stats, slots, messages, cursor, control, pacer, observer, stages: plan.stages },
    SEND_BATCH,
  );
  const measure = createUsageMeter(stats.counters, clock, control);
  let nextTickUs = 0;
  const context: TransportContext = {
    engine,
    slots,
    messages,
    cursor,
    control,
    clock,
    pool,
    shape,
    counters: stats.counters,
    plan,
    warn: (text) => post({ kind: 'warning', text }),
    tick: (nowUs) => {
      if (nowUs < nextTickUs) return false;
      nextTickUs = nowUs + TICK_US;
      if (engine.isSending(nowUs)) measure();
      outbox.flush();
      return true;
    },
  };
  const transport = await OPENERS[data.transport](context, data);
  return {
    context,
    transport,
    finish: (): WorkerMessage => {
      if (stats.counters[AT.usageNs] === 0) measure();
      outbox.flush();
      return {
        kind: 'finished',
        ...(inspector?.counts() ?? { counts: [], others: 0 }),
        mismatches: inspector?.mismatches() ?? [],
        ...(recorder && { losses: recorder.finish(stats.counters[AT.interrupted] ?? 0) }),
      };
    },
  };
}

function createPacer({ settings, worker }: WorkerData): Pacer | undefined {
  const schedule = scheduleOf(settings.load);
  return schedule && new Pacer({ schedule, worker, workers: settings.workers });
}

/** @returns undefined where no answer is looked into */
function createInspector(data: WorkerData): AnswerInspector | undefined {
  const { settings, pool } = data;
  if (!settings.verify && settings.countBy === 'nothing') return undefined;
  return createAnswerInspector({
    pool,
    countBy: settings.countBy,
    verify: settings.verify,
    prefixLength: settings.shaping.prefix?.length ?? 0,
    expectationOf: createExpectationLookup({
      pool,
      ...(data.expectations && { lines: data.expectations }),
      ...(data.expectationsFile && { file: data.expectationsFile }),
    }),
  });
}

/** @returns undefined where losses are only counted */
function createLossRecorder(
  { settings, plan, worker }: WorkerData,
  own: Pick<LossRecorderOptions, 'slots' | 'places' | 'startUs'>,
): LossRecorder | undefined {
  if (!settings.ledger) return undefined;
  const flows = plan.targets.length * plan.sockets;
  return new LossRecorder({
    ...own,
    worker,
    flows,
    socketsEach: socketCount(plan) / flows,
    localPort: plan.localPort,
    batch: SEND_BATCH,
    maxRuns: Math.floor(MAX_LOSS_RUNS / settings.workers),
  });
}

/** Who wants to know of single queries; nobody, in most runs, and then they cost nothing. */
function createObserver(
  { perQuery, settings }: WorkerData,
  parts: {
    readonly slots: Slots;
    readonly outbox: EventOutbox;
    readonly inspector: AnswerInspector | undefined;
    readonly recorder: LossRecorder | undefined;
    readonly learn: QueryShape['learn'];
    readonly counters: Float64Array;
  },
): Observer {
  const { slots, outbox, inspector, recorder, learn, counters } = parts;
  const count = (counter: number) => {
    counters[counter] = (counters[counter] ?? 0) + 1;
  };
  const answered: NonNullable<Observer['answered']> = (slot, message, rcode, latencyUs) => {
    const query = slots.query[slot] ?? 0;
    learn?.(message);
    const isExpected = inspector?.inspect(message, query) ?? true;
    if (settings.verify) count(AT.verified);
    if (!isExpected) count(AT.mismatched);
    recorder?.answered(slot, latencyUs, inspector?.lastOrigin);
    if (perQuery) outbox.add({ kind: 'answered', query, id: slots.idOf(slot), rcode, latencyUs }, false);
  };
  const isWanted = [inspector, recorder, learn].some((one) => one !== undefined);
  return {
    ...(recorder && { sent: (batch, from, to) => recorder.sent(batch, from, to) }),
    ...((perQuery || isWanted) && { answered }),
    timedOut: (slot) => {
      recorder?.lost(slot);
      const query = slots.query[slot] ?? 0;
      outbox.add({ kind: 'timed-out', query, id: slots.idOf(slot) }, !perQuery);
    },
  };
}
