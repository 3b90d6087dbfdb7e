import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answer,
  answerWell,
  type Behaviour,
  CSV,
  drip,
  endless,
  type FakeHaproxy,
  hang,
  hangMidBody,
  httpAnswer,
  startFakeHaproxy,
} from './support/fake-haproxy.ts';
import { bySource, loggedAbout, reasonsShown, scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

/** What is wrong with each source, and the reason that is shown. `%` is its URL, `…` what Node's HTTP parser says. */
const FAULTS: Readonly<Record<string, readonly [Behaviour, string]>> = {
  silent: [hang, '% did not answer in time'],
  mid_body: [hangMidBody, '% did not answer in time'],
  drip: [drip, '% did not answer in time'],
  endless: [endless, '% gave more than 1 MiB; raise max_bytes if that is right'],
  closes: [answer(''), '% closed the connection before its answer was complete'],
  resets: [
    (socket) => {
      socket.write(httpAnswer('200 OK', CSV));
      setTimeout(() => socket.resetAndDestroy(), 100);
    },
    '% closed the connection before its answer was complete',
  ],
  unauthorized: [
    answer(httpAnswer('401 Unauthorized', 'no', 'WWW-Authenticate: Basic')),
    '% answered HTTP 401: it wants a user name and password; set username and password_file',
  ],
  unavailable: [
    answer(httpAnswer('503 Service Unavailable', '')),
    '% answered HTTP 503: it has no service at this address',
  ],
  moved: [
    answer(httpAnswer('301 Moved Permanently', '', 'Location: http://127.0.0.1:1/')),
    '% answered HTTP 301: it redirects elsewhere; configure the address it leads to',
  ],
  html: [
    answer(httpAnswer('200 OK', '<html><body>Statistics Report</body></html>')),
    '% answered with an HTML page; the url should be that of "stats uri" followed by ;csv; the text is not HAProxy statistics CSV or show info: it begins with "<html><body>Statistics Report</body></html>"',
  ],
  empty: [
    answer(httpAnswer('200 OK', '')),
    '% did not answer with CSV; the text is not HAProxy statistics CSV or show info: the text is empty',
  ],
  gzip: [
    answer(Buffer.concat([Buffer.from(httpAnswer('200 OK', '', 'Content-Encoding: gzip')), gzipSync(CSV)])),
    '% answered in content encoding gzip, and was asked for none',
  ],
  too_long: [
    answer(httpAnswer('200 OK', CSV, 'Content-Length: 100000')),
    '% closed the connection before its answer was complete',
  ],
  bad_length: [
    answer(httpAnswer('200 OK', CSV, 'Content-Length: -5')),
    '% did not answer in HTTP as it should be: …',
  ],
  bad_chunks: [
    answer(httpAnswer('200 OK', 'zz\r\nnonsense', 'Transfer-Encoding: chunked')),
    '% did not answer in HTTP as it should be: …',
  ],
  not_http: [answer('SSH-2.0-OpenSSH_9.2\r\n'), '% did not answer in HTTP as it should be: …'],
  headers: [
    answer(httpAnswer('200 OK', CSV, `X: ${'x'.repeat(100_000)}`)),
    '% did not answer in HTTP as it should be: …',
  ],
};

const well = Object.keys(FAULTS).map((name) => [name, '1']);
const ill = Object.keys(FAULTS).map((name) => [name, '0']);

let directory: TempDir;
let fakes: Record<string, FakeHaproxy>;
let good: FakeHaproxy;
let serving: ServingVipscope;

beforeAll(async () => {
  directory = await makeTempDir('faults');
  good = await startFakeHaproxy();
  const started = Object.keys(FAULTS).map(async (name) => [name, await startFakeHaproxy()] as const);
  fakes = Object.fromEntries(await Promise.all(started));
  const sources = Object.entries({ ...fakes, good }).map(([name, { url }]) => ({
    name,
    url: `${url}/;csv`,
    timeout: '700ms',
    max_bytes: '1MiB',
  }));
  await writeFile(
    directory.file('v.yml'),
    JSON.stringify({ view: { idle_interval: '1h' }, haproxy: sources, ipvs: { source: 'off' } }),
  );
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
});

afterAll(async () => {
  await serving?.stop();
  await Promise.all([good, ...Object.values(fakes ?? {})].map((fake) => fake?.stop()));
  await directory?.remove();
});

describe('seventeen HAProxys that fail in as many ways, and a good one', () => {
  test('all are up while they are well', async () => {
    await expect
      .poll(async () => bySource(await scrape(serving), 'haproxy_up'))
      .toEqual(Object.fromEntries([...well, ['good', '1']]));
  });

  test('each fault costs its own source alone, whatever the others do, at every scrape', async () => {
    for (const [name, [behaviour]] of Object.entries(FAULTS)) fakes[name]?.behave(behaviour);
    for (let round = 0; round < 3; round += 1) {
      const samples = await scrape(serving);
      expect(bySource(samples, 'haproxy_up')).toEqual(Object.fromEntries([...ill, ['good', '1']]));
      expect(samples.get('haproxy_server_current_sessions{source="good",proxy="web",server="a"}')).toBe('2');
    }
  });

  test.each(Object.entries(FAULTS))('%s: / and the log say why, the log once', async (name, [, reason]) => {
    const whole = reason.replace('%', `${fakes[name]?.url}/;csv`);
    const shown = whole.endsWith('…') ? expect.stringContaining(whole.slice(0, -1)) : whole;
    await expect.poll(() => reasonsShown(serving)).toContainEqual(shown);
    const [read, failed, ...more] = loggedAbout(serving, name);
    expect(read).toBe('haproxy: source read');
    expect(failed?.slice(0, 24)).toBe('haproxy: source failed: ');
    expect(failed?.slice(24)).toEqual(shown);
    expect(more).toEqual([]);
  });

  test('no connection is kept to any of them', async () => {
    await expect.poll(() => Object.values(fakes).map((fake) => fake.open())).toEqual(ill.map(() => 0));
  });

  test('all recover, which is logged once', async () => {
    for (const fake of Object.values(fakes)) fake.behave(answerWell);
    for (let round = 0; round < 2; round += 1) {
      expect(bySource(await scrape(serving), 'haproxy_up')).toEqual(
        Object.fromEntries([...well, ['good', '1']]),
      );
    }
    for (const name of Object.keys(FAULTS)) {
      expect(loggedAbout(serving, name).slice(2)).toEqual(['haproxy: source read']);
    }
    expect(loggedAbout(serving, 'good')).toEqual(['haproxy: source read']);
  });
});
