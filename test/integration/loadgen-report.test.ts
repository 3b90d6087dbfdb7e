// needs: named, rndc, dnsperf
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  dnsperfComplete,
  dnsperfReport,
  dnsperfStatus,
  dnsperfTimeout,
} from '../../src/loadgen/report/dnsperf.ts';
import { perQueryLine } from '../../src/loadgen/report/per-query.ts';
import { queryperfPrelude, queryperfReport } from '../../src/loadgen/report/queryperf.ts';
import { NO_LATENCY, plainResult } from '../loadgen/support/plain-result.ts';
import { freePort } from './support/free-port.ts';
import { type RunningNamed, startNamed } from './support/named.ts';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

let directory: TempDir;
let named: RunningNamed;

beforeAll(async () => {
  directory = await makeTempDir('report');
  named = await startNamed(directory, 'named', {
    options: 'recursion no;',
    zones: 'zone "example.org" { type primary; file "example.zone"; };',
    files: {
      'example.zone': '$TTL 60\n@ SOA ns hm 1 60 60 60 60\n@ NS ns\nns A 127.0.0.1\nwww A 192.0.2.1\n',
    },
  });
  await writeFile(
    directory.file('queries.txt'),
    'www.example.org A\nnone.example.org A\nwww.example.net A\n',
  );
});

afterAll(async () => {
  await named?.stop();
  await directory?.remove();
});

/** Everything that dnsperf printed behind its name and version. */
async function dnsperf(port: number, options: readonly string[]): Promise<string> {
  const argv = [
    'dnsperf',
    '-s',
    '127.0.0.1',
    '-p',
    String(port),
    '-d',
    directory.file('queries.txt'),
    ...options,
  ];
  const { code, stdout, stderr } = await runProgram(argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.slice(stdout.indexOf('[Status]'));
}

/** The text with each time, rate and date made one. */
function unmeasured(text: string): string {
  return text
    .replaceAll(/\d+\.\d{6}/g, 'N.NNNNNN')
    .replaceAll(/[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}/g, 'Day Mon dd hh:mm:ss yyyy');
}

function start(port: number, options: string): Parameters<typeof dnsperfStatus>[0] {
  const commandLine = `dnsperf -s 127.0.0.1 -p ${port} -d ${directory.file('queries.txt')} ${options}`;
  return { commandLine, address: '127.0.0.1', port, startedAtSeconds: 0 };
}

test("a run's report is dnsperf's, line for line", async () => {
  const printed = await dnsperf(named.port, ['-v', '-q', '1']);
  const answered = { kind: 'answered', latencySeconds: 0.000123 } as const;
  const ours = [
    dnsperfStatus({ ...start(named.port, '-v -q 1'), runs: 1 }),
    perQueryLine('dnsperf', 'www.example.org A', { ...answered, rcode: 'NOERROR' }),
    perQueryLine('dnsperf', 'none.example.org A', { ...answered, rcode: 'NXDOMAIN' }),
    perQueryLine('dnsperf', 'www.example.net A', { ...answered, rcode: 'REFUSED' }),
    dnsperfComplete('end-of-input'),
    dnsperfReport(plainResult(), { latencyHistogram: false }),
  ].join('');
  // Servers of other versions answer with more or less in the additional section.
  const size = /request 33, response \d+/;
  expect(unmeasured(printed).replace(size, '')).toBe(unmeasured(ours).replace(size, ''));
});

test('so is that of a run in which nobody answers', async () => {
  const port = await freePort();
  const printed = await dnsperf(port, ['-t', '0.2', '-l', '30', '-n', '1']);
  const lost = plainResult({
    rcodes: {},
    latency: NO_LATENCY,
    qps: 0,
    totals: { answered: 0, timedOut: 3, bytesReceived: 0 },
  });
  const ours = [
    dnsperfStatus({ ...start(port, '-t 0.2 -l 30 -n 1'), durationSeconds: 30, runs: 1 }),
    dnsperfTimeout(0),
    dnsperfTimeout(1),
    dnsperfTimeout(2),
    dnsperfComplete('end-of-input'),
    dnsperfReport(lost, { latencyHistogram: false }),
  ].join('');
  expect(unmeasured(printed)).toBe(unmeasured(ours));
});

test("scripts that read queryperf's rate with grep and awk read ours", async () => {
  const report = queryperfReport(plainResult(), { dialect: 'queryperf', countRcodes: true });
  const files = ['out.1', 'out.2'].map((name) => directory.file(name));
  for (const file of files) await writeFile(file, queryperfPrelude('0.1.0') + report);
  const fields = async (field: number, paths: readonly string[]): Promise<string> => {
    const script = `grep 'Queries per second' "$@" | awk '{print $${field}}'`;
    return (await runProgram(['sh', '-c', script, 'sh', ...paths])).stdout;
  };
  expect(await fields(4, files.slice(0, 1))).toBe('2191.380570\n');
  expect(await fields(5, files)).toBe('2191.380570\n2191.380570\n');
});
