import type { Page, PageInput } from './page.ts';

/** The page in its blocks. */
export function buildPage(_input: PageInput): Page {
  return { blocks: [] };
}
