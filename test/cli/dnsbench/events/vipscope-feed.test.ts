import { expect, test } from 'vitest';
import { VipscopeFeed } from '../../../../src/cli/dnsbench/events/vipscope-feed.ts';
import type { StackEvent } from '../../../../src/model/stack-event.ts';
import { type EventsDocument, eventsJson } from '../../../../src/view/events-document.ts';

const NOW_MS = 1_795_186_105_000;

function masterAt(id: number): StackEvent {
  const timeNs = BigInt(id) * 1_000n;
  return {
    ...{ id, timeNs, earliestNs: timeNs, latestNs: timeNs },
    ...{ node: 'ds2', layer: 'vrrp', source: 'ds2', kind: 'state', subject: 'VI_1', tone: 'neutral' },
  };
}

/** Answers each question with the next of these, the last one ever again; asks are kept. */
function feedOf(...answers: readonly (Partial<EventsDocument> | Error)[]) {
  const asked: string[] = [];
  const feed = new VipscopeFeed({
    url: 'http://ds2:9053',
    intervalMs: 60_000,
    wallMs: () => NOW_MS,
    fetch: (url) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(url);
      if (answer instanceof Error) return Promise.reject(answer);
      const nowNs = BigInt(NOW_MS + 1_700) * 1_000_000n;
      return Promise.resolve(eventsJson({ node: 'ds2', nowNs, missed: false, events: [], ...answer }));
    },
  });
  return { feed, asked };
}

test('each event comes once, asked for behind the last one, with the difference of the clocks', async () => {
  const { feed, asked } = feedOf({ events: [masterAt(7), masterAt(9)] }, { events: [masterAt(12)] });
  expect(await feed.begin()).toBeUndefined();
  const result = await feed.end();
  expect(asked).toEqual(['http://ds2:9053/events?since=0', 'http://ds2:9053/events?since=9']);
  expect(result).toMatchObject({ source: 'http://ds2:9053', node: 'ds2', remarks: [] });
  expect(result.events).toEqual([masterAt(7), masterAt(9), masterAt(12)]);
  expect(result.clock?.offsetSeconds).toBeCloseTo(1.7, 2);
  expect(result.clock?.errorSeconds).toBeLessThan(0.001);
});

test('what it does not keep any more is told, except of the time before the run', async () => {
  const first = feedOf({ missed: true }, {});
  await first.feed.begin();
  expect((await first.feed.end()).remarks).toEqual([]);
  const later = feedOf({}, { missed: true });
  await later.feed.begin();
  expect((await later.feed.end()).remarks).toEqual([
    'it told of events that it does not have any more: some are missing here',
  ]);
});

test('one that is dead is told at the start and at the end', async () => {
  const { feed } = feedOf(new Error('http://ds2:9053/events refused the connection'));
  expect(await feed.begin()).toBe('http://ds2:9053/events refused the connection');
  expect(await feed.end()).toMatchObject({
    node: undefined,
    events: [],
    clock: undefined,
    remarks: ['it never answered, at last: http://ds2:9053/events refused the connection'],
  });
});

test('one that dies keeps what it had told', async () => {
  const { feed } = feedOf({ events: [masterAt(7)] }, new Error('gone'));
  await feed.begin();
  const { events, remarks } = await feed.end();
  expect(events).toEqual([masterAt(7)]);
  expect(remarks).toEqual(['it did not answer once, at last: gone']);
});

test('an answer that is none is no event', async () => {
  const feed = new VipscopeFeed({
    url: 'http://web',
    intervalMs: 60_000,
    wallMs: () => NOW_MS,
    fetch: () => Promise.resolve('<html>'),
  });
  expect(await feed.begin()).toBe('it is not what vipscope gives at /events?since=: it is no JSON document');
  expect((await feed.end()).events).toEqual([]);
});

test('memory stays bounded whatever it tells', async () => {
  const events = Array.from({ length: 10_005 }, (_, at) => masterAt(at + 1));
  const { feed } = feedOf({ events }, {});
  await feed.begin();
  const result = await feed.end();
  expect(result.events).toHaveLength(10_000);
  expect(result.remarks).toEqual(['5 events beyond the first 10000 are left out']);
});
