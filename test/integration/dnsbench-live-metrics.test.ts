// needs: promtool
import { expect, test } from 'vitest';
import { startMetricsServer } from '../../src/loadgen/metrics/metrics-server.ts';
import { sampleFigures } from '../loadgen/metrics/sample-figures.ts';
import { runProgram } from './support/process.ts';

test.each([
  ['a run as fast as answers come', sampleFigures()],
  ['a run with a schedule', sampleFigures({ targetQps: 20_000 })],
  ['a run before its first query', sampleFigures({ workers: [] })],
])('%s: promtool has nothing to say', async (_name, figures) => {
  const server = await startMetricsServer('127.0.0.1:0', () => figures);
  try {
    const metrics = await (await fetch(`http://${server.address}/metrics`)).text();
    expect(await runProgram(['promtool', 'check', 'metrics'], metrics)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  } finally {
    await server.close();
  }
});
