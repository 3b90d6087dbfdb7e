import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EngineBench, engineBench, questionOf, START_US, stage } from '../support/engine-bench.ts';
import { poolOf } from '../support/pool.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
const POOL = poolOf(...['a.test', 'bb.test', 'ccc.test'].map((name) => questionOf(name)));

/** How a batch fares: the order that its transport gives it, queries sent, refused, and whether the rest finds no room. */
const fate = fc.record({
  wanted: fc.integer({ min: 1, max: 10 }),
  order: fc.constantFrom('as filled' as const, 'reversed' as const, 'by slot' as const),
  events: fc.array(fc.constantFrom('sent' as const, 'refused' as const), { maxLength: 10 }),
});
type Fate = typeof fate extends fc.Arbitrary<infer Value> ? Value : never;

/** Sends a batch as a transport does. @returns the slots that were sent, and the queries that were dealt with */
function sendBatch(bench: EngineBench, nowUs: number, { wanted, order, events }: Fate, socket = 0) {
  const { engine, slots } = bench;
  const filled = engine.fill(socket, Math.min(wanted, engine.budget(nowUs)));
  if (order === 'reversed') engine.batch.subarray(0, filled).reverse();
  if (order === 'by slot') engine.batch.subarray(0, filled).sort();
  const dealtWith = Math.min(filled, events.length);
  const sent: number[] = [];
  const queries: number[] = [];
  for (let place = 0; place < dealtWith; place++) {
    const slot = engine.batch[place] ?? -1;
    queries.push(slots.query[slot] ?? -1);
    if (events[place] === 'refused') engine.refuse(place);
    else {
      engine.confirm(place, place + 1, nowUs, nowUs);
      sent.push(slot);
    }
  }
  if (dealtWith < filled) engine.undoFrom(dealtWith);
  return { sent, queries };
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), fate, socket: fc.nat(1) }),
  fc.record({
    kind: fc.constant('receive' as const),
    n: fc.nat(30),
    harm: fc.constantFrom('none', 'none', 'none', 'question', 'query', 'short', 'socket'),
  }),
  fc.record({ kind: fc.constant('wait' as const), us: fc.nat(400) }),
);

test('every query that was sent ends as exactly one of answered, timed out or interrupted', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.boolean(), (steps, isPaced) => {
      const bench = engineBench({
        pool: POOL,
        runs: 20,
        sockets: 2,
        stages: [stage({ outstanding: 12, timeoutUs: 500 })],
        ...(isPaced && { qps: 20_000, stopUs: START_US + 10_000 }),
      });
      const { engine, slots } = bench;
      let nowUs = START_US;
      /** All that was ever sent: its answer, its socket, and what came of it. */
      const sendings: { message: Uint8Array; socket: number; slot: number; atUs: number; end: string }[] = [];
      const wanted = { answered: 0, timedOut: 0, late: 0, duplicate: 0, unexpected: 0 };
      const strays = { wrongQuestion: 0, malformed: 0 };

      for (const each of steps) {
        if (each.kind === 'send') {
          const { sent } = sendBatch(bench, nowUs, each.fate, each.socket);
          for (const slot of sent)
            sendings.push({
              message: bench.answerTo(slot).slice(),
              socket: each.socket,
              slot,
              atUs: nowUs,
              end: 'none',
            });
        } else if (each.kind === 'wait') {
          nowUs += each.us;
          engine.expire(nowUs);
          for (const one of sendings)
            if (one.end === 'none' && nowUs - one.atUs >= 500) {
              one.end = 'timedOut';
              wanted.timedOut++;
            }
        } else {
          const one = sendings[each.n % Math.max(1, sendings.length)];
          if (one === undefined) continue;
          const message = one.message.slice(0, each.harm === 'short' ? 11 : undefined);
          if (each.harm === 'query') message[2] = 1;
          if (each.harm === 'question') message[13] = 0x7a;
          if (each.harm === 'socket') {
            // Ids of both sockets begin with 0: the other one may have a query in flight with this id.
            message[0] = 0xff;
            wanted.unexpected++;
          } else if (each.harm === 'query' || each.harm === 'short') strays.malformed++;
          else if (one.end === 'answered') wanted.duplicate++;
          else if (one.end === 'timedOut') wanted.late++;
          else if (each.harm === 'question') strays.wrongQuestion++;
          else {
            one.end = 'answered';
            wanted.answered++;
          }
          bench.receive(message, nowUs, one.socket);
        }
        const { sent = 0, answered = 0, timedOut = 0 } = bench.counts();
        expect(sent).toBe(sendings.length);
        expect(sent).toBe(answered + timedOut + slots.count);
        const inFlight = sendings.filter(({ end }) => end === 'none');
        // Those of one batch left at one moment, in whatever order.
        const oldest = inFlight.find(({ slot }) => slot === slots.oldest);
        expect([slots.count, oldest?.atUs]).toEqual([inFlight.length, inFlight[0]?.atUs]);
      }
      engine.finish();
      const { sent = 0, answered = 0, timedOut = 0, interrupted = 0 } = bench.counts();
      expect(sent).toBe(answered + timedOut + interrupted);
      const counted = { ...wanted, ...strays };
      for (const [name, count] of Object.entries(counted))
        expect([name, bench.count(name as keyof typeof counted)]).toEqual([name, count]);
    }),
    { numRuns: RUNS },
  );
});

test('all workers together deal with each query once a pass, whatever the kernel takes at a time', () => {
  const input = fc.record({
    workers: fc.integer({ min: 1, max: 5 }),
    queries: fc.integer({ min: 1, max: 12 }),
    runs: fc.integer({ min: 1, max: 4 }),
    order: fc.option(fc.array(fc.nat(11), { minLength: 1, maxLength: 20 }), { nil: undefined }),
    stages: fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 3 }),
    fates: fc.array(fate, { minLength: 1, maxLength: 40 }),
  });
  fc.assert(
    fc.property(input, ({ workers, queries, runs, order, stages, fates }) => {
      const names = Array.from({ length: queries }, (_none, query) => `q${query}.test`);
      const places = order?.map((query) => query % queries);
      const firstQueries = stages.filter((query) => query < queries).sort((a, b) => a - b);
      const pool = {
        ...poolOf(...names.map((name) => questionOf(name))),
        ...(places && { order: Uint32Array.from(places) }),
        stages: firstQueries.map((firstQuery) => ({ firstQuery })),
      };
      const plans = [0, ...firstQueries].map(() => stage());
      const dealtWith: number[] = [];
      for (let worker = 0; worker < workers; worker++) {
        const bench = engineBench({ pool, runs, worker, workers, stages: plans });
        // Each fate in turn; one that sends all ends it.
        for (let turn = 0; bench.engine.isSending(START_US); turn++) {
          const sure: Fate = { wanted: 3, order: 'reversed', events: ['sent', 'sent', 'sent'] };
          const { sent, queries: some } = sendBatch(bench, START_US, fates[turn] ?? sure);
          dealtWith.push(...some);
          for (const slot of sent) bench.receive(bench.answerTo(slot), START_US);
        }
        const { sent = 0, sendErrors = 0, answered = 0 } = bench.counts();
        const total = runs * (places?.length ?? queries);
        expect(sent + sendErrors).toBe(Math.ceil((total - worker) / workers) || 0);
        expect(answered).toBe(sent);
      }
      const pass = places ?? names.map((_name, query) => query);
      const all = Array.from({ length: runs }, () => pass).flat();
      expect(dealtWith.sort((a, b) => a - b)).toEqual(all.sort((a, b) => a - b));
    }),
    { numRuns: RUNS },
  );
});
