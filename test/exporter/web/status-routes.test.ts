import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LiveView } from '../../../src/exporter/live-view.ts';
import { LivePages } from '../../../src/live/live-pages.ts';
import { EMPTY_SNAPSHOT, liveView, webServer } from './stand-in.ts';

/** Seconds since 1970 of the only moment. */
const TAKEN_AT = EMPTY_SNAPSHOT.takenAtSeconds;

let view: LiveView;

beforeEach(() => {
  view = liveView();
});

afterEach(() => view.live.close());

function get(url: string, headers: Record<string, string> = {}) {
  return webServer({ view }).inject({ url, headers });
}

test('/status.json has the whole stack, and for a peer this node alone', async () => {
  expect((await get('/status.json')).json()).toMatchObject({
    node: 'ds1',
    nodes: [{ node: 'ds1' }],
    peers: [],
  });
  const own = (await get('/status.json?scope=node')).json();
  expect(own).toMatchObject({ node: { node: 'ds1' } });
  expect(own).not.toHaveProperty('peers');
});

test.each(['/', '/status.json', '/status.xml', '/status.csv', '/vs.xml'])(
  '%s?at= gives what was',
  async (path) => {
    await view.live.fresh();
    const now = await get(`${path}?at=${TAKEN_AT}`);
    expect(now.statusCode).toBe(200);
    const before = await get(`${path}?at=${TAKEN_AT - 60}`);
    expect([before.statusCode, before.body]).toEqual([
      404,
      'History goes from 2026-11-20T10:00:00.000Z to 2026-11-20T10:00:00.000Z; "at" and "diff" take a time in between, such as -5m.\n',
    ]);
  },
);

test('pages that are asked for at once keep nothing else waiting until the last is made', async () => {
  await view.live.fresh();
  const inputAt: LiveView['inputAt'] = (query, revision) => {
    const endMs = performance.now() + 40;
    while (performance.now() < endMs);
    return view.inputAt(query, revision);
  };
  const pages = new LivePages({ inputAt, latest: view.revision, points: () => ({}) });
  const server = webServer({ view: { ...view, inputAt, pages } });
  let made = 0;
  const asked = Array.from({ length: 6 }, async (_, index) => {
    const { statusCode } = await server.inject(`/?q=${index}`);
    made += 1;
    return statusCode;
  });
  const first = await Promise.race(asked);
  const health = await server.inject('/-/healthy');
  expect([first, health.statusCode]).toEqual([200, 200]);
  expect(made).toBeLessThan(6);
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 6 }, () => 200));
});

test('a time that is none is refused in one line', async () => {
  const answer = await get('/status.json?at=yesterday');
  expect([answer.statusCode, answer.body]).toEqual([
    400,
    'at is "yesterday"; it takes a time such as -5m or 2026-11-20T10:00:00Z\n',
  ]);
});

test.each(['/status.json?at=', '/vs.xml?at=', '/history.json?since=', '/events?since='])(
  'what is wrong with %s is told in one line of what can be seen',
  async (path) => {
    const answer = await get(`${path}${encodeURIComponent('\u202e\u2028\u0085')}${'x'.repeat(5000)}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toMatch(/^(?:at|since) is "\\u202e\\u2028\\u0085x{97}…"; it takes [ -~]+\n$/);
  },
);

test('long answers are compressed for who takes that', async () => {
  const plain = await get('/');
  const packed = await get('/', { 'accept-encoding': 'gzip' });
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'Accept-Language, Accept-Encoding',
  });
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
});

test('an asset that has not changed is not sent again', async () => {
  const first = await get('/assets/base.css');
  const again = await get('/assets/base.css', { 'if-none-match': String(first.headers.etag) });
  expect([first.statusCode, again.statusCode, again.body]).toEqual([200, 304, '']);
});

test('/history.json takes a time, and refuses what is none', async () => {
  await view.live.fresh();
  expect((await get('/history.json?since=0')).json()).toMatchObject({
    version: 1,
    stepSeconds: 1,
    events: [],
  });
  const wrong = await get('/history.json?since=x');
  expect([wrong.statusCode, wrong.body]).toEqual([400, 'since is "x"; it takes seconds since 1970\n']);
});
