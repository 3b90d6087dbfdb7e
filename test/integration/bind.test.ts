// needs: named, rndc, dig, promtool, prometheus-bind-exporter, root
import { appendFile, rename, truncate } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Collector } from '../../src/exporter/collector.ts';
import { createBindCollector } from '../../src/exporter/collectors/bind.ts';
import { BIND_FAMILIES } from '../../src/exporter/metrics/bind.ts';
import { renderExposition, tieFamilies } from '../../src/exporter/metrics/exposition.ts';
import type { BindServer } from '../../src/model/bind.ts';
import type { Outcome } from '../../src/model/snapshot.ts';
import { figures } from '../parsers/bind/figures.ts';
import { parseExposition } from './support/exposition.ts';
import { freePort } from './support/free-port.ts';
import { digAll, type RunningNamed, startNamed } from './support/named.ts';
import { runProgram, startProcess } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const ZONE = `$TTL 300
@ IN SOA ns hostmaster 2024010203 60 30 600 60
@ IN NS ns
@ IN MX 10 a
ns IN A 127.0.0.1
a IN A 192.0.2.1
b IN A 192.0.2.2
`;
const RNDC_INTERVAL_MS = 1000;
/** Of the key that leads to the view "copies". */
const COPIES_SECRET = 'dGhpcyBpcyBhIGtleSBvZiBhIHRlc3QgYW5kIG9mIG5vdGhpbmc=';

let directory: TempDir;
/** Authoritative for example.test. */
let origin: RunningNamed;
/** Three views: one asks the origin, one has a copy of its zone, and one uses the first one's cache. */
let resolver: RunningNamed;
const collectors: Collector<'bind'>[] = [];

beforeAll(async () => {
  directory = await makeTempDir('bind');
  origin = await startNamed(directory, 'origin', {
    options: 'recursion no; allow-transfer { 127.0.0.1; };',
    zones: 'zone "example.test" { type primary; file "example.db"; };',
    files: { 'example.db': ZONE },
  });
  resolver = await startNamed(directory, 'resolver', {
    options: `recursion yes; forward only; forwarders { 127.0.0.1 port ${origin.port}; };`,
    zones: `key "copies" { algorithm hmac-sha256; secret "${COPIES_SECRET}"; };
view "copies" {
  match-clients { key "copies"; };
  zone "example.test" { type secondary; primaries { 127.0.0.1 port ${origin.port}; }; file "copy.db"; };
};
view "clients" { match-clients { any; }; };
view "guests" { match-clients { none; }; attach-cache "clients"; };`,
  });
});

afterAll(async () => {
  await Promise.all(collectors.map((collector) => collector.close()));
  await resolver?.stop();
  await origin?.stop();
  await directory?.remove();
});

function collectorOf(collector: Collector<'bind'>): Collector<'bind'> {
  collectors.push(collector);
  return collector;
}

function fileCollector(named: RunningNamed, rndc: boolean): Collector<'bind'> {
  const asked = { command: [...named.rndc, 'stats'], intervalMs: RNDC_INTERVAL_MS };
  return collectorOf(
    createBindCollector({
      kind: 'stats-file',
      name: 'server',
      path: named.statsFile,
      timeoutMs: 10_000,
      zones: true,
      ...(rndc && { rndc: asked }),
    }),
  );
}

function channelCollector(named: RunningNamed): Collector<'bind'> {
  return collectorOf(
    createBindCollector({
      kind: 'statistics-channel',
      name: 'server',
      url: named.channelUrl,
      timeoutMs: 10_000,
      maxBytes: 16 * 1024 * 1024,
      zones: true,
      tls: { insecureSkipVerify: false },
    }),
  );
}

const collect = (collector: Collector<'bind'>): Promise<Outcome<BindServer>> =>
  collector.collect(AbortSignal.timeout(10_000));

async function serverOf(collector: Collector<'bind'>): Promise<BindServer> {
  const outcome = await collect(collector);
  if (outcome.kind !== 'ok') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  expect(outcome.problems.kept).toEqual([]);
  return outcome.value;
}

async function metricsOf(collector: Collector<'bind'>): Promise<string> {
  const report = {
    subsystem: 'bind' as const,
    source: collector.source,
    target: collector.target,
    durationSeconds: 0,
    finishedAtSeconds: 0,
    outcome: await collect(collector),
  };
  return [...renderExposition(tieFamilies(BIND_FAMILIES, [report]), 'prometheus')].join('');
}

/** Has named write its statistics now. */
async function dumpNow(named: RunningNamed): Promise<void> {
  const { code, stderr } = await runProgram([...named.rndc, 'stats']);
  expect([code, stderr]).toEqual([0, '']);
}

/** All questions that the resolver is ever asked: nine by the view "clients", two by "copies". */
async function askResolver(): Promise<void> {
  await digAll(resolver.port, [
    'a.example.test A',
    'a.example.test A',
    'a.example.test A',
    'b.example.test AAAA',
    'nowhere.example.test A',
    'nowhere.example.test A',
    'example.test MX',
  ]);
  await digAll(resolver.port, ['b.example.test A', 'b.example.test A'], ['+tcp']);
  const key = ['-y', `hmac-sha256:copies:${COPIES_SECRET}`];
  await digAll(resolver.port, ['a.example.test A', 'example.test MX'], key);
}

test('what was asked is what both sources count, with named told to dump by an interval of its own', async () => {
  const file = fileCollector(resolver, true);
  const channel = channelCollector(resolver);
  await vi.waitFor(
    async () => {
      expect((await serverOf(channel)).stats.zoneMaintenance.get('XfrSuccess')).toBe(1);
    },
    { timeout: 20_000 },
  );
  await askResolver();
  const expected = {
    'incomingRequests.QUERY': 11,
    'incomingQueries.A': 8,
    'incomingQueries.AAAA': 1,
    'incomingQueries.MX': 2,
    'outgoingRcodes.NOERROR': 9,
    'outgoingRcodes.NXDOMAIN': 2,
    'nameServer.Requestv4': 11,
    'nameServer.ReqTSIG': 2,
    'nameServer.QryUDP': 9,
    'nameServer.QryTCP': 2,
    'nameServer.QrySuccess': 8,
    'nameServer.QryNxrrset': 1,
    'nameServer.QryNXDOMAIN': 2,
    'nameServer.QryRecursion': 5,
    'views.clients.outgoingQueries.A': 3,
    'views.clients.outgoingQueries.AAAA': 1,
    'views.clients.outgoingQueries.MX': 1,
    'views.clients.resolver.Queryv4': 5,
    'views.clients.resolver.NXDOMAIN': 1,
    'views.clients.cache.clients.rrsets.A': 2,
    'views.clients.cache.clients.rrsets.!AAAA': 1,
    'views.clients.cache.clients.rrsets.NXDOMAIN': 1,
    'zones.copies/example.test.queries.QrySuccess': 2,
    'zones.copies/example.test.queries.QryAuthAns': 2,
    'zoneMaintenance.XfrSuccess': 1,
  };
  await vi.waitFor(
    async () => {
      expect(figures((await serverOf(file)).stats)).toMatchObject(expected);
    },
    { timeout: 20_000, interval: 200 },
  );
  const { stats } = await serverOf(channel);
  expect(figures(stats)).toMatchObject(expected);
  expect(stats.zones).toMatchObject([{ name: 'example.test', view: 'copies', serial: 2024010203 }]);
});

test('both sources tell the same of the same moment', async () => {
  await dumpNow(resolver);
  const file = (await serverOf(fileCollector(resolver, false))).stats;
  const channel = (await serverOf(channelCollector(resolver))).stats;
  const [inFile, inChannel] = [figures(file), figures(channel)];
  const different = Object.keys({ ...inFile, ...inChannel }).filter(
    (path) => (inFile[path] ?? 0) !== (inChannel[path] ?? 0),
  );
  const known = [
    // The request for the channel's page and rndc are TCP connections themselves.
    /^sockets\.TCP4(Accept|Close|Active|Clients|Open)$/,
    /^memory\./,
    // Only the channel counts by zone and type, and it gives a shared cache for each of its views.
    /^zones\.[^ ]+\.incomingQueries\./,
    /^views\.guests\.cache\./,
  ];
  expect(different.filter((path) => !known.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(file.views.map((view) => `${view.name} ${view.cache?.name}`)).toEqual([
    'copies copies',
    'clients clients',
    'guests undefined',
  ]);
});

test('promtool finds nothing to say about either source', async () => {
  for (const collector of [fileCollector(resolver, false), channelCollector(resolver)]) {
    const metrics = await metricsOf(collector);
    expect(metrics).toContain('bind_up{source="server"} 1\n');
    expect(await runProgram(['promtool', 'check', 'metrics'], metrics)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  }
});

/** Series of bind_exporter that have no equal here, and why. */
const DIFFERENCES: readonly (readonly [series: RegExp, why: string])[] = [
  [
    /^(go|process|promhttp|bind_process)_|^bind_exporter_build_info/,
    "the exporter's own process and its build",
  ],
  [/view="_bind"/, 'the built-in view of class CHAOS is left out'],
  [/^bind_resolver_query_duration_seconds_sum/, 'NaN: BIND adds up no times'],
  [
    /^bind_resolver_query_duration_seconds_count/,
    'OpenMetrics allows no _count without _sum; it is the bucket +Inf',
  ],
  [
    /^bind_resolver_query_duration_seconds_bucket.*view="(copies|guests)"/,
    'no times of views that asked nobody',
  ],
  [/^bind_(tasks_running|worker_threads)$/, 'BIND 9.18 gives none, and bind_exporter 0'],
];

test("every series of bind_exporter's is here with the same value", async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/metrics`;
  const exporter = await startProcess(
    [
      'prometheus-bind-exporter',
      `--bind.stats-url=${resolver.channelUrl}`,
      '--bind.pid-file=',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { timeoutMs: 10_000, readyWhen: async () => (await fetch(url)).ok },
  );
  try {
    const theirs = parseExposition(await (await fetch(url)).text());
    const channel = channelCollector(resolver);
    const ours = parseExposition((await metricsOf(channel)).replaceAll('source="server"', ''));
    expect(theirs.get('bind_up')).toBe('1');
    expect(theirs.size).toBeGreaterThan(150);
    const wrong = [...theirs]
      .filter(([series]) => !DIFFERENCES.some(([pattern]) => pattern.test(series)))
      .filter(([series, value]) => Number(ours.get(series)) !== Number(value))
      .map(([series, value]) => `${series} is ${value} there and ${ours.get(series)} here`);
    expect(wrong).toEqual([]);
    const unused = DIFFERENCES.filter(
      ([pattern]) => ![...theirs.keys()].some((series) => pattern.test(series)),
    );
    expect(unused.map(([, why]) => why)).toEqual([]);
  } finally {
    await exporter.stop();
  }
});

test('named.stats replaced, cut, torn and grown while named runs', async () => {
  await dumpNow(origin);
  const collector = fileCollector(origin, false);
  const first = await serverOf(collector);
  expect(first.file?.complete).toBe(true);

  await rename(origin.statsFile, `${origin.statsFile}.1`);
  expect(await collect(collector)).toEqual({
    kind: 'failed',
    reason: `${origin.statsFile} does not exist; named writes it when asked by "rndc stats"`,
  });
  await dumpNow(origin);
  expect((await serverOf(collector)).stats.dumpTimeSeconds).toBeGreaterThanOrEqual(
    first.stats.dumpTimeSeconds,
  );

  await truncate(origin.statsFile, 0);
  expect(await collect(collector)).toEqual({
    kind: 'failed',
    reason: `${origin.statsFile} is empty; named writes it when asked by "rndc stats"`,
  });
  await dumpNow(origin);
  const whole = await serverOf(collector);
  await appendFile(
    origin.statsFile,
    '+++ Statistics Dump +++ (4000000000)\n++ Incoming Requests ++\n      99',
  );
  const torn = await serverOf(collector);
  expect(torn.file?.complete).toBe(false);
  expect(torn.stats.dumpTimeSeconds).toBe(whole.stats.dumpTimeSeconds);

  // A hole of 2 GiB is what many years of dumps would be.
  await truncate(origin.statsFile, 2 ** 31);
  await dumpNow(origin);
  const grown = await serverOf(collector);
  expect(grown.file?.complete).toBe(true);
  expect(grown.file?.sizeBytes).toBeGreaterThan(2 ** 31);
  expect(grown.stats.incomingRequests).toEqual(whole.stats.incomingRequests);
});

test('a named.stats that this user may not read', async () => {
  await dumpNow(origin);
  const collector = fileCollector(origin, false);
  process.seteuid?.('nobody');
  try {
    expect(await collect(collector)).toEqual({
      kind: 'failed',
      reason: `${origin.statsFile} may not be read by this user; grant it read access`,
    });
  } finally {
    process.seteuid?.(0);
  }
  expect((await collect(collector)).kind).toBe('ok');
});

test('a page of XML says what to configure', async () => {
  const url = `${origin.channelUrl}/xml/v3`;
  const collector = collectorOf(
    createBindCollector({
      kind: 'statistics-channel',
      name: 'xml',
      url,
      timeoutMs: 10_000,
      maxBytes: 16 * 1024 * 1024,
      zones: true,
      tls: { insecureSkipVerify: false },
    }),
  );
  expect(await collect(collector)).toEqual({
    kind: 'failed',
    reason: `${url} answered XML; configure the address of named's JSON, such as ${origin.channelUrl}/json/v1`,
  });
});

test('a named that is gone leaves its file, and both sources say so', async () => {
  const channel = channelCollector(resolver);
  const file = fileCollector(resolver, true);
  await serverOf(channel);
  await resolver.stop();
  expect(await collect(channel)).toEqual({
    kind: 'failed',
    reason: `${resolver.channelUrl}/json/v1 refused the connection; nothing listens there`,
  });
  await vi.waitFor(
    async () => {
      const outcome = await collect(file);
      expect(outcome).toMatchObject({ kind: 'ok', problems: { count: 1 } });
      expect(outcome.kind === 'ok' && outcome.problems.kept[0]?.reason).toMatch(
        /^rndc -s 127\.0\.0\.1 .* stats exited with status 1: rndc: connect failed: 127\.0\.0\.1#\d+: connection refused$/,
      );
    },
    { timeout: 20_000, interval: 200 },
  );
});
