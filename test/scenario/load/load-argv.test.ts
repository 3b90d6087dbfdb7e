import { expect, test } from 'vitest';
import { loadArgv } from '../../../src/scenario/load/load-argv.ts';

test("the command line of the program's own dnsbench", () => {
  const load = {
    kind: 'dnsbench',
    startAtMs: 0,
    server: '127.0.0.1',
    port: 5353,
    queries: { lines: ['a A'] },
    rate: 500,
    durationMs: 30_000,
    timeoutMs: 1500,
    countBy: 'nsid',
    options: ['--sockets', '8'],
  } as const;
  const place = {
    program: ['node', 'dnsbench.js'],
    queriesFile: 'queries.txt',
    jsonFile: 'load.json',
    htmlFile: 'load.html',
    startAtSeconds: 1_700_000_000.25,
    eventUrls: ['http://a', 'http://b'],
  };
  expect(loadArgv(load, place).join(' ')).toBe(
    'node dnsbench.js --server=127.0.0.1 --port=5353 --data=queries.txt --time=30s --timeout=1.5s --rate=500 --nsid ' +
      '--interval=0.2s --start-at=1700000000.250 --events=http://a --events=http://b --json=load.json --html=load.html --sockets 8',
  );
  expect(loadArgv({ ...load, durationMs: 600_000 }, place)).toContain('--interval=1s');
});
