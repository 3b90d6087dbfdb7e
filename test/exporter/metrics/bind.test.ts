import { expect, test } from 'vitest';
import { BIND_FAMILIES } from '../../../src/exporter/metrics/bind.ts';
import {
  type ExpositionFormat,
  renderExposition,
  tieFamilies,
} from '../../../src/exporter/metrics/exposition.ts';
import type { BindServer } from '../../../src/model/bind.ts';
import type { Outcome, SourceReport } from '../../../src/model/snapshot.ts';
import { parseNamedStats } from '../../../src/parsers/bind/named-stats.ts';
import { LastDumpFinder } from '../../../src/parsers/bind/named-stats-last-dump.ts';
import { parseStatisticsChannel } from '../../../src/parsers/bind/statistics-channel.ts';
import { fixture } from '../../support/fixture.ts';

function report(source: string, outcome: Outcome<BindServer>): SourceReport<'bind'> {
  return { subsystem: 'bind', source, target: 'test', durationSeconds: 0, finishedAtSeconds: 0, outcome };
}

function fromFile(source: string, name: string): SourceReport<'bind'> {
  const bytes = Buffer.from(fixture('bind', name));
  const dump = new LastDumpFinder().prepend(bytes);
  const { records, problems } = parseNamedStats(dump?.text ?? '');
  const file = { sizeBytes: bytes.length, complete: dump?.complete ?? false };
  return report(source, { kind: 'ok', value: { stats: records, file }, problems });
}

function fromText(...lines: readonly string[]): SourceReport<'bind'> {
  const { records, problems } = parseNamedStats(`+++ Statistics Dump +++ (1)\n${lines.join('\n')}\n`);
  return report('t', { kind: 'ok', value: { stats: records }, problems });
}

function fromJson(source: string, text: string): SourceReport<'bind'> {
  const { records, problems } = parseStatisticsChannel(text);
  return report(source, { kind: 'ok', value: { stats: records }, problems });
}

function render(reports: readonly SourceReport<'bind'>[], format: ExpositionFormat = 'prometheus'): string {
  return [...renderExposition(tieFamilies(BIND_FAMILIES, reports), format)].join('');
}

function samples(reports: readonly SourceReport<'bind'>[]): string[] {
  return render(reports)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

const CHANNEL = fixture('bind', '9.18-recursive-stats.json');
const VERSIONS = ['8.4', '9.4.3', '9.9.13', '9.10.8', '9.14.12', '9.16.50', '9.21.25'].map((version) =>
  fromFile(version, `reconstructed-${version}-named.stats`),
);
const VIEWS = ['9.11.37', '9.20.27'].map((version) =>
  fromFile(version, `reconstructed-${version}-views-named.stats`),
);

test.each(['prometheus', 'openmetrics'] as const)(
  'named.stats and statistics channel of one server, in %s format',
  async (format) => {
    const reports = [fromFile('file', '9.18-recursive-named.stats'), fromJson('channel', CHANNEL)];
    await expect(render(reports, format)).toMatchFileSnapshot(
      `../../fixtures/bind/9.18-recursive.${format}.metrics`,
    );
  },
);

test('two views of BIND 9.20', async () => {
  const reports = [fromFile('rs1', 'reconstructed-9.20.27-views-named.stats')];
  await expect(render(reports)).toMatchFileSnapshot('../../fixtures/bind/9.20.27-views.prometheus.metrics');
});

test('both sources give the same samples where both know them', () => {
  const file = samples([fromFile('s', '9.18-recursive-named.stats')]);
  const channel = new Set(samples([fromJson('s', CHANNEL)]));
  expect(file.filter((sample) => !channel.has(sample))).toEqual([
    'bind_stats_dump_complete{source="s"} 1',
    'bind_stats_file_size_bytes{source="s"} 11068',
    // The request for the channel's page is a TCP connection itself.
    'bind_socket_closes_total{source="s",proto="tcp",family="ipv4"} 32',
    'bind_socket_accepts_total{source="s",proto="tcp",family="ipv4"} 32',
  ]);
});

test('every figure of every version is given once', () => {
  for (const one of [...VERSIONS, ...VIEWS]) {
    const lines = samples([one]);
    const series = lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
    expect(new Set(series).size).toBe(series.length);
    if (one.outcome.kind !== 'ok') throw new Error(one.outcome.reason);
    const { stats } = one.outcome.value;
    // Figures of reconstructed dumps are all different, so each of them is found by its value.
    const values = lines.map((line) => line.slice(line.lastIndexOf(' ') + 1));
    const missing = stats.views
      .flatMap(({ resolver, adb, cache, outgoingQueries }) => [
        ...[resolver, adb, outgoingQueries, ...(cache ? [cache.stats, cache.rrsets] : [])],
      ])
      .concat(stats.nameServer, stats.zoneMaintenance, stats.sockets, stats.resolver)
      .concat(stats.zones.flatMap(({ queries, glueCache }) => [queries, glueCache]))
      .flatMap((counters) => [...counters])
      .filter(([name, value]) => !name.startsWith('QryRTT') && !values.includes(String(value)));
    expect(missing).toEqual([]);
  }
});

test('no family lacks help, and every label is declared', () => {
  const all = [...VERSIONS, ...VIEWS, fromJson('channel', CHANNEL)];
  for (const family of BIND_FAMILIES) {
    expect(family.help).toMatch(/^[A-Z1].*\.$/);
    const used = new Set(
      [...renderExposition(tieFamilies([family], all), 'prometheus')]
        .join('')
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .flatMap((line) => [...line.matchAll(/([a-z_]+)="/g)].map((match) => match[1])),
    );
    expect([...used].filter((label) => !family.labels.includes(label ?? ''))).toEqual([]);
  }
  expect(new Set(BIND_FAMILIES.map((family) => family.name)).size).toBe(BIND_FAMILIES.length);
});

test('counters that every BIND 9 has begin with 0, by view too', () => {
  const lines = samples([
    fromText(
      '++ Incoming Requests ++',
      '++ Resolver Statistics ++',
      '[Common]',
      '[View: v]',
      '1 query retries',
    ),
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      'bind_responses_total{source="t",result="SERVFAIL"} 0',
      'bind_query_duplicates_total{source="t"} 0',
      'bind_zone_transfer_failure_total{source="t"} 0',
      'bind_resolver_query_errors_total{source="t",view="v",error="QueryTimeout"} 0',
      'bind_resolver_query_retries_total{source="t",view="v"} 1',
    ]),
  );
  expect(lines.filter((line) => line.startsWith('bind_resolver_') && !line.includes('view="v"'))).toEqual([]);
});

test('what an old BIND or a page of the channel lacks is not given as 0', () => {
  const old = samples([fromFile('old', 'reconstructed-9.4.3-named.stats')]);
  expect(old.filter((line) => /recursive_clients|transfer/.test(line))).toEqual([]);
  const head = { 'json-stats-version': '1.7', 'current-time': '2026-11-20T09:46:43.451Z' };
  expect(samples([fromJson('net', JSON.stringify({ ...head, sockstats: { UDP4Open: 3 } }))])).toEqual([
    'bind_up{source="net"} 1',
    'bind_stats_dump_timestamp_seconds{source="net"} 1795168003',
    'bind_stats_underflows{source="net"} 0',
    'bind_socket_opens_total{source="net",proto="udp",family="ipv4"} 3',
  ]);
});

test('a server that could not be read is down, and nothing else', () => {
  const failed = report('rs1', { kind: 'failed', reason: 'gone' });
  const absent = report('rs2', { kind: 'absent', reason: 'no named' });
  expect(samples([failed, absent])).toEqual(['bind_up{source="rs1"} 0', 'bind_up{source="rs2"} 0']);
});

test('a source without a name has no source label', () => {
  const [first, ...rest] = samples([fromJson('', CHANNEL)]);
  expect(first).toBe('bind_up 1');
  expect(rest.filter((line) => line.includes('source='))).toEqual([]);
});

test('a name is escaped in labels', () => {
  const lines = samples([
    fromText('++ Cache DB RRsets ++', '[View: a"b\\c]', '1 A', '++ Odd "title" ++', '2 cats', ''),
  ]);
  expect(lines).toContain('bind_resolver_cache_rrsets{source="t",view="a\\"b\\\\c",type="A"} 1');
  expect(lines).toContain('bind_unknown_statistic{source="t",section="Odd \\"title\\"",name="cats"} 2');
});

test('round-trip times are a histogram without sum', () => {
  const lines = samples([
    fromText(
      '++ Resolver Statistics ++',
      '[View: v]',
      '5 queries with RTT < 10ms',
      '3 queries with RTT 100-500ms',
      '1 queries with RTT > 1600ms',
    ),
  ]);
  expect(lines.filter((line) => line.includes('duration'))).toEqual([
    'bind_resolver_query_duration_seconds_bucket{source="t",view="v",le="0.01"} 5',
    'bind_resolver_query_duration_seconds_bucket{source="t",view="v",le="0.1"} 5',
    'bind_resolver_query_duration_seconds_bucket{source="t",view="v",le="0.5"} 8',
    'bind_resolver_query_duration_seconds_bucket{source="t",view="v",le="0.8"} 8',
    'bind_resolver_query_duration_seconds_bucket{source="t",view="v",le="1.6"} 8',
    'bind_resolver_query_duration_seconds_bucket{source="t",view="v",le="+Inf"} 9',
  ]);
});

test('sizes of messages fall into wider ranges than those of BIND', () => {
  const traffic = {
    'dns-udp-requests-sizes-received-ipv4': { '0-15': 1, '16-31': 2, '32-47': 4, '272-287': 8, '288+': 16 },
    'dns-tcp-responses-sizes-sent-ipv6': { '1216-1231': 1, '1232-1247': 2, '4096+': 4, 'unheard-of': 8 },
  };
  const head = { 'json-stats-version': '1.7', 'current-time': '2026-11-20T09:46:43.451Z' };
  const lines = samples([fromJson('c', JSON.stringify({ ...head, traffic }))]);
  const request = (le: string): string =>
    `bind_request_size_bytes_bucket{source="c",proto="udp",family="ipv4",le="${le}"}`;
  const response = (le: string): string =>
    `bind_response_size_bytes_bucket{source="c",proto="tcp",family="ipv6",le="${le}"}`;
  expect(lines).toEqual(
    expect.arrayContaining([
      `${request('31')} 3`,
      `${request('63')} 7`,
      `${request('255')} 7`,
      `${request('287')} 15`,
      `${request('+Inf')} 31`,
      `${response('1023')} 0`,
      `${response('1231')} 1`,
      `${response('1471')} 3`,
      `${response('4095')} 3`,
      `${response('+Inf')} 15`,
    ]),
  );
});
