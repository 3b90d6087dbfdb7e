import { expect, test } from 'vitest';
import { settingsOf } from './support/parse.ts';

test('without options, queryperf asks 127.0.0.1 what standard input says, once', () => {
  expect(settingsOf([], { programName: '/usr/local/bin/queryperf' })).toEqual({
    run: {
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
      workers: 4,
      sockets: 16,
      outstanding: 20,
      timeoutSeconds: 5,
      load: { kind: 'closed' },
      transport: 'auto',
      timestamps: 'user',
      gso: 'on',
      shaping: { queryClass: 1, recursionDesired: true },
      verify: false,
      countBy: 'nothing',
      ledger: false,
    },
    output: {
      dialect: 'queryperf',
      format: 'text',
      intervalSeconds: 1,
      printIntervals: 'nothing',
      countRcodes: false,
      perQuery: false,
      latencyHistogram: false,
      suppress: [],
      failOn: [],
    },
    commandLine: 'queryperf',
    notes: [],
    given: new Set(),
  });
});

test.each([
  { argv: ['-s', '192.0.2.1'], run: { server: '192.0.2.1' } },
  { argv: ['-svip.example.net'], run: { server: 'vip.example.net' } },
  { argv: ['-s', 'fe80::1%eth0'], run: { server: 'fe80::1%eth0' } },
  { argv: ['-p', '5353'], run: { port: 5353 } },
  { argv: ['-p5353'], run: { port: 5353 } },
  { argv: ['-d', 'queries.txt'], run: { input: { files: ['queries.txt'] } } },
  { argv: ['-da', '-d', 'b', '-d-'], run: { input: { files: ['a', 'b', '-'] } } },
  { argv: ['-d', '-'], run: { input: { files: ['-'] } } },
  { argv: ['-l', '60'], run: { durationSeconds: 60 } },
  { argv: ['-l60'], run: { durationSeconds: 60 } },
  { argv: ['-l', '0.5'], run: { durationSeconds: 0.5 } },
  { argv: ['-l', '60s'], run: { durationSeconds: 60 } },
  { argv: ['-l', '5m'], run: { durationSeconds: 300 } },
  { argv: ['-l5', '-l7'], run: { durationSeconds: 7 } },
  { argv: ['-q', '200'], run: { outstanding: 200 } },
  { argv: ['-t', '2.5'], run: { timeoutSeconds: 2.5 } },
  { argv: ['-t20ms'], run: { timeoutSeconds: 0.02 } },
  { argv: ['-n'], run: { input: { ignoreDirectives: true } } },
  { argv: ['-1', '-l', '9'], run: { runs: 1, durationSeconds: 9 } },
  { argv: ['-b', '32'], run: { bufferBytes: 32_768 } },
  { argv: ['-e'], run: { shaping: { edns: { udpSizeBytes: 4096, dnssecOk: false, options: [] } } } },
  { argv: ['-D'], run: { shaping: { edns: { udpSizeBytes: 4096, dnssecOk: true, options: [] } } } },
  { argv: ['-c'], output: { countRcodes: true } },
  { argv: ['-v'], output: { perQuery: true } },
  { argv: ['-cv'], output: { countRcodes: true, perQuery: true } },
  { argv: ['-1cvl60', '-n'], run: { runs: 1, durationSeconds: 60 }, output: { perQuery: true } },
  { argv: ['-cvd', 'q', '-eq5'], run: { input: { files: ['q'] }, outstanding: 5 } },
  { argv: ['-f', 'inet6'], run: { family: 'inet6' } },
  { argv: ['-fINET'], run: { family: 'inet' } },
  { argv: ['-i', '10'], output: { printIntervals: 'block', intervalSeconds: 10 } },
  { argv: ['-i0'], output: { printIntervals: 'nothing', intervalSeconds: 1 } },
  {
    argv: ['-H', 'rtt.dat', '-r100', '-u', '1000'],
    output: { histogramFile: { path: 'rtt.dat', buckets: 100, bucketUs: 1000 } },
  },
  { argv: ['-Hrtt.dat'], output: { histogramFile: { path: 'rtt.dat', buckets: 50_000, bucketUs: 100 } } },
  { argv: ['-T', '1000'], run: { load: { kind: 'rate', qps: 1000 } } },
  { argv: ['-T1000'], run: { load: { kind: 'rate', qps: 1000 } } },
  { argv: ['-T', '0'], run: { load: { kind: 'closed' } } },
  { argv: ['-R'], run: { shaping: { recursionDesired: false } } },
] as const)('queryperf $argv', ({ argv, ...expected }) => {
  expect(settingsOf(argv, { programName: 'queryperf' })).toMatchObject(expected);
  expect(settingsOf(argv)).toMatchObject(expected);
  expect(settingsOf(['--compat', 'queryperf', ...argv])).toMatchObject(expected);
});

test('with a time limit and without -1, the file is gone through as often as fits', () => {
  expect(settingsOf(['-l', '60']).run).not.toHaveProperty('runs');
  expect(settingsOf(['-l', '60', '-1']).run.runs).toBe(1);
  expect(settingsOf([]).run.runs).toBe(1);
});

test.each([
  { programName: 'dnsbench', argv: [], dialect: 'dnsbench', outstanding: 100 },
  { programName: 'dnsbench', argv: ['--compat=queryperf'], dialect: 'queryperf', outstanding: 20 },
  { programName: 'dnsbench.js', argv: ['--compat', 'QUERYPERF'], dialect: 'queryperf', outstanding: 20 },
  { programName: '/opt/queryperf.mjs', argv: [], dialect: 'queryperf', outstanding: 20 },
  { programName: 'queryperf', argv: ['--compat=dnsbench'], dialect: 'dnsbench', outstanding: 100 },
  { programName: 'queryperf', argv: ['-q', '7'], dialect: 'queryperf', outstanding: 7 },
])('$programName $argv speaks as $dialect', ({ programName, argv, dialect, outstanding }) => {
  const { run, output } = settingsOf(argv, { programName });
  expect(output.dialect).toBe(dialect);
  expect({ workers: run.workers, sockets: run.sockets, outstanding: run.outstanding }).toEqual({
    workers: 4,
    sockets: 16,
    outstanding,
  });
});

test.each([
  { cores: 0, workers: 1 },
  { cores: 11, workers: 11 },
  { cores: 1000, workers: 256 },
])('$cores processors give $workers workers', ({ cores, workers }) => {
  expect(settingsOf([], { cores }).run.workers).toBe(workers);
});

test.each([
  {
    argv: ['-s', 'a', '-p', '53', '-q', '1', '-t', '1'],
    given: ['server', 'port', 'outstanding', 'timeout'],
  },
  { argv: ['--outstanding=3', '-l5'], given: ['outstanding'] },
])('what a file may not override: $given', ({ argv, given }) => {
  expect([...settingsOf(argv).given]).toEqual(given);
});

test.each([
  { argv: ['-T', '4'], notes: ['-T 4 is a rate of 4 qps; for as many workers write --workers 4'] },
  { argv: ['--rate', '4'], notes: [] },
  {
    argv: ['-r', '9', '-u1'],
    notes: [
      '-r has no effect: no histogram file is asked for (-H FILE)',
      '-u has no effect: no histogram file is asked for (-H FILE)',
    ],
  },
  { argv: ['--latency-histogram'], notes: [] },
  {
    argv: ['-b', '64', '-m', 'tcp'],
    notes: ['-b has no effect: the kernel sizes the buffers of connections (tcp(7))'],
  },
  { argv: ['-b', '64'], notes: [] },
  {
    argv: ['--gso', 'on', '--mode=dot'],
    notes: ['--gso has no effect: only datagrams of mmsg go as one buffer'],
  },
  {
    argv: ['--gso=on', '--transport', 'dgram'],
    notes: ['--gso has no effect: only datagrams of mmsg go as one buffer'],
  },
  { argv: ['--gso=off', '--transport', 'dgram'], notes: [] },
  { argv: ['--gso=on'], notes: [] },
  {
    argv: ['--compat', 'queryperf', '--latency-histogram'],
    notes: ["--latency-histogram has no effect: queryperf's report has no histogram, its file has (-H FILE)"],
  },
  {
    argv: ['--suppress', 'congestion'],
    notes: ['--suppress of congestion has no effect: only timeouts are warned of'],
  },
])('notes on $argv', ({ argv, notes }) => {
  expect(settingsOf(argv).notes).toEqual(notes);
});
