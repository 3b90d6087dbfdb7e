import { expect, test } from 'vitest';
import { ANSWER, Slots } from '../../../src/loadgen/worker/slots.ts';

const IDS = 65_536;

/** Slots whose sockets begin with an id. */
function slotsFrom(firstId: number, capacity = 4, sockets = 1): Slots {
  return new Slots(capacity, sockets, () => firstId / IDS);
}

/** Ids of the next queries, each answered at once. */
function nextIds(slots: Slots, count: number, socket = 0): number[] {
  return Array.from({ length: count }, () => {
    const slot = slots.take(socket);
    const id = slots.idOf(slot);
    slots.answered(slot);
    return id;
  });
}

test('ids of a socket go up from a random one, and around', () => {
  expect(nextIds(slotsFrom(65_534), 4)).toEqual([65_534, 65_535, 0, 1]);
});

test('each socket has its own ids', () => {
  const slots = slotsFrom(7, 4, 3);
  expect([nextIds(slots, 2, 0), nextIds(slots, 2, 2), nextIds(slots, 1, 0)]).toEqual([[7, 8], [7, 8], [9]]);
  const slot = slots.take(2);
  expect([slots.socketOf(slot), slots.idOf(slot), slots.countOf(2), slots.countOf(0)]).toEqual([2, 9, 1, 0]);
});

test('an id is used again after all others', () => {
  const slots = slotsFrom(0);
  nextIds(slots, IDS);
  expect(nextIds(slots, 3)).toEqual([0, 1, 2]);
});

test('an id in flight is passed over', () => {
  const slots = slotsFrom(0);
  const first = slots.take(0);
  nextIds(slots, IDS - 1);
  expect(slots.idOf(slots.take(0))).toBe(1);
  expect(slots.find(0, 0)).toBe(first);
});

test('there is no slot beyond the capacity, and one again when a query ends', () => {
  const slots = slotsFrom(0, 2);
  const first = slots.take(0);
  slots.take(0);
  expect([slots.take(0), slots.count]).toEqual([-1, 2]);
  slots.answered(first);
  expect(slots.take(0)).toBe(first);
});

test('a socket with all ids in flight has none left, another has', () => {
  const slots = slotsFrom(0, IDS + 2, 2);
  for (let taken = 0; taken < IDS; taken++) slots.take(0);
  expect([slots.count, slots.countOf(0), slots.take(0), slots.count]).toEqual([IDS, IDS, -1, IDS]);
  expect(slots.take(1)).toBeGreaterThanOrEqual(0);
});

test('an answer is told from a second one, a late one, and one to what was never asked', () => {
  const slots = slotsFrom(10);
  const [answered, late, inFlight] = [slots.take(0), slots.take(0), slots.take(0)];
  slots.answered(answered);
  slots.timedOut(late, 1_000);
  expect([10, 11, 12, 13].map((id) => slots.find(0, id))).toEqual([
    ANSWER.duplicate,
    ANSWER.late,
    inFlight,
    ANSWER.unexpected,
  ]);
});

test('the id of a timed out query rests, and an answer is late even after that', () => {
  const slots = slotsFrom(0);
  slots.timedOut(slots.take(0), 1_000);
  nextIds(slots, IDS - 1);
  slots.wake(999);
  expect(nextIds(slots, 1)).toEqual([1]);
  nextIds(slots, IDS - 2);
  slots.wake(1_000);
  expect(slots.find(0, 0)).toBe(ANSWER.late);
  expect(nextIds(slots, 2)).toEqual([0, 1]);
  expect(slots.find(0, 0)).toBe(ANSWER.duplicate);
});

test('a socket with all ids at rest has none until their rest is over', () => {
  const slots = slotsFrom(0);
  for (let id = 0; id < IDS; id++) slots.timedOut(slots.take(0), 100 + id);
  expect(slots.take(0)).toBe(-1);
  slots.wake(101);
  expect(nextIds(slots, 2)).toEqual([0, 1]);
  slots.wake(100 + IDS);
  expect(nextIds(slots, IDS).length).toBe(IDS);
});

test('what was not sent gives its id back, and the id what it was', () => {
  const slots = slotsFrom(0);
  slots.timedOut(slots.take(0), 10);
  nextIds(slots, IDS - 1);
  slots.wake(10);
  const [late, duplicate] = [slots.take(0), slots.take(0)];
  slots.undo(duplicate);
  slots.undo(late);
  expect([slots.find(0, 0), slots.find(0, 1), slots.count]).toEqual([ANSWER.late, ANSWER.duplicate, 0]);
  expect(nextIds(slots, 2)).toEqual([0, 1]);
});

test('what the kernel refused loses its turn, and its id is what it was', () => {
  const slots = slotsFrom(5);
  slots.refused(slots.take(0));
  expect([slots.find(0, 5), slots.count]).toEqual([ANSWER.unexpected, 0]);
  expect(nextIds(slots, 1)).toEqual([6]);
});

test('a socket with a new port forgets what its ids were, others do not', () => {
  const slots = slotsFrom(0, 4, 2);
  for (const socket of [0, 1]) {
    slots.timedOut(slots.take(socket), 10);
    slots.answered(slots.take(socket));
  }
  slots.forget(0);
  expect([slots.find(0, 0), slots.find(0, 1)]).toEqual([ANSWER.unexpected, ANSWER.unexpected]);
  expect([slots.find(1, 0), slots.find(1, 1)]).toEqual([ANSWER.late, ANSWER.duplicate]);
  // Its rest is forgotten too: it does not end a later one of the same id.
  nextIds(slots, IDS - 2);
  slots.timedOut(slots.take(0), 1_000);
  slots.wake(10);
  nextIds(slots, IDS - 1);
  expect(nextIds(slots, 1)).toEqual([1]);
});

test('queries in flight are in the order of their sending', () => {
  const slots = slotsFrom(0);
  const [first, second, third] = [slots.take(0), slots.take(0), slots.take(0)];
  slots.answered(second);
  const fourth = slots.take(0);
  const order: number[] = [];
  while (slots.oldest >= 0) {
    order.push(slots.oldest);
    slots.answered(slots.oldest);
  }
  expect(order).toEqual([first, third, fourth]);
  expect(slots.count).toBe(0);
});

test('many sockets share a million ids, and an id beyond their own is none of theirs', () => {
  const slots = new Slots(3, 1_000, () => 0.5);
  const last = slots.take(999);
  expect([slots.socketOf(last), slots.idOf(last)]).toEqual([999, 512]);
  expect(slots.find(999, 512)).toBe(last);
  expect(slots.find(999, 512 + 1_024)).toBe(ANSWER.unexpected);
  for (let taken = 0; taken < 1_024; taken++) {
    const slot = slots.take(7);
    expect(slots.idOf(slot)).toBe((512 + taken) % 1_024);
    slots.answered(slot);
  }
  expect(slots.idOf(slots.take(7))).toBe(512);
});

test('an id behind one that was sent is not next again, or the answered one would be reused at once', () => {
  const slots = slotsFrom(0);
  const first = slots.take(0);
  const second = slots.take(0);
  slots.undo(first);
  slots.answered(second);
  expect(nextIds(slots, 2)).toEqual([2, 3]);
  expect(slots.find(0, 1)).toBe(ANSWER.duplicate);
});
