import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getRaw, sendRaw } from '../exporter/web/raw-client.ts';
import { answerWell, CSV, drip, type FakeHaproxy, hang, startFakeHaproxy } from './support/fake-haproxy.ts';
import { bySource, loggedAbout, reasonsShown, reasonsTold, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

let directory: TempDir;
let fake: FakeHaproxy;
let serving: ServingVipscope;
let port: number;

beforeAll(async () => {
  directory = await makeTempDir('web');
  fake = await startFakeHaproxy();
  await writeFile(directory.file('saved.csv'), CSV);
  await writeFile(
    directory.file('v.yml'),
    JSON.stringify({
      // Only scrapes read, so that each is of what was done before it.
      view: { idle_interval: '1h' },
      haproxy: [
        { name: 'fake', url: `${fake.url}/;csv`, username: 'u', password: 's3cret-of-fake', timeout: '3s' },
        { name: 'saved', file: 'saved.csv' },
      ],
      ipvs: { source: 'off' },
      probe: { modules: { haproxy: { allow: ['127.0.0.1'], timeout: '1s' }, bind: {} } },
    }),
  );
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
  port = Number(new URL(serving.url).port);
});

afterAll(async () => {
  await serving?.stop();
  await fake?.stop();
  await directory?.remove();
});

/** Answers when the test says so. */
function heldBack(): { behaviour: typeof answerWell & object; release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { behaviour: (socket) => void released.then(() => answerWell(socket)), release };
}

test('fifty scrapes at once cost one collection; what is more than forty is asked to come again', async () => {
  await scrape(serving);
  const { behaviour, release } = heldBack();
  fake.behave(behaviour);
  const before = fake.connections();
  const scrapes = Array.from({ length: 50 }, () => fetch(`${serving.url}/metrics`));
  await expect.poll(() => fake.connections(), { timeout: 10_000 }).toBe(before + 1);
  const refused = await Promise.all(await firstOf(scrapes, 10));
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 503));
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
  release();
  const answers = await Promise.all(scrapes);
  const good = answers.filter(({ status }) => status === 200);
  expect([good.length, fake.connections()]).toEqual([40, before + 1]);
  for (const text of await Promise.all(good.map((answer) => answer.text()))) {
    expect(text).toContain('\nhaproxy_up{source="fake"} 1\n');
  }
  fake.behave(answerWell);
});

/** Those that are settled first. */
async function firstOf(answers: readonly Promise<Response>[], count: number): Promise<Response[]> {
  const settled: Response[] = [];
  for (const answer of answers) void answer.then((response) => settled.push(response));
  await expect.poll(() => settled.length, { timeout: 10_000 }).toBe(count);
  return [...settled];
}

test('the header of Prometheus is the deadline: a hung source is given up in time, alone', async () => {
  fake.behave(hang);
  for (let round = 0; round < 3; round += 1) {
    const samples = await scrape(serving, { 'x-prometheus-scrape-timeout-seconds': '1' });
    expect(bySource(samples, 'haproxy_up')).toEqual({ fake: '0', saved: '1' });
    expect(samples.get('vipscope_collector_success{collector="haproxy",source="fake"}')).toBe('0');
  }
  expect(reasonsTold(serving)).toEqual(['no answer within 0.5 s']);
  // Its own timeout ends it, and then tells more.
  await expect
    .poll(() => reasonsShown(serving), { timeout: 5000 })
    .toEqual([`${fake.url}/;csv did not answer in time`]);
  expect(loggedAbout(serving, 'fake').slice(1)).toEqual(['haproxy: source failed: no answer within 0.5 s']);
  fake.behave(answerWell);
  await expect
    .poll(async () => bySource(await scrape(serving), 'haproxy_up'))
    .toEqual({ fake: '1', saved: '1' });
  expect(loggedAbout(serving, 'fake').slice(2)).toEqual(['haproxy: source read']);
});

test('gzip holds the same, and HEAD reads nothing', async () => {
  const before = fake.connections();
  const head = await fetch(`${serving.url}/metrics`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  expect(fake.connections()).toBe(before);
  const body = await rawBody('/metrics', { 'accept-encoding': 'gzip' });
  expect(gunzipSync(body).toString()).toContain('\nhaproxy_up{source="fake"} 1\n');
});

function rawBody(path: string, headers: Record<string, string>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request(`${serving.url}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  ['GET', '/', 200],
  ['GET', '/metrics', 200],
  ['GET', '/config', 200],
  ['GET', '/-/healthy', 200],
  ['GET', '/-/ready', 200],
  ['GET', '/vs.xsl', 200],
  ['GET', '/probe', 400],
  ['GET', '/-/reload', 405],
  ['POST', '/-/reload', 200],
  ['POST', '/metrics', 405],
  ['PUT', '/', 405],
  ['DELETE', '/config', 405],
  ['OPTIONS', '/metrics', 405],
  ['TRACE', '/-/healthy', 405],
  ['POST', '/probe', 405],
  ['GET', '/favicon.ico', 404],
  ['GET', '/robots.txt', 404],
  ['GET', '/debug/pprof/', 404],
  ['GET', '/-/quit', 404],
  ['GET', '/api/v1/query', 404],
  ['GET', '/../../../../etc/passwd', 404],
  ['GET', '/assets/../../bin/vipscope.js', 404],
  ['GET', '/%2e%2e/%2e%2e/etc/passwd', 404],
  ['GET', '//etc/passwd', 404],
  ['GET', '/metrics/', 404],
  ['GET', '/%', 400],
])('%s %s: %i', async (method, path, status) => {
  const text = await sendRaw(
    port,
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  );
  expect(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])).toBe(status);
  expect(text).not.toContain('root:');
});

test('what is no request, or too much of one, is refused, and the next one is answered', async () => {
  const big = 'x'.repeat(20_000);
  expect(await sendRaw(port, `GET /metrics HTTP/1.1\r\nHost: x\r\nX: ${big}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  );
  expect(await sendRaw(port, `GET /${big} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 (414|431) /);
  expect(await sendRaw(port, 'POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello')).toMatch(
    /^HTTP\/1\.1 413 /,
  );
  expect(await sendRaw(port, '\x16\x03\x01\x02')).toMatch(/^HTTP\/1\.1 400 /);
  expect((await getRaw(port, '/metrics')).status).toBe(200);
});

test('/probe reads what the allow list admits, by default nothing', async () => {
  const target = fake.url.replace('http://', '');
  const good = await serving.get(`/probe?module=haproxy&target=${target}`);
  expect(good.text).toContain('\nhaproxy_up 1\n');
  expect(good.text).toContain('\nhaproxy_server_current_sessions{proxy="web",server="a"} 2\n');
  expect(good.text).not.toContain('source=');
  const denied = await serving.get(`/probe?module=bind&target=${target}`);
  expect([denied.status, denied.text]).toEqual([
    403,
    `target "${target}" is not admitted: add its host "127.0.0.1" to probe.modules.bind.allow in the configuration\n`,
  ]);
  const byName = await serving.get(`/probe?module=haproxy&target=localhost:${fake.url.split(':')[2]}`);
  expect(byName.status).toBe(403);
  fake.behave(drip);
  const debug = await serving.get(`/probe?module=haproxy&target=${target}&debug=true`);
  expect(debug.text).toMatch(/\nReason: (?:no answer within 1 s|http:\S+ did not answer in time)\n/);
  expect(debug.text).toContain('\nhaproxy_up 0\n');
  fake.behave(answerWell);
});

test('no page and no line of the log has the password', async () => {
  const pages = await Promise.all(['/', '/metrics', '/config', '/-/ready'].map((path) => serving.get(path)));
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(pages[2]?.text).toContain('<hidden>');
  expect([...pages.map(({ text }) => text), serving.output()].join('')).not.toContain('s3cret-of-fake');
});
