import type { PagePatch } from './block.ts';
import type { Page } from './page.ts';

/** What changed between two pages of one query; undefined where nothing did. */
export function patchPage(
  _before: Page,
  _after: Page,
): Pick<PagePatch, 'blocks' | 'cells' | 'rows'> | undefined {
  return undefined;
}
