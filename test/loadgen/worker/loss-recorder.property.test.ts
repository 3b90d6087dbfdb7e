import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disagreements, mergeLosses } from '../../../src/loadgen/ledger/timeline.ts';
import { LossRecorder } from '../../../src/loadgen/worker/loss-recorder.ts';
import { engineBench, questionOf, START_US, stage } from '../support/engine-bench.ts';
import { poolOf } from '../support/pool.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 500);
const POOL = poolOf(questionOf('a.test'));
const SOCKETS = 2;
const STEP_US = 3_000;

/** A batch: how many, in what order it leaves, how many leave at all, and which are answered. */
const batch = fc.record({
  wanted: fc.integer({ min: 1, max: 8 }),
  socket: fc.nat(SOCKETS - 1),
  order: fc.constantFrom('as filled' as const, 'reversed' as const),
  leave: fc.nat(8),
  answered: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
});

test('whatever order queries leave and end in, the record adds up and its runs are those of the flows', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(fc.array(fc.array(batch, { maxLength: 30 }), { maxLength: 3 }), (workers) => {
      const counted = { sent: 0, answered: 0, timedOut: 0, interrupted: 0 };
      const wantedRuns: number[] = [];
      const losses = workers.map((batches, worker) => {
        let recorder: LossRecorder | undefined;
        const bench = engineBench({
          pool: POOL,
          runs: 1_000,
          sockets: SOCKETS,
          stages: [stage({ timeoutUs: 20_000 })],
          observer: {
            sent: (slots, from, to) => recorder?.sent(slots, from, to),
            answered: (slot, _message, _rcode, latencyUs) => recorder?.answered(slot, latencyUs, undefined),
            timedOut: (slot) => recorder?.lost(slot),
          },
        });
        recorder = new LossRecorder({
          slots: bench.slots,
          places: 20,
          worker,
          flows: SOCKETS,
          socketsEach: 1,
          localPort: 0,
          maxRuns: 1_000,
          batch: 8,
          startUs: () => START_US,
          maxSlices: 16,
        });
        /** Whether each query of a flow was answered, in the order of sending. */
        const fates: boolean[][] = Array.from({ length: SOCKETS }, () => []);
        let nowUs = START_US;
        for (const { wanted, socket, order, leave, answered } of batches) {
          nowUs += STEP_US;
          const { engine } = bench;
          engine.expire(nowUs);
          const filled = engine.fill(socket, Math.min(wanted, engine.budget(nowUs)));
          if (order === 'reversed') engine.batch.subarray(0, filled).reverse();
          const left = Math.min(filled, leave);
          if (left > 0) engine.confirm(0, left, nowUs, nowUs);
          if (left < filled) engine.undoFrom(left);
          for (const [place, slot] of [...engine.batch.subarray(0, left)].entries()) {
            const isAnswered = answered[place] === true;
            fates[socket]?.push(isAnswered);
            if (isAnswered) bench.receive(bench.answerTo(slot), nowUs + 1, socket);
          }
        }
        bench.engine.expire(nowUs + 1_000_000);
        bench.engine.finish();
        for (const flow of fates)
          wantedRuns.push(
            ...flow
              .map((isAnswered) => (isAnswered ? ' ' : 'x'))
              .join('')
              .split(' ')
              .filter((run) => run !== '')
              .map((run) => run.length),
          );
        for (const name of ['sent', 'answered', 'timedOut', 'interrupted'] as const)
          counted[name] += bench.count(name);
        return recorder.finish(bench.count('interrupted'));
      });
      const record = mergeLosses(losses);
      expect(disagreements(record, counted)).toEqual([]);
      expect([...record.runs.lost].sort()).toEqual(wantedRuns.map(Number).sort());
      expect([...record.runs.firstSeconds]).toEqual([...record.runs.firstSeconds].sort((a, b) => a - b));
    }),
    { numRuns: RUNS },
  );
});
