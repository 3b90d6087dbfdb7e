import { expect, test } from 'vitest';
import { settingsOf } from './support/parse.ts';

test.each([
  { argv: ['--server', 'vip'], run: { server: 'vip' } },
  { argv: ['--server=vip'], run: { server: 'vip' } },
  { argv: ['--port', '5300'], run: { port: 5300 } },
  { argv: ['--data', 'q', '--data=-'], run: { input: { files: ['q', '-'] } } },
  { argv: ['--binary'], run: { input: { format: 'binary' } } },
  { argv: ['-B'], run: { input: { format: 'binary' } } },
  { argv: ['--ignore-directives'], run: { input: { ignoreDirectives: true } } },
  { argv: ['--segment', '2/3'], run: { input: { segment: { index: 2, count: 3 } } } },
  { argv: ['--shuffle'], run: { input: { shuffle: true } } },
  { argv: ['--time', '1h'], run: { durationSeconds: 3600 } },
  { argv: ['--duration=90'], run: { durationSeconds: 90 } },
  { argv: ['--once'], run: { runs: 1 } },
  { argv: ['--once', '--runs', '1'], run: { runs: 1 } },
  { argv: ['--runs', '3'], run: { runs: 3 } },
  { argv: ['--runs', '3', '-l', '5'], run: { runs: 3, durationSeconds: 5 } },
  { argv: ['--outstanding', '512'], run: { outstanding: 512 } },
  { argv: ['--timeout', '500ms'], run: { timeoutSeconds: 0.5 } },
  { argv: ['--workers', '8'], run: { workers: 8 } },
  { argv: ['--sockets', '64'], run: { sockets: 64 } },
  { argv: ['--clients', '64'], run: { sockets: 64 } },
  { argv: ['--rotate-ports', '1000'], run: { rotatePorts: { kind: 'queries', queries: 1000 } } },
  { argv: ['--rotate-ports', '30s'], run: { rotatePorts: { kind: 'seconds', seconds: 30 } } },
  { argv: ['--rotate-ports=250ms'], run: { rotatePorts: { kind: 'seconds', seconds: 0.25 } } },
  { argv: ['--rate', '20000'], run: { load: { kind: 'rate', qps: 20_000 } } },
  { argv: ['-Q', '0.5'], run: { load: { kind: 'rate', qps: 0.5 } } },
  {
    argv: ['--ramp', '1000:50000:60'],
    run: { load: { kind: 'ramp', fromQps: 1000, toQps: 50_000, seconds: 60 }, durationSeconds: 60 },
  },
  {
    argv: ['--ramp', '0:100:2m', '-l', '5m'],
    run: { load: { kind: 'ramp', fromQps: 0, toQps: 100, seconds: 120 }, durationSeconds: 300 },
  },
  { argv: ['--find-max', '0.1%'], run: { load: { kind: 'find-max', fromQps: 1000, maxLossRatio: 0.001 } } },
  { argv: ['--find-max=1%:50000'], run: { load: { kind: 'find-max', fromQps: 50_000, maxLossRatio: 0.01 } } },
  { argv: ['--start-at', '1767225600.5'], run: { startAtSeconds: 1_767_225_600.5 } },
  { argv: ['--start-at', '2026-01-01T01:00:00+01:00'], run: { startAtSeconds: 1_767_225_600 } },
  { argv: ['--buffer', '4096'], run: { bufferBytes: 4_194_304 } },
  { argv: ['--mode', 'tcp'], run: { mode: 'tcp', port: 53 } },
  { argv: ['-m', 'dot'], run: { mode: 'dot', port: 853 } },
  { argv: ['--family', 'any'], run: { family: 'any' } },
  {
    argv: ['-mdot', '--tls-server-name', 'dns.example', '--tls-ca', 'ca.pem', '--tls-insecure'],
    run: { tls: { serverName: 'dns.example', caFile: 'ca.pem', insecure: true } },
  },
  { argv: ['-mtcp', '--queries-per-connection', '100'], run: { queriesPerConnection: 100 } },
  { argv: ['--local-address', '::1', '-x', '1024'], run: { localAddress: '::1', localPort: 1024 } },
  { argv: ['-a', '127.0.0.3', '--local-port=0'], run: { localAddress: '127.0.0.3', localPort: 0 } },
  { argv: ['--transport', 'dgram'], run: { transport: 'dgram' } },
  { argv: ['--timestamps', 'kernel'], run: { timestamps: 'kernel' } },
  { argv: ['--gso', 'off'], run: { gso: 'off' } },
  { argv: ['--verify'], run: { verify: true } },
  { argv: ['--expect', 'answers.txt'], run: { verify: true, expectationsFile: 'answers.txt' } },
  { argv: ['--by-answer'], run: { countBy: 'answer' } },
  { argv: ['--ledger'], run: { ledger: true } },
  { argv: ['--events', 'http://ds1:9053/'], run: { ledger: true, gso: 'off' } },
  { argv: ['--rcodes', '--verbose'], output: { countRcodes: true, perQuery: true } },
  { argv: ['--latency-histogram'], output: { latencyHistogram: true } },
  { argv: ['--intermediate', '2'], output: { printIntervals: 'block', intervalSeconds: 2 } },
  { argv: ['--stats', '2'], output: { printIntervals: 'line', intervalSeconds: 2 } },
  { argv: ['-S', '0.5'], output: { printIntervals: 'line', intervalSeconds: 0.5 } },
  { argv: ['--interval', '10'], output: { printIntervals: 'nothing', intervalSeconds: 10 } },
  {
    argv: ['--histogram', 'h', '--histogram-buckets', '5', '--histogram-unit=10'],
    output: { histogramFile: { path: 'h', buckets: 5, bucketUs: 10 } },
  },
  { argv: ['--json'], output: { format: 'json' } },
  { argv: ['--json=out.json'], output: { format: 'text', jsonFile: 'out.json' } },
  { argv: ['--json', '--json=out.json'], output: { format: 'json', jsonFile: 'out.json' } },
  { argv: ['--qps-only', '--json=out.json'], output: { format: 'qps', jsonFile: 'out.json' } },
  { argv: ['--ndjson'], output: { format: 'ndjson' } },
  { argv: ['--csv', 'o.csv', '--html', 'o.html'], output: { csvFile: 'o.csv', htmlFile: 'o.html' } },
  { argv: ['--metrics', ':9153'], output: { metricsAddress: ':9153' } },
  { argv: ['--suppress', 'Timeouts,timeouts'], output: { suppress: ['timeouts'] } },
  {
    argv: ['--fail-on', 'loss>0.1%, p99>20ms', '--fail-on=qps<50000'],
    output: {
      failOn: [
        { figure: 'loss', operator: '>', value: 0.001, text: 'loss>0.1%' },
        { figure: 'p99', operator: '>', value: 0.02, text: 'p99>20ms' },
        { figure: 'qps', operator: '<', value: 50_000, text: 'qps<50000' },
      ],
    },
  },
] as const)('dnsbench $argv', ({ argv, ...expected }) => {
  expect(settingsOf(argv)).toMatchObject(expected);
});

test.each([
  { argv: ['--edns'], shaping: { edns: { udpSizeBytes: 4096, dnssecOk: false, options: [] } } },
  { argv: ['--edns=1232'], shaping: { edns: { udpSizeBytes: 1232, dnssecOk: false, options: [] } } },
  { argv: ['--edns=1232', '-e'], shaping: { edns: { udpSizeBytes: 1232, dnssecOk: false, options: [] } } },
  { argv: ['--edns=512', '--dnssec'], shaping: { edns: { udpSizeBytes: 512, dnssecOk: true, options: [] } } },
  {
    argv: ['--ecs', '192.0.2.0/24'],
    shaping: {
      edns: {
        udpSizeBytes: 4096,
        dnssecOk: false,
        options: [{ kind: 'client-subnet', address: '192.0.2.0', prefixLength: 24 }],
      },
    },
  },
  {
    argv: ['--cookie', '--edns-option', '65001:', '-E65001:ff', '--ecs=::/0', '--ecs=2001:db8::/56'],
    shaping: {
      edns: {
        udpSizeBytes: 4096,
        dnssecOk: false,
        options: [
          { kind: 'cookie' },
          { kind: 'raw', code: 65_001, data: new Uint8Array() },
          { kind: 'raw', code: 65_001, data: Uint8Array.of(255) },
          { kind: 'client-subnet', address: '2001:db8::', prefixLength: 56 },
        ],
      },
    },
  },
  { argv: ['--no-recurse'], shaping: { recursionDesired: false } },
  { argv: ['--class', 'ch'], shaping: { queryClass: 3 } },
  { argv: ['--class', 'CLASS255'], shaping: { queryClass: 255 } },
  { argv: ['--prefix', 'random:12'], shaping: { prefix: { kind: 'random', length: 12 } } },
  { argv: ['--prefix', 'random'], shaping: { prefix: { kind: 'random', length: 8 } } },
  { argv: ['--prefix', 'number'], shaping: { prefix: { kind: 'number', length: 10 } } },
  { argv: ['--prefix=number:5'], shaping: { prefix: { kind: 'number', length: 5 } } },
] as const)('shape of queries with $argv', ({ argv, shaping }) => {
  expect(settingsOf(argv).run.shaping).toEqual({ queryClass: 1, recursionDesired: true, ...shaping });
});

test('--nsid asks for the identity and counts by it', () => {
  const { run } = settingsOf(['--nsid']);
  expect(run.countBy).toBe('nsid');
  expect(run.shaping.edns?.options).toEqual([{ kind: 'nsid' }]);
});

test('a search for the highest rate ends by itself', () => {
  const { run } = settingsOf(['--find-max', '1%']);
  expect(run).not.toHaveProperty('durationSeconds');
  expect(run).not.toHaveProperty('runs');
  expect(settingsOf(['--find-max', '1%', '-l', '60']).run.durationSeconds).toBe(60);
});
