import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANSWER, Slots } from '../../../src/loadgen/worker/slots.ts';

/** A run takes most ids of a socket first, so it costs more than others do. */
const RUNS = Math.ceil(Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000) / 10);
const IDS = 65_536;
/** Ids of socket 0 below this are in flight throughout: the six others come round again and again. */
const STANDING = IDS - 6;
const CAPACITY = STANDING + 8;
const TIMEOUT_US = 10;

type Past = 'never' | 'answered' | 'late';
const PAST = { never: ANSWER.unexpected, answered: ANSWER.duplicate, late: ANSWER.late };

interface Id {
  readonly socket: number;
  readonly id: number;
  past: Past;
  isResting: boolean;
  restUntilUs: number;
}

interface InFlight {
  readonly slot: number;
  readonly of: Id;
}

/** What slots should do, said in the simplest way. */
class Model {
  readonly #ids = [
    Array.from({ length: IDS - STANDING }, (_none, place) => newId(0, STANDING + place)),
    Array.from({ length: 100 }, (_none, id) => newId(1, id)),
  ] as const;
  /** Place of the id to try first. */
  readonly next = [0, 0];
  inFlight: InFlight[] = [];

  all(): Id[] {
    return this.#ids.flat();
  }

  /** The id that the next query of a socket gets. */
  freeId(socket: 0 | 1): Id | undefined {
    const ids = this.#ids[socket];
    const next = this.next[socket] ?? 0;
    return [...ids.slice(next), ...ids.slice(0, next)].find(
      (one) => !one.isResting && !this.inFlight.some(({ of }) => of === one),
    );
  }

  setNext(of: Id, offset: number): void {
    const ids = this.#ids[of.socket === 0 ? 0 : 1];
    this.next[of.socket] = (ids.indexOf(of) + offset) % ids.length;
  }

  end(one: InFlight, past: Past): void {
    this.inFlight = this.inFlight.filter((other) => other !== one);
    one.of.past = past;
  }
}

function newId(socket: number, id: number): Id {
  return { socket, id, past: 'never', isResting: false, restUntilUs: 0 };
}

const step = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('take' as const) },
    { weight: 5, arbitrary: fc.constantFrom('answered' as const, 'timedOut' as const, 'refused' as const) },
    { weight: 3, arbitrary: fc.constantFrom('undo' as const, 'wake' as const) },
    { weight: 1, arbitrary: fc.constantFrom('forget' as const) },
  ),
  n: fc.nat(15),
});

test('slots do what a simple model of them does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const slots = new Slots(CAPACITY, 2, () => 0);
      for (let taken = 0; taken < STANDING; taken++) slots.take(0);
      const { oldest } = slots;
      const model = new Model();
      let nowUs = 0;
      /** Queries of the batch that is being made, which may be taken back. */
      let batch: InFlight[] = [];

      const act = {
        take: (n: number) => {
          const socket = n % 3 === 0 ? 1 : 0;
          const of = model.inFlight.length === CAPACITY - STANDING ? undefined : model.freeId(socket);
          const slot = slots.take(socket);
          expect(slot < 0).toBe(of === undefined);
          if (of === undefined) return;
          expect([slots.socketOf(slot), slots.idOf(slot)]).toEqual([of.socket, of.id]);
          model.setNext(of, 1);
          model.inFlight.push({ slot, of });
          batch.push({ slot, of });
        },
        undo: () => {
          const newest = batch.pop();
          const one = model.inFlight.at(-1);
          if (newest === undefined || one === undefined) return;
          slots.undo(newest.slot);
          model.end(one, newest.of.past);
          model.setNext(newest.of, 0);
        },
        answered: (n: number) => end(n, (one) => slots.answered(one.slot), 'answered'),
        refused: (n: number) => end(n, (one) => slots.refused(one.slot), undefined),
        timedOut: (n: number) =>
          end(
            n,
            (one) => {
              slots.timedOut(one.slot, nowUs + TIMEOUT_US);
              Object.assign(one.of, { isResting: true, restUntilUs: nowUs + TIMEOUT_US });
            },
            'late',
          ),
        wake: (n: number) => {
          nowUs += n;
          slots.wake(nowUs);
          for (const id of model.all()) if (id.restUntilUs <= nowUs) id.isResting = false;
        },
        forget: () => {
          if (slots.countOf(1) > 0) return;
          slots.forget(1);
          for (const id of model.all())
            if (id.socket === 1) Object.assign(id, { past: 'never', isResting: false });
        },
      };
      const end = (n: number, finish: (one: InFlight) => void, past: Past | undefined) => {
        const one = model.inFlight[n % Math.max(1, model.inFlight.length)];
        if (one === undefined) return;
        finish(one);
        model.end(one, past ?? one.of.past);
      };

      for (const { kind, n } of steps) {
        act[kind](n);
        if (kind !== 'take' && kind !== 'undo') batch = [];
        expect(slots.count).toBe(STANDING + model.inFlight.length);
        expect(slots.countOf(1)).toBe(model.inFlight.filter(({ of }) => of.socket === 1).length);
        for (const one of model.all()) {
          const slot = model.inFlight.find(({ of }) => of === one)?.slot;
          if (slots.find(one.socket, one.id) !== (slot ?? PAST[one.past]))
            expect({ ...one, found: slots.find(one.socket, one.id) }).toBe(slot ?? PAST[one.past]);
        }
      }
      expect(slots.oldest).toBe(oldest);
      const order: number[] = [];
      while (slots.oldest >= 0) {
        order.push(slots.oldest);
        slots.answered(slots.oldest);
      }
      expect(order.slice(STANDING)).toEqual(model.inFlight.map(({ slot }) => slot));
    }),
    { numRuns: RUNS },
  );
}, 60_000);
