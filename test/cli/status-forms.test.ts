import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { statusFiles } from '../../src/cli/status-forms.ts';
import { PAGE_STYLES } from '../../src/view/page/frame/page-styles.ts';
import { exampleStatus } from '../view/support/example-status.ts';

test('the page as a file has every stylesheet in it, in the order in which the server links them', () => {
  const page = statusFiles(exampleStatus())['vs.html'] ?? '';
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const sheets = PAGE_STYLES.map((name) =>
    readFileSync(new URL(`../../src/view/assets/${name}`, import.meta.url), 'utf8'),
  );
  expect(style).toBe(sheets.join('\n'));
});
