import { expect, test } from 'vitest';
import { parseNamedStats } from '../../../src/parsers/bind/named-stats.ts';
import { LastDumpFinder } from '../../../src/parsers/bind/named-stats-last-dump.ts';
import { bindFixture, figures } from './figures.ts';

function lastDumpOf(file: string): string {
  return new LastDumpFinder().prepend(Buffer.from(bindFixture(file)))?.text ?? '';
}

function dump(...lines: readonly string[]): string {
  return ['+++ Statistics Dump +++ (1)', ...lines, '--- Statistics Dump --- (1)', ''].join('\n');
}

test('a dump of a recursive server', () => {
  const { records, problems } = parseNamedStats(lastDumpOf('9.18-recursive-named.stats'));
  expect(problems.kept).toEqual([]);
  expect(records.dumpTimeSeconds).toBe(1795168003);
  expect(records.unknown).toEqual([]);
  expect(records.underflows).toBe(0);
  expect(records.views.map((view) => view.name)).toEqual(['default']);
  expect(records.zones.map((zone) => `${zone.view}/${zone.name}`)).toEqual([
    'default/slave.test',
    'default/.',
  ]);
  expect(figures(records)).toMatchObject({
    'incomingRequests.QUERY': 291,
    'incomingQueries.Others': 30,
    'incomingQueries.A': 81,
    'outgoingRcodes.NXDOMAIN': 30,
    'nameServer.TCPConnHighWater': 1,
    'nameServer.QryNxrrset': 180,
    'nameServer.CookieNew': 291,
    'zoneMaintenance.XfrFail': 1,
    'resolver.QueryCurUDP': 2,
    'sockets.TCP4Active': 10,
    'views.default.outgoingQueries.NS': 6,
    'views.default.resolver.QryRTT10': 37,
    'views.default.resolver.ServerCookieOut': 36,
    'views.default.adb.entriescnt': 27,
    'views.default.cache.default.stats.CacheHits': 253,
    'views.default.cache.default.stats.QueryHits': 253,
    'views.default.cache.default.stats.DeleteLRU': 0,
    'views.default.cache.default.stats.HeapMemInUse': 123968,
    'views.default.cache.default.rrsets.!HTTPS': 1,
    'views.default.cache.default.rrsets.NXDOMAIN': 30,
  });
});

test('a dump of an authoritative server counts by zone', () => {
  const { records, problems } = parseNamedStats(lastDumpOf('9.18-authoritative-named.stats'));
  expect(problems.count).toBe(0);
  expect(figures(records)).toMatchObject({
    'zones.default/abc.local.queries.QrySuccess': 14,
    'zones.default/abc.local.queries.QryAuthAns': 14,
    'zones.default/abc.local.queries.QryUDP': 14,
  });
});

test.each([
  [
    'reconstructed-8.4-named.stats',
    27,
    {
      'incomingRequests.QUERY': 916,
      'incomingRequests.IQUERY': 917,
      'incomingQueries.Others': 3,
      'incomingQueries.A': 268459,
      'incomingQueries.TYPE103': 5,
      'nameServer.Response': 912,
      'nameServer.QrySERVFAIL': 922,
      'nameServer.QryNXDOMAIN': 925,
      'nameServer.UpdateRej': 929,
      'resolver.Responsev4': 901,
      'resolver.Lame': 909,
      'resolver.Retry': 914,
    },
  ],
  [
    'reconstructed-9.4.3-named.stats',
    24,
    {
      'nameServer.QrySuccess': 11,
      'nameServer.QryDropped': 18,
      'zones.default/example.com.queries.QrySuccess': 21,
      'zones.internal/example.com.queries.QryDuplicate': 37,
    },
  ],
  [
    'reconstructed-9.9.13-named.stats',
    159,
    {
      'incomingQueries.RESERVED0': 110,
      'incomingQueries.TYPE65': 112,
      'nameServer.RecursClients': 1037,
      'resolver.Mismatch': 301,
      'sockets.FDWatchClose': 616,
      'sockets.FdwatchBindFail': 622,
      'views.default.resolver.QryRTT1600+': 2029,
      'views.default.cache.default.rrsets.!AAAA': 403,
      'zones.default/example.com.queries.QryUDP': 703,
    },
  ],
  [
    'reconstructed-9.10.8-named.stats',
    208,
    {
      'nameServer.SitOpt': 1047,
      'nameServer.SitMatch': 1052,
      'views.default.resolver.SitClientOk': 2036,
      'views.default.cache.default.stats.HeapMemMax': 3014,
      'views.default.cache.default.rrsets.#!AAAA': 404,
      'views.default.adb.namescnt': 504,
      'sockets.RawActive': 662,
    },
  ],
  [
    'reconstructed-9.11.37-views-named.stats',
    268,
    {
      'outgoingRcodes.17': 124,
      'nameServer.QryNXRedirRLookup': 1056,
      'views.internal.resolver.NextItem': 2041,
      'views.external.resolver.NextItem': 2141,
      'views.internal.cache.internal.stats.CacheHits': 3001,
      'zones.internal/example.com.queries.Response': 701,
      'zones.external/example.com.queries.Response': 721,
    },
  ],
  [
    'reconstructed-9.14.12-named.stats',
    235,
    {
      'nameServer.SynthNODATA': 1061,
      'views.default.cache.default.rrsets.~#A': 404,
      'views.default.cache.default.rrsets.~!AAAA': 405,
      'zones.default/example.com.glueCache.GLUECACHEinsertsabsent': 804,
    },
  ],
  [
    'reconstructed-9.16.50-named.stats',
    234,
    { 'nameServer.UpdateQuota': 1068, 'views.default.resolver.Priming': 2042 },
  ],
  [
    'reconstructed-9.20.27-views-named.stats',
    270,
    {
      'nameServer.RecursHighwater': 1038,
      'views.external.resolver.MismatchTCP': 2144,
      'views.internal.cache.internal.stats.CacheNSECNodes': 3009,
      'sockets.TCP6Clients': 642,
      'zones.external/example.com.glueCache.GLUECACHEhitspresent': 821,
    },
  ],
  [
    'reconstructed-9.21.25-named.stats',
    216,
    {
      'nameServer.QryEncryptedProxyDoH': 1052,
      'nameServer.RecursClients': 1093,
      'views.default.resolver.ForwardOnlyFail': 2038,
      'views.default.cache.default.stats.TreeMemInUse': 3008,
    },
  ],
])('%s: every counter is known', (file, count, expected) => {
  const { records, problems } = parseNamedStats(bindFixture(file));
  const all = figures(records);
  expect(problems.kept).toEqual([]);
  expect(Object.keys(all)).toHaveLength(count);
  expect(all).toMatchObject(expected);
});

test('the built-in view _bind is left out', () => {
  const { records } = parseNamedStats(bindFixture('reconstructed-9.11.37-views-named.stats'));
  expect(records.views.map((view) => view.name)).toEqual(['internal', 'external']);
  expect(records.zones.map((zone) => `${zone.view}/${zone.name}`)).toEqual([
    'internal/example.com',
    'internal/10.in-addr.arpa',
    'external/example.com',
  ]);
});

test('a cache that views share belongs to one of them', () => {
  const { records } = parseNamedStats(bindFixture('reconstructed-9.20.27-views-named.stats'));
  expect(records.views.map((view) => view.cache?.name)).toEqual(['internal', undefined]);
});

test('BIND 8 tells when it was started and last read its configuration; what BIND 9 lacks keeps its name', () => {
  const { records } = parseNamedStats(bindFixture('reconstructed-8.4-named.stats'));
  expect(records.dumpTimeSeconds).toBe(917839766);
  expect(records.bootTimeSeconds).toBe(917469258);
  expect(records.configTimeSeconds).toBe(917836166);
  expect(records.unknown.map(({ section, name, value }) => `${section} ${name} ${value}`)).toEqual([
    'nsstats RFwdR 903',
    'nsstats RDupR 904',
    'nsstats RAXFR 908',
    'nsstats ROpts 910',
    'nsstats SSysQ 911',
    'nsstats SFwdQ 913',
    'nsstats SErr 915',
    'nsstats RFwdQ 918',
    'nsstats SFwdR 921',
  ]);
});

test('zones are left out where they are not wanted', () => {
  for (const file of ['reconstructed-9.20.27-views-named.stats', 'reconstructed-9.4.3-named.stats']) {
    const { records, problems } = parseNamedStats(bindFixture(file), { zones: false });
    expect(records.zones).toEqual([]);
    expect(problems.count).toBe(0);
    expect(records.nameServer.get('QrySuccess')).toBeGreaterThan(0);
  }
});

test.each([
  ['Name Server Statistics', '4294966620 recursing clients', 'nameServer.RecursClients', 0, 1],
  ['Socket I/O Statistics', '18446744073709551613 UDP/IPv4 sockets active', 'sockets.UDP4Active', 0, 1],
  ['Socket I/O Statistics', '18446744073709551615 TCP/IPv4 sockets opened', 'sockets.TCP4Open', 0, 1],
  ['Name Server Statistics', '-1 recursing clients', 'nameServer.RecursClients', 0, 1],
  ['Name Server Statistics', '4294966620 responses sent', 'nameServer.Response', 4294966620, 0],
  ['Name Server Statistics', '2147483647 recursing clients', 'nameServer.RecursClients', 2147483647, 0],
  ['Incoming Queries', '9223372036854775807 A', 'incomingQueries.A', 2 ** 63, 0],
  ['Incoming Queries', '9007199254740993 A', 'incomingQueries.A', 9007199254740992, 0],
])('%s: %s', (section, line, path, value, underflows) => {
  const { records, problems } = parseNamedStats(dump(`++ ${section} ++`, line));
  expect(problems.count).toBe(0);
  expect(figures(records)).toEqual({ [path]: value });
  expect(records.underflows).toBe(underflows);
});

test('memory of 4 GiB is no underflow', () => {
  const { records } = parseNamedStats(
    dump('++ Cache Statistics ++', '[View: default]', '4294966620 cache tree memory in use'),
  );
  expect(figures(records)).toEqual({ 'views.default.cache.default.stats.TreeMemInUse': 4294966620 });
});

test('misspelt words of old releases mean the same', () => {
  const { records } = parseNamedStats(
    dump(
      '++ Name Server Statistics ++',
      '1 Expire option recieved',
      '2 Other EDNS option recieved',
      '3 EDNS client subnet option recieved',
      '4 syththesized a no-data response',
    ),
  );
  expect(figures(records)).toEqual({
    'nameServer.ExpireOpt': 1,
    'nameServer.OtherOpt': 2,
    'nameServer.ECSOpt': 3,
    'nameServer.SynthNODATA': 4,
  });
});

test('blank lines, indentation, tabs and CRLF do not matter', () => {
  const { records, problems } = parseNamedStats(
    '\r\n+++ Statistics Dump +++ (1)\r\n\r\n  ++ Incoming Queries ++\r\n7\tA\r\n      8   NS   \r\n--- Statistics Dump --- (1)',
  );
  expect(problems.count).toBe(0);
  expect(figures(records)).toEqual({ 'incomingQueries.A': 7, 'incomingQueries.NS': 8 });
});

test('names of views may hold anything', () => {
  const { records } = parseNamedStats(
    dump(
      '++ Cache DB RRsets ++',
      '[View: a (b) (Cache: c)]',
      '1 A',
      '[View: d]e]',
      '2 A',
      '[View: f (Cache: _default)]',
      '3 A',
      '++ Per Zone Query Statistics ++',
      '[a\\(b\\).example (view: x (view: y))]',
      '4 responses sent',
    ),
  );
  expect(figures(records)).toEqual({
    'views.a (b).cache.c.rrsets.A': 1,
    'views.d]e.cache.d]e.rrsets.A': 2,
    'views.f.cache.default.rrsets.A': 3,
    'zones.x (view: y)/a\\(b\\).example.queries.Response': 4,
  });
});

test('sections and blocks that come twice are merged', () => {
  const { records, problems } = parseNamedStats(
    dump(
      '++ Incoming Queries ++',
      '1 A',
      '++ Incoming Requests ++',
      '2 QUERY',
      '++ Incoming Queries ++',
      '3 NS',
    ),
  );
  expect(problems.count).toBe(0);
  expect(figures(records)).toEqual({
    'incomingRequests.QUERY': 2,
    'incomingQueries.A': 1,
    'incomingQueries.NS': 3,
  });
});

test('what no table knows is kept', () => {
  const { records, problems } = parseNamedStats(
    dump(
      '++ Name Server Statistics ++',
      '1 queries answered by tomorrow',
      '++ Resolver Statistics ++',
      '[View: v]',
      '2 bucket colour',
      '++ Per Zone Query Statistics ++',
      '[z (view: v)]',
      '3 of the zone',
      '++ Quantum Statistics ++',
      '4 cats',
      '[View: v]',
      '5 cats',
      '[z]',
      '6 cats',
      '++ Outgoing Queries ++',
      '7 A',
    ),
  );
  expect(problems.count).toBe(0);
  expect(figures(records)).toEqual({});
  expect(records.unknown).toEqual([
    { section: 'nsstats', name: 'queries answered by tomorrow', value: 1 },
    { section: 'resstats', view: 'v', name: 'bucket colour', value: 2 },
    { section: 'zone', view: 'v', zone: 'z', name: 'of the zone', value: 3 },
    { section: 'Quantum Statistics', name: 'cats', value: 4 },
    { section: 'Quantum Statistics', view: 'v', name: 'cats', value: 5 },
    { section: 'Quantum Statistics', view: 'default', zone: 'z', name: 'cats', value: 6 },
    { section: 'resolver-qtypes', name: 'A', value: 7 },
  ]);
});

test('of unknown counters a thousand are kept', () => {
  const lines = Array.from({ length: 1002 }, (_, index) => `1 counter ${index}`);
  const { records, problems } = parseNamedStats(dump('++ Name Server Statistics ++', ...lines));
  expect(records.unknown).toHaveLength(1000);
  expect(problems.count).toBe(2);
  expect(problems.kept[0]).toEqual({
    line: 1003,
    reason: 'more than 1000 unknown counters; this one is left out',
    text: '1 counter 1000',
  });
});

test.each([
  ['gibberish', 'it is neither a section, nor a view or zone, nor a counter'],
  ['12', 'it is neither a section, nor a view or zone, nor a counter'],
  ['[]', 'it is neither a section, nor a view or zone, nor a counter'],
  ['[View: torn', 'it is neither a section, nor a view or zone, nor a counter'],
  ['18446744073709551616 NS', 'its figure is no whole number of 64 bits'],
  [`${'9'.repeat(400)} NS`, 'its figure is no whole number of 64 bits'],
  ['--- Statistics Dump --- (2)', 'it closes dump 2, and the one open is 1'],
  ['+++ Statistics Dump +++ (2)', 'another dump begins before this one was closed; what follows is left out'],
  ['5 A', 'A was there before; the first figure is kept'],
])('problem: %s', (line, reason) => {
  const { records, problems } = parseNamedStats(dump('++ Incoming Queries ++', '1 A', line));
  expect(problems.kept[0]).toMatchObject({ line: 4, reason });
  expect(figures(records)).toEqual({ 'incomingQueries.A': 1 });
});

test('a bad line hurts none of the others', () => {
  const { records, problems } = parseNamedStats(
    dump(
      '++ Incoming Queries ++',
      '1 A',
      '\u0000\u0001',
      '2 NS',
      '++ Socket I/O Statistics ++',
      'x',
      '3 UDP/IPv4 sockets opened',
    ),
  );
  expect(figures(records)).toEqual({
    'incomingQueries.A': 1,
    'incomingQueries.NS': 2,
    'sockets.UDP4Open': 3,
  });
  expect(problems.kept.map(({ line, text }) => `${line} ${text}`)).toEqual(['4 \u0000\u0001', '7 x']);
});

test("figures below a torn title or head are nobody's, not those of the one before", () => {
  const { records, problems } = parseNamedStats(
    dump(
      '++ Outgoing Queries ++',
      '[View: a]',
      '1 A',
      '[View: b',
      '2 NS',
      '++ Name Server Stat',
      '3 responses sent',
    ),
  );
  expect(figures(records)).toEqual({ 'views.a.outgoingQueries.A': 1 });
  expect(records.unknown).toEqual([
    { section: 'resolver-qtypes', name: 'NS', value: 2 },
    { section: '++ Name Server Stat', name: 'responses sent', value: 3 },
  ]);
  expect(problems.kept.map(({ line, text }) => `${line} ${text}`)).toEqual([
    '5 [View: b',
    '7 ++ Name Server Stat',
  ]);
});

test('a dump that is not closed says so', () => {
  const { problems } = parseNamedStats('+++ Statistics Dump +++ (5)\n++ Incoming Queries ++\n1 A\n');
  expect(problems.kept).toEqual([
    { line: 3, reason: 'the dump is not closed by "--- Statistics Dump --- (5)"', text: '' },
  ]);
});

test('what stands outside of the dump is no part of it', () => {
  const { records, problems } = parseNamedStats(
    `1 A\n--- Statistics Dump --- (0)\n${dump('++ Incoming Queries ++', '2 A')}3 NS\n`,
  );
  expect(figures(records)).toEqual({ 'incomingQueries.A': 2 });
  expect(problems.kept.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '1: it stands before the opening line',
    '2: it closes a dump that was not opened',
    '7: it stands behind the closing line',
  ]);
});

test.each([
  ['', 'not a statistics dump of named: the text is empty'],
  [
    'options { directory "/x"; };',
    'not a statistics dump of named: it begins with "options { directory \\"/x\\"; };"',
  ],
])('no dump: %j', (text, message) => {
  expect(() => parseNamedStats(text)).toThrow(expect.objectContaining({ name: 'FormatError', message }));
});
