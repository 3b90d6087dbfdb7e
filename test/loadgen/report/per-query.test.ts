import { expect, test } from 'vitest';
import { perQueryLine } from '../../../src/loadgen/report/per-query.ts';

const answered = { kind: 'answered', rcode: 'NOERROR', latencySeconds: 0.000123 } as const;

test.each([
  ['queryperf', answered, '> NOERROR www.example.org A\n'],
  ['dnsbench', answered, '> NOERROR www.example.org A\n'],
  ['dnsperf', answered, '> NOERROR www.example.org A 0.000123\n'],
  ['dnsperf', { ...answered, latencySeconds: 12.5 }, '> NOERROR www.example.org A 12.500000\n'],
  ['queryperf', { ...answered, rcode: 'DSOTYPENI' }, '> rcode11 www.example.org A\n'],
  ['queryperf', { kind: 'timed-out' }, '> T www.example.org A\n'],
  ['dnsperf', { kind: 'timed-out' }, '> T www.example.org A\n'],
] as const)('%s tells %j as %j', (dialect, outcome, line) => {
  expect(perQueryLine(dialect, 'www.example.org A', outcome)).toBe(line);
});

test('a name does not move the cursor', () => {
  expect(perQueryLine('queryperf', '\u001b[2J.example A', answered)).toBe('> NOERROR \ufffd[2J.example A\n');
});
