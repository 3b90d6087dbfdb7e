import { expect, test, vi } from 'vitest';
import type { AnyCollector } from '../../../src/exporter/collector.ts';
import type { ProbeModule } from '../../../src/exporter/config/config.ts';
import type { Log } from '../../../src/exporter/log.ts';
import { tieFamilies } from '../../../src/exporter/metrics/exposition.ts';
import type { Family } from '../../../src/exporter/metrics/family.ts';
import type { Outcome, SourceReport } from '../../../src/model/snapshot.ts';
import type { HostAddresses } from '../../../src/model/vip.ts';
import { webServer } from './stand-in.ts';

type VipOutcome = Outcome<HostAddresses>;

const OK: VipOutcome = { kind: 'ok', value: { vips: [], addresses: [] }, problems: { count: 0, kept: [] } };

const MODULE: ProbeModule = {
  name: 'haproxy',
  kind: 'haproxy',
  allow: ['lb1', '10.0.0.0/8'],
  tls: { insecureSkipVerify: false },
  timeoutMs: 5000,
  maxBytes: 1_000_000,
};

/** Stands for the families of the probed subsystem: shows what it was given. */
const FAMILY: Family<SourceReport> = {
  name: 'probed_source_length',
  type: 'gauge',
  help: 'Length of the source name.',
  labels: [],
  write: (report, out) => out.sample('', report.source.length),
};

interface Probed {
  readonly module: ProbeModule;
  readonly url: string;
}

function probing(collect: (signal: AbortSignal, log: Log) => Promise<VipOutcome>, modules = [MODULE]) {
  const probed: Probed[] = [];
  const close = vi.fn(() => Promise.resolve());
  const server = webServer({
    config: () => ({ node: 'ds1', demo: false, scrapeTimeoutMs: 9000, probe: modules }),
    createProbeCollector: (module, url, log): AnyCollector => {
      probed.push({ module, url });
      const ask = (signal: AbortSignal): Promise<VipOutcome> => collect(signal, log);
      return { subsystem: 'vip', source: '', target: url, collect: ask, close };
    },
    reportFamilies: (report) => tieFamilies([FAMILY], report),
  });
  return { server, probed, close };
}

const METRICS = [
  '# HELP probe_success 1 if the target was read, otherwise 0.',
  '# TYPE probe_success gauge',
  'probe_success 1',
  '# HELP probe_duration_seconds How long reading the target took.',
  '# TYPE probe_duration_seconds gauge',
  'probe_duration_seconds 0',
  '# HELP probed_source_length Length of the source name.',
  '# TYPE probed_source_length gauge',
  'probed_source_length 0',
  '',
].join('\n');

test('a target that the allow list admits is collected once, and the collector closed', async () => {
  const { server, probed, close } = probing(() => Promise.resolve(OK));
  const answer = await server.inject('/probe?module=haproxy&target=lb1:8404');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(answer.body).toBe(METRICS);
  expect(probed).toEqual([{ module: MODULE, url: 'http://lb1:8404/;csv' }]);
  expect(close).toHaveBeenCalledTimes(1);
});

test('OpenMetrics, if asked for', async () => {
  const { server } = probing(() => Promise.resolve(OK));
  const headers = { accept: 'application/openmetrics-text;version=1.0.0' };
  const answer = await server.inject({ url: '/probe?module=haproxy&target=lb1:8404', headers });
  expect(answer.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(answer.body).toBe(`${METRICS}# EOF\n`);
});

test('a target that cannot be read is an answer, with probe_success 0', async () => {
  const { server, close } = probing(() => Promise.reject(new Error('refused')));
  const answer = await server.inject('/probe?module=haproxy&target=lb1:8404');
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('\nprobe_success 0\n');
  expect(close).toHaveBeenCalledTimes(1);
});

test('a target that hangs ends at the deadline of the scrape', async () => {
  const { server, close } = probing(() => new Promise(() => undefined));
  const headers = { 'x-prometheus-scrape-timeout-seconds': '0.6' };
  const answer = await server.inject({ url: '/probe?module=haproxy&target=lb1:8404&debug=true', headers });
  expect(answer.body).toContain('Reason: no answer within 0.1 s\n');
  expect(answer.body).toContain('\nprobe_success 0\n');
  expect(close).toHaveBeenCalledTimes(1);
});

test('debug shows outcome, problems, log lines and metrics', async () => {
  const { server } = probing((_signal, log) => {
    log.debug({ bytes: 12 }, 'answered');
    const kept = [{ line: 3, reason: 'row is short', text: 'a,b\u001b[2J' }];
    return Promise.resolve({ kind: 'ok', value: { vips: [], addresses: [] }, problems: { count: 2, kept } });
  });
  const answer = await server.inject('/probe?module=haproxy&target=lb1:8404&debug=true');
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.body).toBe(`Probe of http://lb1:8404/;csv with module haproxy: ok after 0.000 s
Problems: 2, of which the first 1
  line 3: row is short: a,b\\u001b[2J

Log:
time=2026-11-20T10:00:00.000Z level=info msg="probe begins" target=http://lb1:8404/;csv timeout_seconds=5
time=2026-11-20T10:00:00.000Z level=debug msg=answered bytes=12
time=2026-11-20T10:00:00.000Z level=info msg="probe ended" outcome=ok duration_seconds=0

Metrics that would have been returned:
${METRICS}`);
});

test.each([
  [400, '', 'module is missing; known ones: "haproxy"'],
  [400, '?target=lb1:80', 'module is missing; known ones: "haproxy"'],
  [400, '?module=nginx&target=lb1:80', 'there is no probe module "nginx"; known ones: "haproxy"'],
  [400, '?module=__proto__&target=lb1:80', 'there is no probe module "__proto__"; known ones: "haproxy"'],
  [400, '?module=haproxy', 'target is missing: /probe?module=haproxy&target=host:port'],
  [400, '?module=haproxy&target=', 'target is missing: /probe?module=haproxy&target=host:port'],
  [400, '?module=haproxy&target=lb1:80&target=evil:80', 'module, target and debug may each be given once'],
  [400, '?module=haproxy&module=x&target=lb1:80', 'module, target and debug may each be given once'],
  [400, '?module=haproxy&target=lb1', 'target "lb1" is not host:port; write host:port or a URL'],
  [
    400,
    '?module=haproxy&target=http://a:b@lb1/',
    `target "http://a:b@lb1/" carries a user or password, which belong in the module's configuration; write host:port or a URL`,
  ],
  [
    403,
    '?module=haproxy&target=evil:80',
    'target "evil:80" is not admitted: add its host "evil" to probe.modules.haproxy.allow in the configuration',
  ],
  [
    403,
    '?module=haproxy&target=3232235777:80',
    'target "3232235777:80" is not admitted: add its host "192.168.1.1" to probe.modules.haproxy.allow in the configuration',
  ],
])('%d for /probe%s', async (status, query, line) => {
  const { server, probed } = probing(() => Promise.resolve(OK));
  const answer = await server.inject(`/probe${query}`);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.body).toBe(`${line}\n`);
  expect(probed).toEqual([]);
});

test('by default nothing is admitted', async () => {
  const { server } = probing(() => Promise.resolve(OK), [{ ...MODULE, allow: [] }]);
  const answer = await server.inject('/probe?module=haproxy&target=localhost:8404');
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toBe(
    'target "localhost:8404" is not admitted: add its host "localhost" to probe.modules.haproxy.allow in the configuration\n',
  );
});

test('without modules the answer says what to configure', async () => {
  const { server } = probing(() => Promise.resolve(OK), []);
  const answer = await server.inject('/probe?module=haproxy&target=lb1:8404');
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toBe(
    'no probe module is configured: add one with its list "allow" under probe.modules in the configuration\n',
  );
});

test('more than 20 probes at once are told so', async () => {
  let finish = (): void => undefined;
  const pending = new Promise<VipOutcome>((resolve) => {
    finish = () => resolve(OK);
  });
  const { server, probed } = probing(() => pending);
  const probes = Array.from({ length: 20 }, () => server.inject('/probe?module=haproxy&target=lb1:8404'));
  await vi.waitFor(() => expect(probed).toHaveLength(20));
  const refused = await server.inject('/probe?module=haproxy&target=lb1:8404');
  expect(refused.statusCode).toBe(503);
  expect(refused.body).toBe('20 probes are under way already.\n');
  finish();
  expect((await Promise.all(probes)).map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
});
