import { afterEach, expect, test } from 'vitest';
import type { LiveFigures } from '../../../src/loadgen/metrics/live-figures.ts';
import {
  type MetricsServer,
  MetricsServerError,
  startMetricsServer,
} from '../../../src/loadgen/metrics/metrics-server.ts';
import { sampleFigures } from './sample-figures.ts';

const started: MetricsServer[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

async function start(
  address = '127.0.0.1:0',
  read: () => LiveFigures = sampleFigures,
): Promise<MetricsServer> {
  const server = await startMetricsServer(address, read);
  started.push(server);
  return server;
}

test.each([
  ['127.0.0.1:0', /^127\.0\.0\.1:\d+$/],
  ['localhost:0', /^(127\.0\.0\.1|\[::1\]):\d+$/],
  ['[::1]:0', /^\[::1\]:\d+$/],
  [':0', /^\[::\]:\d+$/],
])('%s: serves the metrics, and says where', async (wanted, expected) => {
  const { address } = await start(wanted);
  expect(address).toMatch(expected);
  const response = await fetch(`http://${address.replace('[::]', '127.0.0.1')}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await response.text()).toContain('\ndnsbench_queries_sent_total 1500\n');
});

test('each scrape reads anew', async () => {
  const targets = [1000, 2000];
  const { address } = await start('127.0.0.1:0', () => sampleFigures({ targetQps: targets.shift() ?? 0 }));
  const scrape = async (): Promise<string | undefined> =>
    /^dnsbench_target_\w+ .*$/m.exec(await (await fetch(`http://${address}/metrics`)).text())?.[0];
  expect(await scrape()).toBe('dnsbench_target_queries_per_second 1000');
  expect(await scrape()).toBe('dnsbench_target_queries_per_second 2000');
});

test.each([
  ['GET', '/', 200, 'dnsbench runs; its metrics are at /metrics\n'],
  ['GET', '/metrics/', 404, 'not found; the metrics are at /metrics\n'],
  ['GET', '//', 404, 'not found; the metrics are at /metrics\n'],
  ['POST', '/metrics', 405, 'only GET and HEAD\n'],
  ['HEAD', '/metrics?x=1', 200, ''],
])('%s %s: %i', async (method, path, status, body) => {
  const { address } = await start();
  const response = await fetch(`http://${address}${path}`, { method });
  expect([response.status, await response.text()]).toEqual([status, body]);
});

test('a reading that fails is an answer of one line, and the next scrape works', async () => {
  let isBroken = true;
  const { address } = await start('127.0.0.1:0', () => {
    if (isBroken) throw new Error('no workers yet');
    return sampleFigures();
  });
  const broken = await fetch(`http://${address}/metrics`);
  expect([broken.status, await broken.text()]).toEqual([500, 'no workers yet\n']);
  isBroken = false;
  expect((await fetch(`http://${address}/metrics`)).status).toBe(200);
});

test('closing ends it, connections kept alive included', async () => {
  const server = await startMetricsServer('127.0.0.1:0', sampleFigures);
  await (await fetch(`http://${server.address}/metrics`)).text();
  await server.close();
  await expect(fetch(`http://${server.address}/metrics`)).rejects.toThrow('fetch failed');
});

test('an address in use is one line', async () => {
  const { address } = await start();
  await expect(startMetricsServer(address, sampleFigures)).rejects.toThrow(
    new MetricsServerError(
      `cannot serve metrics on ${address}: another program listens there; "ss -ltnp" names it`,
    ),
  );
});

test.each([
  [
    '9153',
    'cannot serve metrics on "9153": it is not host:port, such as 127.0.0.1:9153, :9153 or [::1]:9153',
  ],
  [
    '192.0.2.1:9153',
    'cannot serve metrics on 192.0.2.1:9153: this host does not have the address; "ip addr" lists those it has',
  ],
])('%s: refused', async (address, message) => {
  await expect(startMetricsServer(address, sampleFigures)).rejects.toThrow(new MetricsServerError(message));
});
