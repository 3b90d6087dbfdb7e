import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventStore } from '../../src/live/event-store.ts';
import type { NewEvent } from '../../src/model/stack-event.ts';

const START_MS = Date.UTC(2026, 10, 20, 10, 0, 0);
const START_ID = START_MS * 1000;
const HOUR_MS = 3_600_000;

function happened(atMs: number, subject = 'VI_1'): NewEvent {
  const timeNs = BigInt(Math.round(atMs * 1000)) * 1000n;
  return {
    timeNs,
    earliestNs: timeNs,
    latestNs: timeNs + 999_999_999n,
    node: 'ds1',
    layer: 'vrrp',
    source: 'log',
    kind: 'state',
    subject,
    tone: 'neutral',
  };
}

const live = (seenAtMs: number) => ({ seenAtMs, isHistory: false });
const history = { seenAtMs: START_MS, isHistory: true };

function subjects(events: readonly { readonly subject: string }[]): string[] {
  return events.map(({ subject }) => subject);
}

test('an id is when the event was first seen, raised by one while taken', () => {
  const store = new EventStore(START_MS);
  store.add([happened(START_MS - 400), happened(START_MS - 300)], live(START_MS + 1));
  store.add([happened(START_MS)], live(START_MS + 1));
  store.add([happened(START_MS)], live(START_MS - 5 * HOUR_MS));
  expect(store.since(0).events.map(({ id }) => id - START_ID)).toEqual([1000, 1001, 1002, 1003]);
});

test('an event from before the start has its own time as id, also behind those of other logs', () => {
  const store = new EventStore(START_MS);
  store.add([happened(START_MS - 3000, 'c')], history);
  store.add([happened(START_MS, 'now')], live(START_MS));
  store.add(
    [happened(START_MS - 5000, 'a'), happened(START_MS - 3000, 'd'), happened(START_MS - 4000, 'b')],
    history,
  );
  expect(subjects(store.since(0).events)).toEqual(['a', 'b', 'c', 'd', 'now']);
  expect(store.since(0).events.map(({ id }) => id - START_ID)).toEqual([
    -5_000_000, -4_000_000, -3_000_000, -2_999_999, 0,
  ]);
});

test('a log whose clock is ahead does not take the ids of what is to come', () => {
  const store = new EventStore(START_MS);
  store.add([happened(START_MS + HOUR_MS)], history);
  store.add([happened(START_MS + 10)], live(START_MS + 10));
  expect(store.since(0).events.map(({ id }) => id - START_ID)).toEqual([0, 10_000]);
});

test('the latest come first by the time when they happened', () => {
  const store = new EventStore(START_MS);
  store.add([happened(START_MS, 'b')], live(START_MS + 1));
  store.add([happened(START_MS - 100, 'a')], live(START_MS + 2));
  store.add([happened(START_MS, 'c')], live(START_MS + 3));
  expect(subjects(store.latest(10))).toEqual(['c', 'b', 'a']);
  expect(subjects(store.latest(2))).toEqual(['c', 'b']);
  store.add([happened(START_MS + 50, 'd')], live(START_MS + 4));
  expect(subjects(store.latest(1))).toEqual(['d']);
});

test('who comes back gets what it lacks, once', () => {
  const store = new EventStore(START_MS);
  store.add([happened(START_MS, 'a'), happened(START_MS, 'b')], live(START_MS + 1));
  const [first] = store.since(0).events;
  expect(store.since(first?.id ?? 0)).toMatchObject({ events: [{ subject: 'b' }], missed: false });
  expect(store.since(store.latestId)).toMatchObject({ events: [], missed: false });
});

test('more than are kept push out the oldest, and who asks for those is told', () => {
  const store = new EventStore(START_MS, { events: 3 });
  for (let at = 1; at <= 5; at += 1) store.add([happened(START_MS + at, String(at))], live(START_MS + at));
  expect(subjects(store.since(0).events)).toEqual(['3', '4', '5']);
  expect(store.since(0).missed).toBe(true);
  expect(store.since(START_ID + 1000).missed).toBe(true);
  expect(store.since(START_ID + 2000).missed).toBe(false);
  expect(store.latest(9)).toHaveLength(3);
});

test('of history only the last ones are kept, and none that is older than a day', () => {
  const store = new EventStore(START_MS, { history: 2 });
  store.add([happened(START_MS - 25 * HOUR_MS, 'old')], history);
  expect(store.since(0)).toMatchObject({ events: [], missed: true });
  store.add(
    ['a', 'b', 'c', 'd'].map((name, at) => happened(START_MS - 4000 + at, name)),
    history,
  );
  expect(subjects(store.since(0).events)).toEqual(['c', 'd']);
  store.add([happened(START_MS - 9000, 'older than those')], history);
  expect(subjects(store.since(0).events)).toEqual(['c', 'd']);
});

test('who asks with the id of a run before is told that nobody looked in between', () => {
  const store = new EventStore(START_MS);
  store.add([happened(START_MS - 60_000, 'before'), happened(START_MS - 1000, 'while down')], history);
  expect(store.since(START_ID - 30_000_000)).toMatchObject({
    events: [{ subject: 'while down' }],
    missed: true,
  });
  expect(store.since(START_ID - 60_000_000)).toMatchObject({
    events: [{ subject: 'while down' }],
    missed: false,
  });
});

test('an id from a clock that was set back since gets all', () => {
  const store = new EventStore(START_MS);
  store.add([happened(START_MS, 'a')], live(START_MS + 1));
  expect(store.since(START_ID + HOUR_MS * 1000)).toMatchObject({ events: [{ subject: 'a' }], missed: true });
});

test('listeners get what is added until they stop, and nothing that is not kept', () => {
  const store = new EventStore(START_MS);
  const heard: string[][] = [];
  const stop = store.onAdd((events) => heard.push(subjects(events)));
  store.add([happened(START_MS, 'a'), happened(START_MS, 'b')], live(START_MS));
  store.add([happened(START_MS - 30 * HOUR_MS, 'too old')], history);
  store.add([], live(START_MS));
  stop();
  store.add([happened(START_MS, 'c')], live(START_MS));
  expect(heard).toEqual([['a', 'b']]);
});

test('whatever comes in whichever order, ids are unique, sorted, and nothing that is kept is left out', () => {
  const addition = fc.record({
    agoMs: fc.integer({ min: -1000, max: 30 * HOUR_MS }),
    isHistory: fc.boolean(),
    count: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(addition, { maxLength: 60 }), fc.nat(), (additions, pick) => {
      const store = new EventStore(START_MS, { events: 40, history: 15 });
      let largest = 0;
      additions.forEach(({ agoMs, isHistory, count }, at) => {
        const before = store.latestId;
        const seenAtMs = isHistory ? START_MS : START_MS + at;
        store.add(
          Array.from({ length: count }, () => happened(START_MS - agoMs)),
          { seenAtMs, isHistory },
        );
        if (!isHistory) expect(store.latestId).toBeGreaterThan(before);
        largest = Math.max(largest, store.latestId);
      });
      const all = store.since(0).events.map(({ id }) => id);
      expect(all).toEqual([...new Set(all)].toSorted((one, other) => one - other));
      expect(all.length).toBeLessThanOrEqual(40);
      expect(store.latest(1000)).toHaveLength(all.length);
      const id = all[pick % Math.max(1, all.length)] ?? 0;
      expect(store.since(id).events.map((event) => event.id)).toEqual(all.filter((other) => other > id));
    }),
  );
});

test('a long history costs little', () => {
  const store = new EventStore(START_MS);
  const startedMs = performance.now();
  for (let at = 0; at < 100_000; at += 1) {
    store.add([happened(START_MS - 200_000_000 + at * 2000)], history);
  }
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(store.since(0).events).toHaveLength(500);
});
