import { expect, test } from 'vitest';
import { parseNamedStats } from '../../../src/parsers/bind/named-stats.ts';
import { LastDumpFinder } from '../../../src/parsers/bind/named-stats-last-dump.ts';
import { parseStatisticsChannel } from '../../../src/parsers/bind/statistics-channel.ts';
import { bindFixture, figures } from './figures.ts';

function channel(content: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    'json-stats-version': '1.8',
    'current-time': '2026-11-20T09:46:43.451Z',
    ...content,
  });
}

test('the statistics channel of a recursive server', () => {
  const { records, problems } = parseStatisticsChannel(bindFixture('9.18-recursive-stats.json'));
  expect(problems.kept).toEqual([]);
  expect(records).toMatchObject({
    dumpTimeSeconds: 1795168003,
    bootTimeSeconds: 1795167994,
    configTimeSeconds: 1795167994,
    version: '9.18.49-1~deb12u3-Debian',
    unknown: [],
    underflows: 0,
  });
  expect(records.zones).toEqual([
    {
      name: 'slave.test',
      view: 'default',
      type: 'secondary',
      refreshSeconds: 1795168041,
      queries: new Map(),
      incomingQueries: new Map(),
      glueCache: new Map(),
    },
  ]);
  expect(records.memory).toEqual(
    new Map([
      ['TotalUse', 27952497],
      ['InUse', 25292597],
      ['Malloced', 25402005],
      ['ContextSize', 111072],
      ['Lost', 0],
    ]),
  );
  expect(records.traffic).toHaveLength(8);
  expect(records.traffic[1]).toEqual({
    direction: 'response',
    protocol: 'udp',
    family: 'ipv4',
    sizes: new Map([
      ['80-95', 50],
      ['112-127', 210],
    ]),
  });
});

test('tells the same as named.stats of the same moment', () => {
  const dump = new LastDumpFinder().prepend(Buffer.from(bindFixture('9.18-recursive-named.stats')));
  const text = figures(parseNamedStats(dump?.text ?? '').records);
  const json = figures(parseStatisticsChannel(bindFixture('9.18-recursive-stats.json')).records);
  const different = Object.entries(text)
    .filter(([path, value]) => json[path] !== value)
    .map(([path, value]) => `${path}: ${value} in the file, ${json[path]} in the channel`);
  // The request for the channel's page is a TCP connection itself.
  expect(different).toEqual([
    'sockets.TCP4Close: 32 in the file, 33 in the channel',
    'sockets.TCP4Accept: 32 in the file, 33 in the channel',
  ]);
  const more = Object.entries(json).filter(([path, value]) => !(path in text) && value !== 0);
  expect(more.map(([path]) => path)).toEqual([
    'memory.TotalUse',
    'memory.InUse',
    'memory.Malloced',
    'memory.ContextSize',
  ]);
});

test('zones give serial, times and counters', () => {
  const { records, problems } = parseStatisticsChannel(
    channel({
      views: {
        internal: {
          zones: [
            {
              name: 'example.com',
              class: 'IN',
              serial: 4294967295,
              type: 'secondary',
              loaded: '2026-11-20T09:46:34Z',
              expires: '2026-11-27T09:46:34Z',
              refresh: '1970-01-01T00:00:00Z',
              rcodes: { QrySuccess: 7 },
              qtypes: { A: 5, NS: 2 },
              gluecache: { GLUECACHEhitspresent: 1 },
              'dnssec-sign': { '13+34505': 4 },
            },
            { name: 'odd.example', serial: -1 },
          ],
        },
      },
    }),
  );
  expect(problems.kept).toEqual([]);
  expect(records.zones).toEqual([
    {
      name: 'example.com',
      view: 'internal',
      type: 'secondary',
      serial: 4294967295,
      loadedSeconds: 1795167994,
      expiresSeconds: 1795772794,
      queries: new Map([['QrySuccess', 7]]),
      incomingQueries: new Map([
        ['A', 5],
        ['NS', 2],
      ]),
      glueCache: new Map([['GLUECACHEhitspresent', 1]]),
    },
    {
      name: 'odd.example',
      view: 'internal',
      queries: new Map(),
      incomingQueries: new Map(),
      glueCache: new Map(),
    },
  ]);
  expect(records.unknown).toEqual([
    { section: 'dnssec-sign', view: 'internal', zone: 'example.com', name: '13+34505', value: 4 },
  ]);
});

test('zones are left out where they are not wanted', () => {
  const { records } = parseStatisticsChannel(bindFixture('9.18-recursive-stats.json'), { zones: false });
  expect(records.zones).toEqual([]);
  expect(records.nameServer.get('QryUDP')).toBe(261);
});

test('what no table knows is kept', () => {
  const { records, problems } = parseStatisticsChannel(
    channel({
      nsstats: { QryTomorrow: 1 },
      dnstapstats: { DNSTAPsuccess: 2, path: '/x' },
      taskmgr: { 'thread-model': 'threaded', 'worker-threads': 4, 'tasks-running': 1, 'default-quantum': 25 },
      views: { v: { resolver: { stats: { Colour: 3 }, 'out-queries-rtt': { '~0': 5 } } } },
    }),
  );
  expect(problems.kept).toEqual([]);
  expect(records.unknown).toEqual([
    { section: 'nsstats', name: 'QryTomorrow', value: 1 },
    { section: 'dnstapstats', name: 'DNSTAPsuccess', value: 2 },
    { section: 'resstats', view: 'v', name: 'Colour', value: 3 },
    { section: 'out-queries-rtt', view: 'v', name: '~0', value: 5 },
  ]);
  expect(figures(records)).toEqual({ 'tasks.worker-threads': 4, 'tasks.tasks-running': 1 });
});

test.each([
  ['sockstats', 'UDP4Active', -3, 0, 1],
  ['nsstats', 'RecursClients', 4294966620, 0, 1],
  ['nsstats', 'QryUDP', 4294966620, 4294966620, 0],
])('underflow: %s.%s %d', (section, name, value, expected, underflows) => {
  const { records } = parseStatisticsChannel(channel({ [section]: { [name]: value } }));
  expect(Object.values(figures(records))).toEqual([expected]);
  expect(records.underflows).toBe(underflows);
});

test('what is no figure is a problem, and hurts no other', () => {
  const { records, problems } = parseStatisticsChannel(
    channel({
      nsstats: { QryUDP: '7', QryTCP: 8, Response: 1.5, ReqTCP: null, XfrRej: {}, DNS64: [] },
      views: { v: { zones: [{ class: 'IN' }, 5, { name: 'good' }] } },
      traffic: { 'dns-carrier-pigeon': {} },
    }),
  );
  expect(figures(records)).toEqual({ 'nameServer.QryTCP': 8 });
  expect(records.zones.map((zone) => zone.name)).toEqual(['good']);
  expect(problems.kept.map(({ line, reason, text }) => `${line} ${reason}: ${text}`)).toEqual([
    '1 it is no whole number: nsstats.QryUDP: "7"',
    '1 it is no whole number: nsstats.Response: 1.5',
    '1 it is no whole number: nsstats.ReqTCP: null',
    '1 it is no whole number: nsstats.XfrRej: an object',
    '1 it is no whole number: nsstats.DNS64: a list',
    '1 it is a zone without a name: views.v.zones',
    '1 it is a zone without a name: views.v.zones',
    '1 it is no kind of traffic that is known: traffic.dns-carrier-pigeon',
  ]);
});

test('keys that objects have anyway are names like others', () => {
  const { records } = parseStatisticsChannel(
    channel({}).replace('}', ',"qtypes":{"__proto__":1,"constructor":2},"toString":{"valueOf":3}}'),
  );
  expect(figures(records)).toEqual({ 'incomingQueries.__proto__': 1, 'incomingQueries.constructor': 2 });
  expect(records.unknown).toEqual([{ section: 'toString', name: 'valueOf', value: 3 }]);
});

test.each([
  ['', 'the text is empty'],
  ['<?xml version="1.0"?><statistics/>', 'it begins with "<?xml version=\\"1.0\\"?><statistics/>"'],
  ['[]', 'it begins with "[]"'],
  ['{"json-stats-version":"1.7"}', 'it begins with "{\\"json-stats-version\\":\\"1.7\\"}"'],
  [
    '{"current-time":"2026-11-20T09:46:43.451Z"}',
    'it begins with "{\\"current-time\\":\\"2026-11-20T09:46:43.451Z\\"}"',
  ],
])("no JSON of named's: %j", (text, found) => {
  expect(() => parseStatisticsChannel(text)).toThrow(
    expect.objectContaining({
      name: 'FormatError',
      message: `not the JSON of named's statistics channel: ${found}`,
    }),
  );
});
