import { expect, test } from 'vitest';
import { readHtmlAssets } from '../../../../src/loadgen/report/html/assets.ts';

test('our own files, and chart.js with its licence and without its map', () => {
  const { style, script, chartLibrary } = readHtmlAssets();
  expect(style).toContain('prefers-color-scheme: dark');
  expect(script).toContain('new Chart(');
  expect(chartLibrary).toMatch(/^\/\*!\n \* Chart\.js v4\./);
  expect(chartLibrary).toContain('Released under the MIT License');
  expect(chartLibrary).not.toContain('sourceMappingURL');
});
