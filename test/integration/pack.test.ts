import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from './support/free-port.ts';
import { runProgram } from './support/process.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let directory: TempDir;
let tarball: string;
let files: readonly string[];

beforeAll(async () => {
  directory = await makeTempDir('pack');
  const argv = ['npm', 'pack', ROOT, '--ignore-scripts', '--pack-destination', directory.path];
  const { code, stderr, stdout } = await runProgram(argv);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  tarball = directory.file(stdout.trim().split('\n').at(-1) ?? '');
  files = (await runProgram(['tar', 'tzf', tarball])).stdout.trim().split('\n');
});
afterAll(() => directory.remove());

test('the package holds what runs, its manual and its licence, and nothing else', () => {
  const rest = files.filter((file) => !/^package\/dist\/.+\.(js|css|svg|xsl)$/.test(file));
  expect(rest.sort()).toEqual([
    'package/LICENSE',
    'package/README.md',
    'package/demo/recording.jsonl.gz',
    'package/deploy/scenario.yml',
    'package/deploy/vipscope.service',
    'package/deploy/vipscope.yml',
    'package/docs/configuration.md',
    'package/docs/design.md',
    'package/docs/dnsbench.md',
    'package/docs/lab.md',
    'package/docs/metrics.md',
    'package/docs/scenarios.md',
    'package/docs/status.md',
    'package/package.json',
    'package/schema/dnsbench-result.schema.json',
    'package/schema/events.schema.json',
    'package/schema/scenario-result.schema.json',
    'package/schema/status.schema.json',
  ]);
});

test('installed elsewhere, without what it was built with, it runs', async () => {
  const prefix = directory.file('elsewhere');
  const install = ['npm', 'install', '--prefix', prefix, '--omit=dev', '--no-audit', '--no-fund', tarball];
  const installed = await runProgram(install);
  expect({ code: installed.code, stderr: installed.stderr }).toMatchObject({ code: 0 });
  const program = join(prefix, 'node_modules', '.bin', 'vipscope');
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect((await runProgram([program, '--version'])).stdout).toContain(`vipscope ${version},`);
  const snapshot = await runProgram([program, 'snapshot', '--format=metrics', '--log.level=error']);
  expect(snapshot.stdout).toContain(`vipscope_build_info{version="${version}"`);

  const dnsbench = join(prefix, 'node_modules', '.bin', 'dnsbench');
  const page = directory.file('run.html');
  const queries = directory.file('queries.txt');
  await writeFile(queries, 'www.abc.local A\n');
  // Nobody is there to answer: what counts is that native code, worker threads and the page's assets are found.
  const [port = 0] = await freePorts(1);
  const options = [
    '-s',
    '127.0.0.1',
    '-p',
    String(port),
    '-d',
    queries,
    '-t',
    '0.1',
    '--json',
    '--html',
    page,
  ];
  const run = await runProgram([dnsbench, ...options]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(run.stdout)).toMatchObject({
    tool: { name: 'dnsbench', version },
    totals: { sent: 1, timedOut: 1 },
    settings: { transport: process.platform === 'linux' ? 'mmsg' : 'dgram' },
  });
  expect((await readFile(page, 'utf8')).includes('Chart.js v4')).toBe(true);
}, 120_000);
