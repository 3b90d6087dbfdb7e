import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { renderComparison } from '../../../src/loadgen/report/comparison.ts';
import { COLOURED, PLAIN } from '../../../src/loadgen/report/format-painter.ts';
import type { Comparison } from '../../../src/loadgen/result/compare.ts';
import { plainResult } from '../support/plain-result.ts';

const A = { name: 'before.json', result: plainResult() };
const B = {
  name: 'after.json',
  result: plainResult({
    startedAtSeconds: 1575818158,
    settings: { address: '2001:db8::1', port: 5353, mode: 'tcp' },
  }),
};

const ROWS: Comparison['rows'] = [
  { figure: 'queries per second', unit: 'qps', a: 47_902, b: 60_000, differenceRatio: 0.25256, better: 'b' },
  { figure: 'queries sent', unit: 'count', a: 2_874_332, b: 2_874_332, differenceRatio: 0, better: 'same' },
  { figure: 'queries lost', unit: 'ratio', a: 0, b: 0.01, better: 'a' },
  { figure: 'window', unit: 'seconds', a: 60, b: 30, differenceRatio: -0.5, better: 'neither' },
  {
    figure: 'p99 latency',
    unit: 'seconds',
    a: 0.001,
    b: 0.0009999,
    differenceRatio: -0.0001,
    better: 'same',
  },
  { figure: 'max latency', unit: 'seconds', b: 0.0682, better: 'neither' },
];

const TABLE = `Comparison:

  A  before.json: 192.0.2.1:53 over udp, from Sat Dec  7 15:15:58 2019
  B  after.json: [2001:db8::1]:5353 over tcp, from Sun Dec  8 15:15:58 2019

  Figure                       A           B   B to A  better
  queries per second  47,902 qps  60,000 qps  +25.3 %  B
  queries sent         2,874,332   2,874,332      0 %  same
  queries lost               0 %         1 %           A
  window                    60 s        30 s    -50 %
  p99 latency               1 ms        1 ms      0 %  same
  max latency                  –     68.2 ms

`;

test('two runs with the same settings', () => {
  expect(renderComparison(A, B, { rows: ROWS, settings: [] }, PLAIN, 'UTC')).toBe(TABLE);
});

test('settings that differ', () => {
  const settings = [
    { setting: 'address', values: ['192.0.2.1', '2001:db8::1'] },
    { setting: 'mode', values: ['udp', 'tcp'] },
  ];
  expect(renderComparison(A, B, { rows: ROWS, settings }, PLAIN, 'UTC')).toBe(`${TABLE}Not the same for both:

  Setting  A          B
  address  192.0.2.1  2001:db8::1
  mode     udp        tcp

`);
});

test('long settings stand below each other', () => {
  const path = `/srv/dns/${'long/'.repeat(10)}queries.txt`;
  const settings = [{ setting: 'query files', values: ['queries.txt', path] }];
  expect(renderComparison(A, B, { rows: [], settings }, PLAIN, 'UTC')).toContain(`Not the same for both:

  query files
    A  queries.txt
    B  ${path}

`);
});

test('better is green, worse is red, seen from A; nothing else changes', () => {
  const text = renderComparison(A, B, { rows: ROWS, settings: [] }, COLOURED, 'UTC');
  expect(text).toContain('\u001b[32mqueries per second  47,902 qps  60,000 qps  +25.3 %  B\u001b[39m\n');
  expect(text).toContain('\u001b[31mqueries lost               0 %         1 %           A\u001b[39m\n');
  expect(stripVTControlCharacters(text)).toBe(TABLE);
});

test('no line is one that a script sums', () => {
  expect(TABLE).not.toContain('Queries per second');
});
