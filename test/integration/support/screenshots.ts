import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where a test run leaves what people may want to look at. */
const DIRECTORY =
  process.env['VIPSCOPE_TEST_ARTEFACTS'] ?? join(import.meta.dirname, '..', '..', '..', 'test-artefacts');

/**
 * Keeps a picture of the whole page, however long, in $VIPSCOPE_TEST_ARTEFACTS or in test-artefacts/.
 * @param name what it shows; becomes the file's name
 */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(DIRECTORY, { recursive: true });
  const file = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.png`;
  await page.screenshot({ path: join(DIRECTORY, file), fullPage: true });
}
