import { expect, test } from 'vitest';
import { mistakeIn, settingsOf } from './support/parse.ts';

const DNSPERF = { programName: 'dnsperf' };

test('without options, dnsperf has one thread with one socket and 100 queries outstanding', () => {
  const { run, output } = settingsOf([], DNSPERF);
  expect(run).toEqual({
    server: '127.0.0.1',
    port: 53,
    family: 'any',
    mode: 'udp',
    tls: { insecure: false },
    localPort: 0,
    input: {
      files: ['-'],
      format: 'text',
      ignoreDirectives: false,
      segment: { index: 1, count: 1 },
      shuffle: false,
    },
    runs: 1,
    workers: 1,
    sockets: 1,
    outstanding: 100,
    totalSockets: 1,
    totalOutstanding: 100,
    timeoutSeconds: 5,
    load: { kind: 'closed' },
    transport: 'auto',
    timestamps: 'user',
    gso: 'on',
    shaping: { queryClass: 1, recursionDesired: true },
    verify: false,
    countBy: 'nothing',
    ledger: false,
  });
  expect(output.dialect).toBe('dnsperf');
});

test.each([
  { argv: ['-f', 'inet'], run: { family: 'inet' } },
  { argv: ['-m', 'tcp'], run: { mode: 'tcp', port: 53 } },
  { argv: ['-mdot'], run: { mode: 'dot', port: 853 } },
  { argv: ['-m', 'dot', '-p', '8853'], run: { mode: 'dot', port: 8853 } },
  { argv: ['-s', '2001:db8::1'], run: { server: '2001:db8::1' } },
  { argv: ['-a', '127.0.0.2'], run: { localAddress: '127.0.0.2' } },
  { argv: ['-x', '20000'], run: { localPort: 20_000 } },
  { argv: ['-d', 'queries'], run: { input: { files: ['queries'] } } },
  { argv: ['-c', '20'], run: { workers: 1, sockets: 20, totalSockets: 20 } },
  { argv: ['-c20', '-T', '4'], run: { workers: 4, sockets: 5, outstanding: 25 } },
  {
    argv: ['-c', '5', '-T2', '-q', '11'],
    run: { workers: 2, sockets: 3, outstanding: 6, totalSockets: 5, totalOutstanding: 11 },
  },
  { argv: ['-n', '3'], run: { runs: 3 } },
  { argv: ['-n3', '-l', '10'], run: { runs: 3, durationSeconds: 10 } },
  { argv: ['-l', '1.5'], run: { durationSeconds: 1.5 } },
  { argv: ['-b', '64'], run: { bufferBytes: 65_536 } },
  { argv: ['-t', '0.25'], run: { timeoutSeconds: 0.25 } },
  { argv: ['-e'], run: { shaping: { edns: { udpSizeBytes: 4096, dnssecOk: false, options: [] } } } },
  { argv: ['-D'], run: { shaping: { edns: { udpSizeBytes: 4096, dnssecOk: true, options: [] } } } },
  {
    argv: ['-E', '10:0011aaFF'],
    run: {
      shaping: { edns: { options: [{ kind: 'raw', code: 10, data: Uint8Array.of(0, 0x11, 0xaa, 0xff) }] } },
    },
  },
  {
    argv: ['-y', 'key.example:c2VjcmV0'],
    run: {
      shaping: {
        tsig: {
          algorithm: 'hmac-md5.sig-alg.reg.int',
          keyName: 'key.example',
          secret: new TextEncoder().encode('secret'),
          fudgeSeconds: 300,
        },
      },
    },
  },
  { argv: ['-q', '50'], run: { outstanding: 50, totalOutstanding: 50 } },
  { argv: ['-Q', '5000'], run: { load: { kind: 'rate', qps: 5000 } } },
  { argv: ['-S', '2'], output: { printIntervals: 'line', intervalSeconds: 2 } },
  { argv: ['-S1', '-O', 'verbose-interval-stats'], output: { printIntervals: 'block' } },
  { argv: ['-B'], run: { input: { format: 'binary' } } },
  { argv: ['-v'], output: { perQuery: true } },
  { argv: ['-W'], output: { warningsTo: 'stdout' } },
  { argv: ['-O', 'suppress=timeouts,unexpected'], output: { suppress: ['timeouts', 'unexpected'] } },
  { argv: ['-Olatency-histogram'], output: { latencyHistogram: true } },
  { argv: ['-m', 'tcp', '-O', 'num-queries-per-conn=10'], run: { queriesPerConnection: 10 } },
  {
    argv: ['-m', 'dot', '-O', 'tls-sni=dns.example'],
    run: { tls: { serverName: 'dns.example', insecure: false } },
  },
  { argv: ['--workers', '2', '--sockets', '3'], run: { workers: 2, sockets: 3, totalSockets: 6 } },
  { argv: ['-T2', '-c2', '--outstanding', '30'], run: { outstanding: 30, totalOutstanding: 60 } },
  { argv: ['--json', '--find-max', '1%'], output: { format: 'json' } },
] as const)('dnsperf $argv', ({ argv, ...expected }) => {
  expect(settingsOf(argv, DNSPERF)).toMatchObject(expected);
  expect(settingsOf(['--compat=dnsperf', ...argv])).toMatchObject(expected);
});

test.each([
  { argv: ['-T', '4'], workers: 1, notes: ['threads lowered from 4 to 1: there is 1 socket (-c)'] },
  {
    argv: ['-T', '4', '-c', '3'],
    workers: 3,
    notes: ['threads lowered from 4 to 3: there are 3 sockets (-c)'],
  },
  {
    argv: ['-T', '4', '-c', '8', '-q', '2'],
    workers: 2,
    notes: ['threads lowered from 4 to 2: 2 queries may be outstanding (-q)'],
  },
  {
    argv: ['-T', '4', '-c', '8', '-Q', '3'],
    workers: 3,
    notes: ['threads lowered from 4 to 3: 3 queries a second are sent (-Q)'],
  },
  {
    argv: ['-O', 'qps-threshold-wait=100'],
    workers: 1,
    notes: ['-O qps-threshold-wait has no effect: rates are paced without it'],
  },
  { argv: ['-O', 'suppress=timeouts'], workers: 1, notes: [] },
  {
    argv: ['-O', 'suppress=timeouts,sendfailed,unexpected'],
    workers: 1,
    notes: ['-O suppress of sendfailed, unexpected has no effect: only timeouts are warned of'],
  },
  { argv: ['-O', 'latency-histogram'], workers: 1, notes: [] },
  {
    argv: ['-O', 'verbose-interval-stats'],
    workers: 1,
    notes: ['-O verbose-interval-stats has no effect: no intervals are asked for (-S SECONDS)'],
  },
])('$argv: $notes', ({ argv, workers, notes }) => {
  const settings = settingsOf(argv, DNSPERF);
  expect(settings.run.workers).toBe(workers);
  expect(settings.notes).toEqual(notes);
});

test.each([
  [['-u'], '-u: dynamic updates (RFC 2136) are not offered; only queries are sent'],
  [['-m', 'doh'], '-m is "doh"; write udp, tcp or dot'],
  [
    ['-O', 'doh-uri=https://localhost/dns-query'],
    '-O doh-uri: DNS over HTTPS is not offered; modes are udp, tcp and dot',
  ],
  [['-O', 'tls-sin=x'], '-O has no key "tls-sin"; did you mean tls-sni?'],
  [
    ['-O', 'colour'],
    '-O has no key "colour"; keys are tls-sni, num-queries-per-conn, latency-histogram, suppress, verbose-interval-stats, qps-threshold-wait, doh-uri, doh-method',
  ],
  [
    ['-O', 'suppress'],
    '-O suppress needs a value: a list of timeouts, congestion, sendfailed, sockready, unexpected, separated by commas',
  ],
  [
    ['-O', 'suppress=timeouts,all'],
    '-O suppress has "all" in it; write a list of timeouts, congestion, sendfailed, sockready, unexpected, separated by commas',
  ],
  [['-O', 'latency-histogram=1'], '-O latency-histogram takes no value'],
  [['-O'], '-O needs a value'],
  [['-c'], '-c needs a value: a whole number from 1 to 4194304'],
  [['-c', '0'], '-c is "0"; write a whole number from 1 to 4194304'],
  [
    ['-q', '70000'],
    '-q 70000 is more than 65536 for each of 1 thread; write at most 65536, or more threads with -T',
  ],
  [
    ['-c', '40000', '-T', '2'],
    '-c 40000 is more than 16384 for each of 2 threads; write at most 32768, or more threads with -T',
  ],
  [['-1'], 'there is no option "-1"; see dnsperf --help'],
  [['-i', '1'], 'there is no option "-i"; see dnsperf --help'],
  [['--total-sockets', '2'], 'there is no option "--total-sockets"; see dnsperf --help'],
  [
    ['-c2', '--sockets', '3'],
    '--sockets 3 and -c 2 exclude each other: one is for each worker, the other for all',
  ],
  [
    ['-q2', '--outstanding', '3'],
    '--outstanding 3 and -q 2 exclude each other: one is for each worker, the other for all',
  ],
  [['-B', '-e'], '-B and -e exclude each other: binary messages are sent as they are'],
  [['-O', 'num-queries-per-conn=5'], '-O num-queries-per-conn needs --mode tcp or dot'],
  [['-W', '--json'], '-W and --json exclude each other: both write to standard output'],
])('dnsperf %j is refused', (argv, message) => {
  expect(mistakeIn(argv, DNSPERF)).toBe(message);
});
