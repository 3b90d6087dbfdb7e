import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conclude } from '../../../src/cli/dnsbench/conclude.ts';
import type { OutputSettings } from '../../../src/loadgen/settings.ts';
import { settingsOf } from '../../loadgen/options/support/parse.ts';
import { plainResult } from '../../loadgen/support/plain-result.ts';
import { fakeIo, tempDir } from './support/fake-io.ts';

function outputOf(...argv: string[]): OutputSettings {
  return settingsOf(argv).output;
}

function concluded(output: OutputSettings, result = plainResult()) {
  const io = fakeIo();
  const status = conclude(result, output, io);
  return { status, out: io.out(), error: io.error() };
}

describe('standard output', () => {
  test('the report', () => {
    const { status, out, error } = concluded(outputOf());
    expect([status, error]).toEqual([0, '']);
    expect(out.match(/Queries per second/g)).toHaveLength(1);
    expect(out).toContain('  Queries per second:   2191.380570 qps\n');
  });

  test("dnsperf's", () => {
    const { out } = concluded(outputOf('--compat', 'dnsperf'));
    expect(out).toContain('  Queries per second:   2191.380570\n');
  });

  test('one line of JSON', () => {
    const { out } = concluded(outputOf('--json'));
    expect(out).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(out)).toMatchObject({ version: 1, qps: 2_191.38057 });
  });

  test('NDJSON', () => {
    const lines = concluded(outputOf('--ndjson')).out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).toBeTypeOf('object');
  });

  test('the rate alone', () => {
    expect(concluded(outputOf('--qps-only')).out).toBe('2191.380570\n');
  });
});

describe('exit status', () => {
  test.each<[string, string[], number, string]>([
    ['no bound', [], 0, ''],
    ['bounds that are kept', ['--fail-on', 'loss>1%,qps<100'], 0, ''],
    [
      'a bound that is broken',
      ['--fail-on', 'qps<5000'],
      1,
      'dnsbench: qps is 2191 qps, which breaks qps<5000\n',
    ],
  ])('%s', (_name, argv, status, error) => {
    const outcome = concluded(outputOf(...argv));
    expect([outcome.status, outcome.error.replace(/is 2,?191[.\d]* qps/, 'is 2191 qps')]).toEqual([
      status,
      error,
    ]);
  });
});

describe('files', () => {
  test('each that was asked for', () => {
    const directory = tempDir();
    const at = (name: string) => join(directory, name);
    const output = outputOf(
      `--json=${at('r.json')}`,
      `--csv=${at('r.csv')}`,
      `--html=${at('r.html')}`,
      '-H',
      at('r.dat'),
    );
    const { status, out, error } = concluded(output);
    expect([status, error]).toEqual([0, '']);
    expect(out).toContain('Queries per second');
    expect(JSON.parse(readFileSync(at('r.json'), 'utf8'))).toMatchObject({ qps: 2_191.38057 });
    expect(readFileSync(at('r.csv'), 'utf8')).toMatch(/^start_epoch_seconds,from_seconds,/);
    expect(readFileSync(at('r.html'), 'utf8')).toContain('</html>');
    expect(readFileSync(at('r.dat'), 'utf8')).toMatch(/^\d+\.\d{6} \d+\.\d{3}$/m);
  });

  test('one that cannot be written does not harm the others', () => {
    const directory = tempDir();
    const csv = join(directory, 'r.csv');
    const { status, error } = concluded(outputOf(`--json=${directory}`, `--csv=${csv}`));
    expect([status, error]).toEqual([
      1,
      `dnsbench: --json ${directory} cannot be written: EISDIR: illegal operation on a directory, open '${directory}'\n`,
    ]);
    expect(existsSync(csv)).toBe(true);
  });
});
