import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { OPTION_ROWS } from '../../../src/loadgen/options/option-table.ts';

const MANUAL = readFileSync(resolve(import.meta.dirname, '../../../docs/dnsbench.md'), 'utf8');

test('the manual has every option', () => {
  const tables = MANUAL.split('\n').filter((line) => line.startsWith('|'));
  const missing = OPTION_ROWS.flatMap(({ long, letters = '', dnsperf = '', dnsperfKey, dnsperfOnly }) => [
    ...(dnsperfOnly === true ? [] : long.map((name) => `--${name}`)),
    ...[...letters, ...dnsperf].map((letter) => `-${letter}`),
    ...(dnsperfKey === undefined ? [] : [`-O ${dnsperfKey}`]),
  ]).filter((written) => !tables.some((line) => new RegExp(`\`${written}\\b`).test(line)));
  expect(missing).toEqual([]);
});

test('the manual has no option that is not there', () => {
  const known = OPTION_ROWS.flatMap(({ long }) => long);
  const written = [...MANUAL.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map((match) => match[1]);
  expect(written.filter((name) => name !== undefined && !known.includes(name))).toEqual([]);
  expect(written.length).toBeGreaterThan(50);
});
