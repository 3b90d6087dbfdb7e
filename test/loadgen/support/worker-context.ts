import { randomBytes } from 'node:crypto';
import { Pacer } from '../../../src/loadgen/load/pacer.ts';
import { constantSchedule } from '../../../src/loadgen/load/schedule.ts';
import type { QueryPool } from '../../../src/loadgen/queries/query-pool.ts';
import { createQueryShape } from '../../../src/loadgen/shaping/create-query-shape.ts';
import type { ShapingSettings } from '../../../src/loadgen/shaping/shaping-settings.ts';
import { COUNTERS, type CounterName } from '../../../src/loadgen/stats/worker-counters.ts';
import { allocateStats, viewStats, type WorkerStats } from '../../../src/loadgen/stats/worker-stats.ts';
import { socketCount } from '../../../src/loadgen/transport/lane-numbers.ts';
import type { SocketPlan, TransportContext } from '../../../src/loadgen/transport/transport.ts';
import { Engine, type Observer } from '../../../src/loadgen/worker/engine.ts';
import { Messages } from '../../../src/loadgen/worker/messages.ts';
import { QueryCursor } from '../../../src/loadgen/worker/query-cursor.ts';
import { createRunClock } from '../../../src/loadgen/worker/run-clock.ts';
import { allocateControl, RunControl } from '../../../src/loadgen/worker/run-control.ts';
import { Slots } from '../../../src/loadgen/worker/slots.ts';

/** What a test wants other than the defaults of {@link makeWorkerContext}. */
export interface WorkerContextOptions {
  /** Names to ask for, type A, as `a.test`. */
  readonly names: readonly string[];
  /** Passes through them. */
  readonly runs?: number;
  readonly outstanding?: number;
  readonly timeoutMs?: number;
  /** Absent: as long as the passes take. */
  readonly durationMs?: number;
  /** Absent: closed loop. */
  readonly qps?: number;
  /** Queries of one batch. */
  readonly batch?: number;
  readonly shaping?: ShapingSettings;
  readonly observer?: Observer;
  /** Where the plan's further stages begin. */
  readonly stages?: QueryPool['stages'];
  readonly plan: Partial<SocketPlan> & Pick<SocketPlan, 'targets'>;
}

/** One worker's parts without its thread. */
export interface WorkerContext extends TransportContext {
  readonly stats: WorkerStats;
  /** What was warned of. */
  readonly warnings: readonly string[];
  /** Counters that are not zero, of those asked for. */
  readonly counts: (...names: CounterName[]) => Partial<Record<CounterName, number>>;
}

/** A worker that is ready to go: its control is started, so a transport's `run` begins at once. */
export function makeWorkerContext(options: WorkerContextOptions): WorkerContext {
  const { names, outstanding = 20, timeoutMs = 1_000, qps } = options;
  const timeoutUs = timeoutMs * 1e3;
  const plan: SocketPlan = {
    sockets: 1,
    localPort: 0,
    localAddress: undefined,
    bufferBytes: 262_144,
    rotation: undefined,
    kernelTimestamps: false,
    answerBytes: 4096,
    gso: true,
    stages: [{ target: 0, outstanding, timeoutUs }],
    ...options.plan,
  };
  const pool = { ...poolOf(names), stages: options.stages ?? [] };
  const stats = viewStats(allocateStats());
  const clock = createRunClock();
  const control = new RunControl(allocateControl());
  const shape = createQueryShape(options.shaping ?? { queryClass: 1, recursionDesired: true }, {
    randomBytes,
    seed: 1,
  });
  const places = Math.max(...plan.stages.map((stage) => stage.outstanding));
  const slots = new Slots(places, socketCount(plan), () => 0);
  const messages = new Messages(pool, shape, places);
  const runs = options.runs ?? (options.durationMs === undefined ? 1 : Number.POSITIVE_INFINITY);
  const cursor = new QueryCursor(pool, { worker: 0, workers: 1, runs });
  const pacer =
    qps === undefined ? undefined : new Pacer({ schedule: constantSchedule(qps), worker: 0, workers: 1 });
  const engine = new Engine(
    {
      stats,
      slots,
      messages,
      cursor,
      control,
      pacer,
      observer: options.observer ?? {},
      stages: plan.stages,
    },
    options.batch ?? 32,
  );
  const startUs = clock();
  control.start(startUs, startUs + (options.durationMs ?? Number.POSITIVE_INFINITY) * 1e3);
  const warnings: string[] = [];
  return {
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
    tick: () => false,
    warn: (text) => void warnings.push(text),
    stats,
    warnings,
    counts: (...wanted) =>
      Object.fromEntries(wanted.map((name) => [name, stats.counters[COUNTERS.indexOf(name)]])),
  };
}

function poolOf(names: readonly string[]): QueryPool {
  const questions = names.map(questionOf);
  const offsets = new Uint32Array(new SharedArrayBuffer((questions.length + 1) * 4));
  let end = 0;
  for (const [query, question] of questions.entries()) {
    end += question.length;
    offsets[query + 1] = end;
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(end));
  bytes.set(Buffer.concat(questions));
  return { count: names.length, questions: bytes, offsets, stages: [] };
}

/** Name, type A, class IN. */
function questionOf(name: string): Uint8Array {
  const labels = name.split('.').filter((label) => label !== '');
  const bytes = labels.flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Uint8Array.of(...bytes, 0, 0, 1, 0, 1);
}
