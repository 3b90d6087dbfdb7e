import { Pacer } from '../../../src/loadgen/load/pacer.ts';
import { constantSchedule } from '../../../src/loadgen/load/schedule.ts';
import type { QueryPool } from '../../../src/loadgen/queries/query-pool.ts';
import { createQueryShape } from '../../../src/loadgen/shaping/create-query-shape.ts';
import type { ShapingSettings } from '../../../src/loadgen/shaping/shaping-settings.ts';
import { COUNTERS, type CounterName } from '../../../src/loadgen/stats/worker-counters.ts';
import { allocateStats, viewStats, type WorkerStats } from '../../../src/loadgen/stats/worker-stats.ts';
import type { StagePlan } from '../../../src/loadgen/transport/transport.ts';
import { Engine, type Observer } from '../../../src/loadgen/worker/engine.ts';
import { Messages } from '../../../src/loadgen/worker/messages.ts';
import { QueryCursor } from '../../../src/loadgen/worker/query-cursor.ts';
import { allocateControl, RunControl } from '../../../src/loadgen/worker/run-control.ts';
import { Slots } from '../../../src/loadgen/worker/slots.ts';

const BATCH = 8;
const LONGEST_MESSAGE = 1024;

/** An engine and its parts, without a transport and with a clock that the test holds. The run starts at 1,000 µs. */
export interface EngineBench {
  readonly engine: Engine;
  readonly slots: Slots;
  readonly messages: Messages;
  readonly cursor: QueryCursor;
  readonly control: RunControl;
  readonly stats: WorkerStats;
  /** Counters that are not zero, of those that count queries. */
  readonly counts: () => Partial<Record<CounterName, number>>;
  readonly count: (name: CounterName) => number;
  /** Sends so many out of a socket at a moment. @returns their slots */
  readonly send: (count: number, atUs: number, socket?: number) => number[];
  /** The answer that repeats the query of a slot in flight. */
  readonly answerTo: (slot: number) => Uint8Array;
  /** Hands over what was received. */
  readonly receive: (message: Uint8Array, atUs: number, socket?: number) => void;
}

export interface EngineBenchOptions {
  readonly pool: QueryPool;
  readonly runs?: number;
  readonly worker?: number;
  readonly workers?: number;
  readonly sockets?: number;
  readonly stages?: readonly StagePlan[];
  readonly stopUs?: number;
  readonly qps?: number;
  readonly shaping?: Partial<ShapingSettings>;
  readonly observer?: Observer;
}

export const START_US = 1_000;

export function engineBench(options: EngineBenchOptions): EngineBench {
  const { pool, qps, worker = 0, workers = 1, stages = [stage()] } = options;
  const stats = viewStats(allocateStats());
  const control = new RunControl(allocateControl());
  control.start(START_US, options.stopUs ?? Number.POSITIVE_INFINITY);
  const shape = createQueryShape(
    { queryClass: 1, recursionDesired: true, ...options.shaping },
    { randomBytes: (size) => new Uint8Array(size).fill(7), seed: 1 },
  );
  const places = Math.max(...stages.map(({ outstanding }) => outstanding));
  const slots = new Slots(places, options.sockets ?? 1, () => 0);
  const messages = new Messages(pool, shape, places);
  const cursor = new QueryCursor(pool, { worker, workers, runs: options.runs ?? 1 });
  const pacer =
    qps === undefined ? undefined : new Pacer({ schedule: constantSchedule(qps), worker, workers });
  const observer = options.observer ?? {};
  const engine = new Engine({ stats, slots, messages, cursor, control, pacer, observer, stages }, BATCH);
  engine.start();
  const count = (name: CounterName) => stats.counters[COUNTERS.indexOf(name)] ?? 0;
  return {
    engine,
    slots,
    messages,
    cursor,
    control,
    stats,
    count,
    counts: () =>
      Object.fromEntries(
        COUNTERS.filter((name) => !/Ns$|Us$|bytes|passes/.test(name) && count(name) !== 0).map((name) => [
          name,
          count(name),
        ]),
      ),
    send: (wanted, atUs, socket = 0) => {
      const filled = engine.fill(socket, Math.min(wanted, engine.budget(atUs)));
      engine.confirm(0, filled, atUs, atUs);
      return [...engine.batch.subarray(0, filled)];
    },
    answerTo: (slot) => {
      const message = new Uint8Array(LONGEST_MESSAGE);
      const length = messages.copy(slot, slots.query[slot] ?? 0, message, 0);
      message[2] = (message[2] ?? 0) | 0x80;
      return message.subarray(0, length);
    },
    receive: (message, atUs, socket = 0) => {
      // Within a larger memory, as a transport has it.
      const memory = new Uint8Array(message.length + 64).fill(0xff);
      memory.set(message, 16);
      engine.answer(socket, memory, 16, message.length, atUs);
    },
  };
}

export function stage(changes: Partial<StagePlan> = {}): StagePlan {
  return { target: 0, outstanding: 20, timeoutUs: 5_000_000, ...changes };
}

/** Name, type A, class IN. */
export function questionOf(name: string): Uint8Array {
  const labels = name.split('.').filter((label) => label !== '');
  const bytes = labels.flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Uint8Array.of(...bytes, 0, 0, 1, 0, 1);
}
