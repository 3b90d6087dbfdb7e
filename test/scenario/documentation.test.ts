import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/plan/load-scenario.ts';
import { KILL_SIGNALS } from '../../src/scenario/plan/scenario.ts';
import { scenarioSchema } from '../../src/scenario/plan/scenario-schema.ts';
import { scenarioResultJsonSchema } from '../../src/scenario/result/result-schema.ts';
import { allKeys } from '../../src/yaml/sections.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('every key of the format is in docs/scenarios.md', () => {
  const code = [...read('docs/scenarios.md').matchAll(/`([^`]+)`/g)].map(([, text]) => text).join(' ');
  const words = new Set(code.match(/\w+/g));
  const keys = allKeys(scenarioSchema).map((path) => path.split('.').at(-1)?.replace('[]', '') ?? '');
  expect(keys).toContain('count_by');
  expect([...new Set(keys)].filter((key) => key !== '*' && !words.has(key))).toEqual([]);
});

test('every signal is in docs/scenarios.md', () => {
  const words = new Set(read('docs/scenarios.md').match(/\w+/g));
  expect(KILL_SIGNALS.filter((signal) => !words.has(signal))).toEqual([]);
});

test('the example is valid', () => {
  expect(loadScenario(read('deploy/scenario.yml'), 'scenario.yml').steps).toHaveLength(4);
});

test('schema/scenario-result.schema.json is up to date (npm run docs)', () => {
  expect(JSON.parse(read('schema/scenario-result.schema.json'))).toEqual(scenarioResultJsonSchema());
});
