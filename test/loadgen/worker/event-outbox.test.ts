import { expect, test } from 'vitest';
import { EventOutbox } from '../../../src/loadgen/worker/event-outbox.ts';
import type { QueryEvent, WorkerMessage } from '../../../src/loadgen/worker/worker-data.ts';

function event(query: number): QueryEvent {
  return { kind: 'timed-out', query, id: 0 };
}

function newOutbox() {
  const messages: Extract<WorkerMessage, { kind: 'events' }>[] = [];
  const backlogMemory = new SharedArrayBuffer(4);
  const outbox = new EventOutbox((message) => {
    if (message.kind === 'events') messages.push(message);
  }, backlogMemory);
  return { messages, outbox, backlog: new Int32Array(backlogMemory) };
}

test('events go together when it is flushed, in their order', () => {
  const { messages, outbox, backlog } = newOutbox();
  outbox.add(event(3), false);
  outbox.add(event(1), false);
  expect(messages).toEqual([]);
  outbox.flush();
  outbox.flush();
  expect(messages).toEqual([{ kind: 'events', events: [event(3), event(1)], leftOut: 0 }]);
  expect(backlog[0]).toBe(1);
});

test('a thousand go at once', () => {
  const { messages, outbox } = newOutbox();
  for (let query = 0; query < 2_500; query++) outbox.add(event(query), false);
  expect(messages.map(({ events }) => events.length)).toEqual([1_000, 1_000]);
  outbox.flush();
  expect(messages.map(({ events }) => events.length)).toEqual([1_000, 1_000, 500]);
  expect(messages[2]?.events[499]).toEqual(event(2_499));
});

test('of timeouts the first 200 of a tick are told, the rest counted', () => {
  const { messages, outbox } = newOutbox();
  for (let query = 0; query < 1_300; query++) outbox.add(event(query), true);
  outbox.flush();
  for (let query = 0; query < 7; query++) outbox.add(event(query), true);
  outbox.flush();
  expect(messages.map(({ events, leftOut }) => [events.length, leftOut])).toEqual([
    [200, 1_100],
    [7, 0],
  ]);
});

test('what the main thread cannot keep up with is counted, and told when it can', () => {
  const { messages, outbox, backlog } = newOutbox();
  for (let query = 0; query < 70_000; query++) outbox.add(event(query), false);
  expect(messages.length).toBe(64);
  backlog[0] = 0;
  outbox.add(event(1), false);
  outbox.flush();
  expect(messages.length).toBe(65);
  expect(messages[64]).toEqual({ kind: 'events', events: [event(1)], leftOut: 6_000 });
});
