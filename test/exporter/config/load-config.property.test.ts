import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../../src/exporter/config/load-config.ts';
import { configSchema } from '../../../src/exporter/config/schema/config-schema.ts';
import { loadWebConfig } from '../../../src/exporter/config/web-config.ts';
import { ConfigError } from '../../../src/yaml/config-error.ts';
import { allKeys } from '../../../src/yaml/sections.ts';
import { ENVIRONMENT } from './environment.ts';

const RUNS = Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000);
// The most runs anybody asks for take minutes.
vi.setConfig({ testTimeout: 600_000 });
const EVERY_KEY = readFileSync(join(import.meta.dirname, '../../fixtures/config/good/every-key.yml'), 'utf8');

const LINE = /^vipscope\.yml:\d+:\d+: [^\p{Cc}]+$/u;

/** The lines of the error; none when the text loads. Throws what is no ConfigError. */
function linesOf(load: () => unknown): string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
}

function expectOnlyMistakes(text: string): void {
  for (const load of [
    () => loadConfig(text, 'vipscope.yml', ENVIRONMENT),
    () => loadWebConfig(text, 'vipscope.yml', '/'),
  ]) {
    expect(linesOf(load).filter((line) => !LINE.test(line))).toEqual([]);
  }
}

const keyWords = allKeys(configSchema).flatMap((path) =>
  path.split(/[.[\]*]+/).filter((word) => word !== ''),
);
const key = fc.oneof(fc.constantFrom(...keyWords, '__proto__', 'constructor', '<<', ''), fc.string());
const scalar = fc.oneof(
  fc.constantFrom('30s', '64MiB', 'auto', 'http://h/', '10.0.0.0/8', ':9053', '/run/x.sock', '*', '&a', '!t'),
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium' },
    scalar,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('node')), { maxLength: 6 }).map((pairs) => Object.fromEntries(pairs)),
  ),
})).node;

test('any text is a configuration or a ConfigError', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectOnlyMistakes), {
    numRuns: RUNS,
  });
});

test('any text of YAML tokens is a configuration or a ConfigError', () => {
  const token = fc.oneof(
    fc.constantFrom(
      '- ',
      ': ',
      ':',
      '\n',
      '  ',
      '\n  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '<<: ',
      '? ',
      '"',
    ),
    fc.constantFrom(
      "'",
      '|\n',
      '>\n',
      '---\n',
      '...\n',
      '#',
      '%',
      '!',
      '\t',
      '\\',
      '!!str ',
      '\r',
      '\u2028',
      '\0',
    ),
    fc.constantFrom(...keyWords),
  );
  const text = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));
  fc.assert(fc.property(text, expectOnlyMistakes), { numRuns: RUNS });
});

test('any tree under the known keys is a configuration or a ConfigError', () => {
  const text = tree.map((value) => stringify(value));
  fc.assert(fc.property(text, expectOnlyMistakes), { numRuns: RUNS });
});

test('a configuration with changed characters is a configuration or a ConfigError', () => {
  const change = fc.record({
    at: fc.nat(EVERY_KEY.length),
    removed: fc.nat(3),
    inserted: fc.oneof(
      fc.constantFrom('', ':', '[', '{', '"', '\n', '\t', '&x ', '*x', '- ', '#', '\0', '\ud800'),
      fc.string(),
    ),
  });
  const text = fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce(
        (all, { at, removed, inserted }) => all.slice(0, at) + inserted + all.slice(at + removed),
        EVERY_KEY,
      ),
    );
  fc.assert(fc.property(text, expectOnlyMistakes), { numRuns: Math.ceil(RUNS / 4) });
});

test.each([
  ['[', '['.repeat(100_000)],
  ['{a: ', '{a: '.repeat(100_000)],
  ['- ', '- '.repeat(100_000)],
  ['? ', '? '.repeat(100_000)],
  ['indented keys', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
])('100,000 levels of %s are refused, not followed', (_, text) => {
  expect(linesOf(() => loadConfig(text, 'vipscope.yml', ENVIRONMENT))).toEqual([
    expect.stringMatching(
      /^vipscope\.yml:\d+:\d+: nested too deeply; a configuration has at most 32 levels$/,
    ),
  ]);
});

test('every key of a mapping of 20,000 is told apart', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
  const lines = linesOf(() => loadConfig(text, 'vipscope.yml', ENVIRONMENT));
  expect(lines).toHaveLength(20_000);
  expect(lines.at(-1)).toMatch(/^vipscope\.yml:20000:1: unknown key 'k19999'; the keys are node, /);
});
