import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { createScraper } from '../../../src/exporter/scraper.ts';
import { NO_PROBLEMS } from '../../../src/model/problem.ts';
import type { StackSnapshot } from '../../../src/model/snapshot.ts';
import { EMPTY_SNAPSHOT, logInto, NOW_MS, webServer } from './stand-in.ts';

const TEXT = '# HELP up Whether it is.\n# TYPE up gauge\nup 1\n';

describe.each([
  ['text/plain', 'text/plain; version=0.0.4; charset=utf-8', TEXT],
  [
    'application/openmetrics-text',
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
    `${TEXT}# EOF\n`,
  ],
])('Accept: %s', (accept, contentType, expected) => {
  test('GET answers in that format', async () => {
    const answer = await webServer().inject({ url: '/metrics', headers: { accept } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': contentType,
      'cache-control': 'no-store',
      vary: 'Accept, Accept-Encoding',
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body).toBe(expected);
  });

  test('GET with gzip answers the same bytes', async () => {
    const answer = await webServer().inject({
      url: '/metrics',
      headers: { accept, 'accept-encoding': 'gzip' },
    });
    expect(answer.headers).toMatchObject({ 'content-type': contentType, 'content-encoding': 'gzip' });
    expect(gunzipSync(answer.rawPayload).toString()).toBe(expected);
  });

  test('HEAD has the headers, no body, and reads nothing', async () => {
    const snapshot = vi.fn(() => Promise.resolve(EMPTY_SNAPSHOT));
    const server = webServer({ scraper: { snapshot } });
    const answer = await server.inject({ method: 'HEAD', url: '/metrics', headers: { accept } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(contentType);
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.body).toBe('');
    expect(snapshot).not.toHaveBeenCalled();
  });
});

test.each([
  [undefined, 9000],
  ['10', 9000],
  ['3', 2500],
  ['soon', 9000],
])('X-Prometheus-Scrape-Timeout-Seconds %j gives the collection %d ms', async (header, deadlineMs) => {
  const snapshot = vi.fn(() => Promise.resolve(EMPTY_SNAPSHOT));
  const server = webServer({ scraper: { snapshot } });
  const headers = header === undefined ? {} : { 'x-prometheus-scrape-timeout-seconds': header };
  await server.inject({ url: '/metrics', headers });
  expect(snapshot).toHaveBeenCalledExactlyOnceWith({ deadlineMs });
});

test('scrapes at the same time share one collection and differ in format', async () => {
  let finish = (): void => undefined;
  const collect = vi.fn(
    () =>
      new Promise<{ kind: 'ok'; value: { vips: []; addresses: [] }; problems: typeof NO_PROBLEMS }>(
        (resolve) => {
          finish = () => resolve({ kind: 'ok', value: { vips: [], addresses: [] }, problems: NO_PROBLEMS });
        },
      ),
  );
  const scraper = createScraper({
    node: () => 'ds1',
    demo: false,
    collectors: [
      { subsystem: 'vip', source: 'vip', target: 'test', collect, close: () => Promise.resolve() },
    ],
    timeoutMs: () => 5000,
    haproxyConcurrency: 1,
    nowMs: () => NOW_MS,
    onChange: () => undefined,
  });
  const server = webServer({ scraper });
  const accepts = ['text/plain', 'application/openmetrics-text', 'text/plain'];
  const scrapes = accepts.map((accept) => server.inject({ url: '/metrics', headers: { accept } }));
  await vi.waitFor(() => expect(collect).toHaveBeenCalled());
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  finish();
  const bodies = (await Promise.all(scrapes)).map(({ body }) => body);
  expect(bodies).toEqual([TEXT, `${TEXT}# EOF\n`, TEXT]);
  expect(collect).toHaveBeenCalledTimes(1);
});

test('more than 40 scrapes at once are told so, and the next is answered again', async () => {
  let finish: (snapshot: StackSnapshot) => void = () => undefined;
  const pending = new Promise<StackSnapshot>((resolve) => {
    finish = resolve;
  });
  const snapshot = vi.fn(() => pending);
  const server = webServer({ scraper: { snapshot } });
  const scrapes = Array.from({ length: 40 }, () => server.inject('/metrics'));
  await vi.waitFor(() => expect(snapshot).toHaveBeenCalledTimes(40));
  const refused = await server.inject('/metrics');
  expect(refused.statusCode).toBe(503);
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.body).toBe('40 scrapes are under way already.\n');
  finish(EMPTY_SNAPSHOT);
  expect((await Promise.all(scrapes)).map(({ statusCode }) => statusCode)).toEqual(Array(40).fill(200));
  expect((await server.inject('/metrics')).statusCode).toBe(200);
});

test.each(['identity', 'gzip'])('%s: a rendering that fails at once is 500, and logged', async (encoding) => {
  const lines: string[] = [];
  const server = webServer({
    log: logInto(lines),
    // biome-ignore lint/correctness/useYield: it fails before its first part
    renderSnapshot: function* () {
      throw new Error('broken table');
    },
  });
  const answer = await server.inject({ url: '/metrics', headers: { 'accept-encoding': encoding } });
  expect(answer.statusCode).toBe(500);
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.body).toBe('Internal error; the log says what.\n');
  expect(lines.join('')).toContain('level=error msg="cannot render the metrics" err="broken table"');
});
