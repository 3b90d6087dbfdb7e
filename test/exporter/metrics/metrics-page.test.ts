import { expect, test } from 'vitest';
import { metricsPage } from '../../../scripts/metrics-page.ts';
import { FAMILIES } from '../../../src/exporter/metrics/all.ts';
import { SELF_FAMILIES } from '../../../src/exporter/metrics/self.ts';

const ALL = [...SELF_FAMILIES, ...Object.values(FAMILIES).flat()];

test('docs/metrics.md is what the tables of families say (npm run docs writes it)', async () => {
  await expect(metricsPage()).toMatchFileSnapshot('../../../docs/metrics.md');
});

test('each family is declared once, well named, with help', () => {
  const names = ALL.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  for (const { name, type, help, labels } of ALL) {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(help).toMatch(/^[^\s].*\.$/s);
    for (const label of labels) expect(label).toMatch(/^[a-z][a-z0-9_]*$/);
  }
});
