// needs: promtool
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from './support/process.ts';

const FIXTURES = new URL('../fixtures/keepalived/', import.meta.url);

// The unit test of the metrics holds the output to these files.
test.each(['2.2.7-two-sources.prometheus.metrics', 'reconstructed-dumps.prometheus.metrics'])(
  'promtool finds nothing to complain about in %s',
  async (name) => {
    const page = readFileSync(new URL(name, FIXTURES), 'utf8');
    expect(await runProgram(['promtool', 'check', 'metrics'], page)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  },
);
