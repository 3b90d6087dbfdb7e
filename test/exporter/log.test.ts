import { expect, test } from 'vitest';
import { createLog, type LogFormat, type LogLevel } from '../../src/exporter/log.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 10, 0, 0, 123);

function lines(format: LogFormat, level: LogLevel = 'info') {
  const written: string[] = [];
  const log = createLog({ level, format, write: (line) => written.push(line), nowMs: () => NOW_MS });
  return { log, written };
}

test('logfmt is written as Prometheus writes it', () => {
  const { log, written } = lines('logfmt');
  log.warn({ source: 'local', reason: 'no such file\nlevel=info' }, 'cannot read');
  expect(written).toEqual([
    'time=2026-11-20T10:00:00.123Z level=warn msg="cannot read" source=local reason="no such file\\nlevel=info"\n',
  ]);
});

test('json is one object a line, and readable by any JSON parser', () => {
  const { log, written } = lines('json');
  log.error({ reason: 'x\u009b\u2028\u202e"\n' }, 'failed');
  expect(written).toEqual([
    '{"level":"error","time":"2026-11-20T10:00:00.123Z","reason":"x\\u009b\\u2028\\u202e\\"\\n","msg":"failed"}\n',
  ]);
  expect(JSON.parse(written.join(''))).toMatchObject({ reason: 'x\u009b\u2028\u202e"\n' });
});

test.each(['logfmt', 'json'] as const)('%s: an error is its message, without a stack', (format) => {
  const { log, written } = lines(format);
  log.error({ err: new TypeError('broken\npipe') }, 'failed');
  expect(written.join('')).toContain('broken\\npipe');
  expect(written.join('')).not.toMatch(/ at |TypeError/);
});

test.each([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['info', ['info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
] as const)('level %s writes %j', (level, expected) => {
  const { log, written } = lines('logfmt', level);
  for (const name of ['debug', 'info', 'warn', 'error'] as const) log[name](name);
  expect(written.map((line) => /level=(\w+)/.exec(line)?.[1])).toEqual(expected);
});
