// needs: named, rndc, dnsperf
import { readFileSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressQueries, DNSBENCH, measure, runDnsbench, serverOf } from './support/dnsbench.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { type Finished, runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const ZONE = `$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
* A 192.0.2.1
* AAAA 2001:db8::1
`;
/** Two answers with a record, one without, one NXDOMAIN and one REFUSED. */
const MIXED = `a.example.test A
b.example.test AAAA
example.test TXT
x.ns.example.test A
www.elsewhere.test A
`;

let directory: TempDir;
let named: RunningNamed;

beforeAll(async () => {
  directory = await makeTempDir('dropin');
  named = await startNamed(directory, 'named', {
    options: 'recursion no;',
    zones: 'zone "example.test" { type primary; file "zone"; };',
    files: { zone: ZONE },
  });
  await writeFile(directory.file('mixed'), MIXED);
  await writeFile(directory.file('many'), addressQueries(1000));
});

afterAll(async () => {
  await named?.stop();
  await directory?.remove();
});

const load = (...args: readonly string[]): string[] => [
  ...serverOf(named),
  '-d',
  directory.file('mixed'),
  ...args,
];

async function printed(running: Promise<Finished>): Promise<string> {
  const { code, stdout, stderr } = await running;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** A report with every figure as `N`, and dates and the program's version as words. */
function masked(report: string): string {
  return report
    .replace(/^(Version:? dnsbench) \S+/m, '$1 VERSION')
    .replaceAll(/[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}/g, 'DATE')
    .replaceAll(/(?<=[ \t(])\d+\.\d{6}/g, 'N');
}

describe('in place of queryperf', () => {
  test('its flags are taken, and scripts find the rate where it was', async () => {
    const [first, second] = [directory.file('out.1'), directory.file('out.2')];
    for (const file of [first, second])
      await writeFile(file, await printed(runDnsbench(load('-l', '1', '-i', '0.3'))));
    const asScripts = async (script: string): Promise<string> =>
      printed(runProgram(['sh', '-c', script, 'sh', first, second]));
    const line = /^ {2}Queries per second: {3}(\d+\.\d{6}) qps$/m;
    const [, one] = line.exec(readFileSync(first, 'utf8')) ?? [];
    const [, two] = line.exec(readFileSync(second, 'utf8')) ?? [];
    expect(Number(one)).toBeGreaterThan(0);
    expect(await asScripts('grep -c "Queries per second" "$1"')).toBe('1\n');
    expect(await asScripts(`grep 'Queries per second' "$1" | awk '{print $4}'`)).toBe(`${one}\n`);
    expect(await asScripts(`grep 'Queries per second' "$@" | awk '{print $5}'`)).toBe(`${one}\n${two}\n`);
    const sum = await asScripts(`grep 'Queries per second' "$@" | awk '{sum += $5} END {print int(sum)}'`);
    expect(sum).toBe(`${Math.floor(Number(one) + Number(two))}\n`);
  });

  test('--compat queryperf: its report line for line, and nothing below it', async () => {
    const report = await printed(runDnsbench(load('--compat', 'queryperf', '-c')));
    expect(masked(report)).toBe(`
DNS Query Performance Testing Tool
Version: dnsbench VERSION (queryperf 1.12 compatible)

[Status] Processing input data
[Status] Sending queries (beginning with 127.0.0.1)
[Status] Testing complete

Statistics:

  Parse input file:     once
  Ended due to:         reaching end of file

  Queries sent:         5 queries
  Queries completed:    5 queries
  Queries lost:         0 queries
  Queries delayed(?):   0 queries

  RTT max:         \tN sec
  RTT min:              N sec
  RTT average:          N sec
  RTT std deviation:    N sec
  RTT out of range:     0 queries

  Returned  NOERROR:    3 queries
  Returned NXDOMAIN:    1 queries
  Returned  REFUSED:    1 queries

  Percentage completed: 100.00%
  Percentage lost:        0.00%

  Started at:           DATE
  Finished at:          DATE
  Ran for:              N seconds

  Queries per second:   N qps

`);
  });

  test('-v tells of each query, and -n of the directives that it leaves out', async () => {
    const text = `#server 192.0.2.53\n; a comment\n${MIXED}`;
    const args = [...serverOf(named), '-n', '-v', '-q1', '--workers=1'];
    const { code, stdout, stderr } = await runDnsbench(args, text);
    expect(code).toBe(0);
    expect(stderr).toBe(
      'dnsbench: stdin:1: Ignoring configuration change: "#server 192.0.2.53", and all that follow\n',
    );
    expect(stdout.split('\n').filter((line) => line.startsWith('> '))).toEqual([
      '> NOERROR a.example.test A',
      '> NOERROR b.example.test AAAA',
      '> NOERROR example.test TXT',
      '> NXDOMAIN x.ns.example.test A',
      '> REFUSED www.elsewhere.test A',
    ]);
  });

  test('directives name the server and its limits where flags do not', async () => {
    const directives = `#server 127.0.0.1\n#port ${named.port}\n#maxqueries 7\n#maxwait 2\n`;
    const { code, stdout } = await runDnsbench(['--json', '--workers=1'], `${directives}${MIXED}`);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { sent: 5, answered: 5 },
      settings: { address: '127.0.0.1', port: named.port, outstanding: 7, timeoutSeconds: 2 },
    });
  });

  test('a name is resolved once, and the run says to what', async () => {
    const { code, stdout, stderr } = await runDnsbench(load('-s', 'localhost', '-f', 'inet'));
    expect(code).toBe(0);
    expect(stderr).toBe('dnsbench: server localhost is 127.0.0.1\n');
    expect(stdout).toContain('[Status] Sending queries (beginning with 127.0.0.1)\n');
    expect(stdout).toContain(`  Target:               localhost at 127.0.0.1:${named.port}, UDP\n`);
  });
});

describe('in place of dnsperf', () => {
  test('--compat dnsperf: its flags, and its report line for line', async () => {
    const args = load('--compat', 'dnsperf', '-c', '3', '-T', '2', '-q', '10', '-n', '4');
    const report = await printed(runDnsbench(args));
    expect(masked(report).replace(/(?<=Command line: ).*/, 'COMMAND')).toBe(`DNS Performance Testing Tool
Version dnsbench VERSION (dnsperf 2.14 compatible)

[Status] Command line: COMMAND
[Status] Sending queries (to 127.0.0.1:${named.port})
[Status] Started at: DATE
[Status] Stopping after 4 runs through file
[Status] Testing complete (end of file)

Statistics:

  Queries sent:         20
  Queries completed:    20 (100.00%)
  Queries lost:         0 (0.00%)

  Response codes:       NOERROR 12 (60.00%), NXDOMAIN 4 (20.00%), REFUSED 4 (20.00%)
  Average packet size:  request 33, response 63
  Run time (s):         N
  Queries per second:   N

  Average Latency (s):  N (min N, max N)
  Latency StdDev (s):   N

`);
  });

  test('what dnsperf itself prints of the same run differs in its figures alone', async () => {
    const args = [...serverOf(named), '-d', directory.file('mixed'), '-n', '2'];
    const theirs = await printed(runProgram(['dnsperf', ...args]));
    const ours = await printed(runDnsbench(['--compat', 'dnsperf', ...args]));
    const statistics = (report: string): string[] => {
      const lines = masked(report).split('\n');
      return lines.slice(lines.indexOf('Statistics:')).filter((line) => line !== '');
    };
    expect(statistics(ours)).toEqual(statistics(theirs));
  });

  test.each([
    ['one pass', ['-n', '1']],
    ['thirteen', ['-n', '13']],
  ])('named counts the same of both: %s', async (_name, runs) => {
    const args = [...serverOf(named), '-d', directory.file('mixed'), ...runs];
    const before = await namedCounts();
    await printed(runProgram(['dnsperf', ...args]));
    const between = await namedCounts();
    await printed(runDnsbench(['--compat', 'dnsperf', ...args]));
    const after = await namedCounts();
    expect(grown(between, after)).toEqual(grown(before, between));
    expect(grown(between, after)).toEqual({
      'Incoming Requests/QUERY': 5 * Number(runs[1]),
      'Incoming Queries/A': 3 * Number(runs[1]),
      'Incoming Queries/AAAA': Number(runs[1]),
      'Incoming Queries/TXT': Number(runs[1]),
      'Outgoing Rcodes/NOERROR': 3 * Number(runs[1]),
      'Outgoing Rcodes/NXDOMAIN': Number(runs[1]),
      'Outgoing Rcodes/REFUSED': Number(runs[1]),
    });
  });
});

test.each([
  ['queryperf', ['-l', '0.2'], /^ {2}Queries per second: {3}\d+\.\d{6} qps\n\n$/m],
  ['dnsperf', ['-n', '1'], /^ {2}Queries per second: {3}\d+\.\d{6}\n\n {2}Average Latency/m],
])('started by the name %s it is that', async (name, args, rate) => {
  const program = directory.file(name);
  symlinkSync(DNSBENCH, program);
  const report = await printed(runProgram([process.execPath, program, ...load(...args)]));
  expect(report).toMatch(rate);
  expect(report).not.toContain('Accounting');
});

test('what is counted is what named counts, with many workers and a time limit', async () => {
  const before = await namedCounts();
  // No more outstanding than the receive buffer of named surely holds.
  const result = await measure(...load('--workers=4', '-q10', '-l', '1'));
  const { sent, answered } = result.totals;
  const counts = grown(before, await namedCounts());
  expect(counts['Incoming Requests/QUERY']).toBe(sent);
  expect(answered).toBe(sent);
  expect(result.rcodes).toEqual({
    NOERROR: counts['Outgoing Rcodes/NOERROR'],
    NXDOMAIN: counts['Outgoing Rcodes/NXDOMAIN'],
    REFUSED: counts['Outgoing Rcodes/REFUSED'],
  });
  expect(result.endedBy).toBe('time-limit');
  expect(result.windowSeconds).toBe(1);
});

type Counts = Readonly<Record<string, number>>;

/** What named has counted so far, by `section/what`: the last dump in its file. */
async function namedCounts(): Promise<Counts> {
  const { code, stderr } = await runProgram([...named.rndc, 'stats']);
  expect([code, stderr]).toEqual([0, '']);
  const dump = readFileSync(named.statsFile, 'utf8').split('+++ Statistics Dump +++').at(-1) ?? '';
  const wanted = ['Incoming Requests', 'Incoming Queries', 'Outgoing Rcodes'];
  const counts = wanted.flatMap((section) => {
    const [, lines = ''] = new RegExp(`\\+\\+ ${section} \\+\\+\\n([^+]*)`).exec(dump) ?? [];
    return [...lines.matchAll(/^ *(\d+) (.+)$/gm)].map(
      ([, count, what]) => [`${section}/${what}`, Number(count)] as const,
    );
  });
  return Object.fromEntries(counts);
}

function grown(before: Counts, after: Counts): Counts {
  const growth = Object.entries(after).map(([what, count]) => [what, count - (before[what] ?? 0)] as const);
  return Object.fromEntries(growth.filter(([, count]) => count !== 0));
}
